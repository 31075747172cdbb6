import { guardOf } from '../../guards/ofKey.ts';
import { OPERATOR_NAMES, parseOperator, type Operator } from '../../iam/operators.ts';
import { isPositive } from '../../semantics/absent.ts';
import { addConditions } from '../../policy/statementEdits.ts';
import { sameName } from '../../iam/vocabulary.ts';
import type { Statement } from '../../policy/model.ts';
import type { TreeEdit } from '../../tree/edit.ts';
import type { Member, ValueNode } from '../../tree/node.ts';
import type { Template } from '../../tree/template.ts';
import { companionEdits } from './companion.ts';
import { besides, keyAndValue } from './conditionKeys.ts';
import type { CompletionContext, CompletionItem, CompletionProvider } from './item.ts';
import { fits, keyOffer, likelyKeys, operatorFor, type KeyOffer } from './conditionKeyRanking.ts';

/** A key with the operator it is usually tested with and a value to fill in. */
export interface Guard {
  readonly key: KeyOffer;
  readonly operator: string;
  readonly block: Template;
}

const MOST_GUARDS = 8;

/** The likeliest guards that the statement does not have yet. */
export function guards(context: CompletionContext): readonly Guard[] {
  const present = testedKeys(context.statement);
  return likelyKeys(context.statement)
    .filter((key) => !present.has(key.name.toLowerCase()))
    .slice(0, MOST_GUARDS)
    .map((key) => ({ key, operator: operatorFor(key), block: blockOf(key, context) }));
}

/** Also those behind half-typed text, where the model takes no more tests from; in small letters. */
function testedKeys(statement: Statement | undefined): ReadonlySet<string> {
  const operators = membersOf(statement?.elements.get('Condition')?.value);
  return new Set(operators.flatMap(({ value }) => membersOf(value).map(({ key }) => key.value.toLowerCase())));
}

function membersOf(node: ValueNode | undefined): readonly Member[] {
  return node?.kind === 'object' ? node.members : [];
}

function blockOf(key: KeyOffer, context: CompletionContext, presence = false): Template {
  const { name, value } = keyAndValue(key.name, context, presence);
  return { members: [[name, value]] };
}

/** Whole guards first, then operators that some key of the statement's requests fits; plain ones before the other forms. */
export const operatorItems: CompletionProvider = (context) => {
  const { cursor } = context;
  const whole = cursor.keyOnly
    ? []
    : guards(context)
        .filter(({ operator }) => !cursor.siblings.includes(operator))
        .map(({ key, operator, block }, i): CompletionItem => ({
          label: key.name,
          kind: 'key',
          detail: `${operator} on ${key.name}`,
          insert: { kind: 'key', name: operator, value: block },
          rank: i,
          filter: key.name,
          ...besides(companionEdits(key.name, context.statement)),
        }));
  const keys = keysAtHand(context);
  const forms = FORMS.filter(({ name }) => !cursor.siblings.includes(name)).flatMap(({ name, detail, rank }, i) => {
    const operator = parseOperator(name);
    const key =
      operator &&
      keys.find((k) => fits(operator, k) && (!(operator.ifExists || operator.negated) || !isRequired(k.name)));
    if (!operator || !key || !isSafe(operator, context)) return [];
    const presence = demandsPresence(operator, key, context.statement);
    const also = [...presence, ...companionEdits(key.name, context.statement)];
    const value = blockOf(key, context, operator.family === 'Null');
    return [
      {
        label: name,
        kind: 'operator',
        detail,
        insert: { kind: 'key', name, value },
        rank: rank + i,
        ...besides(also),
        ...(presence.length ? { opensAlone: true } : {}),
      } as const,
    ];
  });
  return [...whole, ...forms];
};

/** A negated test alone keeps nobody out whom it does not name. */
function isSafe(operator: Operator, { statement, cursor }: CompletionContext): boolean {
  if (statement?.effect === 'Deny' || !(operator.negated || operator.set === 'ForAllValues')) return true;
  if (cursor.keyOnly && cursor.operatorFor === undefined) return false;
  const others = statement?.conditions.filter(({ key }) => !sameName(key.value, cursor.operatorFor ?? '')) ?? [];
  return !operator.negated || others.some((c) => c.operator && isPositive(c.operator));
}

/** `ForAllValues` holds when there is no value: a Null beside it keeps those out. */
function demandsPresence({ set }: Operator, { name }: KeyOffer, statement: Statement | undefined): readonly TreeEdit[] {
  return set === 'ForAllValues' && statement && statement.effect !== 'Deny'
    ? addConditions(statement, { Null: { [name]: 'false' } })
    : [];
}

/** Whether `IfExists` or a negation would open a guard on the key: no example to set. */
function isRequired(key: string): boolean {
  return guardOf(key)?.tells !== undefined || /MultiFactor|:sub$|:aud$/i.test(key);
}

/** The keys that an operator may stand over: those under it when it stands already, else those of the requests. */
function keysAtHand(context: CompletionContext): readonly KeyOffer[] {
  const { cursor, statement } = context;
  const likely = likelyKeys(statement);
  if (cursor.operatorFor !== undefined && cursor.operatorFor !== '') {
    const key = keyOffer(cursor.operatorFor, statement);
    return key ? [key] : likely;
  }
  if (!cursor.keyOnly || cursor.operatorFor === '') {
    const tested = testedKeys(statement);
    return likely.filter((k) => !tested.has(k.name.toLowerCase()));
  }
  const under = (statement?.conditions ?? []).filter((c) => c.operatorMember.key.value.startsWith(cursor.typed));
  const names = under.map((c) => c.key.value.toLowerCase());
  const tested = likely.filter((k) => names.includes(k.name.toLowerCase()));
  return tested.length ? tested : likely;
}

interface Form {
  readonly name: string;
  readonly detail: string;
  readonly rank: number;
}

/** All forms of all operators, with what tells them apart. */
const FORMS: readonly Form[] = [
  ...OPERATOR_NAMES.map((name) => ({
    name,
    detail: name === 'Null' ? 'Whether the request has the key' : 'Condition operator',
    rank: name === 'Null' ? 300 : 100,
  })),
  ...OPERATOR_NAMES.filter((name) => name !== 'Null').flatMap((name) => [
    { name: `${name}IfExists`, detail: "Also matches if the request doesn't have the key", rank: 400 },
    { name: `ForAnyValue:${name}`, detail: 'At least one value in the request must match', rank: 500 },
    {
      name: `ForAllValues:${name}`,
      detail: 'Every value in the request must match. Also matches if there is none.',
      rank: 600,
    },
  ]),
];

/** Whole blocks where the value of Condition is due, and a key with its value where an operator's is. */
export const conditionItems: CompletionProvider = (context) =>
  guards(context).map(({ key, operator, block }, i) => ({
    label: `{ ${key.name} }`,
    kind: 'template',
    detail: `${operator} on ${key.name}`,
    insert: { kind: 'value', value: { [operator]: block } },
    rank: i,
    filter: `${operator} ${key.name}`,
    ...besides(companionEdits(key.name, context.statement)),
  }));

export const conditionBlockItems: CompletionProvider = (context) => {
  const operator = context.slot.at === 'conditionBlock' ? parseOperator(context.slot.operator) : undefined;
  if (!operator) return [];
  return likelyKeys(context.statement)
    .filter((key) => fits(operator, key))
    .map((key, i) => ({
      label: `{ ${key.name} }`,
      kind: 'template',
      detail: key.detail,
      insert: { kind: 'value', value: blockOf(key, context, operator.family === 'Null') },
      rank: i,
      filter: key.name,
      ...besides(companionEdits(key.name, context.statement)),
    }));
};
