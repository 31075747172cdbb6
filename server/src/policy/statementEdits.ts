import { plainOf } from '../tree/copy.ts';
import { keep, newObject, type NewValue, type TreeEdit } from '../tree/edit.ts';
import { parseOperator } from '../iam/operators.ts';
import { sameName, STATEMENT_ELEMENTS } from '../iam/vocabulary.ts';
import { type ArrayNode, type JsonValue, type Member, type ObjectNode, type ValueNode } from '../tree/node.ts';
import { allowedBy } from '../semantics/allowed.ts';
import { Possible } from '../semantics/possible.ts';
import { allowedIn } from './allowedValues.ts';
import { memo } from '../text/memo.ts';
import { besideUnderOperator, conditionsNamed } from './conditionIndex.ts';
import type { Condition, ConditionValue, Statement } from './model.ts';

/** Tree edits that rules and features share: what to change, never how it is written. */

/** IAM's order of the elements. */
const ORDER: readonly string[] = STATEMENT_ELEMENTS;

/** Adds an element to a statement, behind the last one that precedes it in IAM's order. */
export function addElement(statement: Statement, name: string, value: NewValue): TreeEdit {
  return { op: 'set', target: statement.node, name, value, where: placeFor(statement.node, name) };
}

function placeFor(node: ObjectNode, name: string): 'first' | { after: Member } {
  const rank = ORDER.indexOf(name);
  const before = node.members.filter(
    (m) => !m.implied && ORDER.includes(m.key.value) && ORDER.indexOf(m.key.value) < rank,
  );
  const last = before.at(-1);
  return last ? { after: last } : 'first';
}

/** Allows actions besides those that a statement has. */
export function allowAlso({ elements }: Statement, actions: readonly string[]): readonly TreeEdit[] {
  const value = elements.get('Action')?.value;
  if (value?.kind === 'array') return actions.map((action) => ({ op: 'append', target: value, value: action }));
  return value?.kind === 'string' ? [{ op: 'replace', target: value, value: [keep(value), ...actions] }] : [];
}

/** A condition block: operator to key to value. */
export type Block = Readonly<Record<string, Readonly<Record<string, NewValue>>>>;

/**
 * Adds conditions to a statement, into the blocks and operators that stand already; a key that is there
 * gets the value, so ask first whether it may. */
export function addConditions(statement: Statement, block: Block): readonly TreeEdit[] {
  const element = statement.elements.get('Condition');
  const present = element?.value;
  if (present?.kind !== 'object') return [addElement(statement, 'Condition', block)];
  return Object.entries(block).flatMap(([operator, keys]): TreeEdit[] => {
    const member = present.members.findLast((m) => m.key.value === operator);
    const target = member?.value;
    if (target?.kind !== 'object') return [{ op: 'set', target: present, name: operator, value: keys, where: 'last' }];
    return Object.entries(keys).map(([key, value]) => {
      const name = target.members.find((m) => sameName(m.key.value, key))?.key.value ?? key;
      return { op: 'set', target, name, value, where: 'last' };
    });
  });
}

/** Whether a statement asks for requests without a key: a test of the key beside that is met by nobody. */
export function demandsAbsence(statement: Statement, key: string): boolean {
  return conditionsNamed(statement, key).some(
    (c) => c.operator?.family === 'Null' && c.values.length > 0 && c.values.every((v) => v.text?.value === 'true'),
  );
}

/** Adds conditions that keep somebody out; undefined where a test that stands there could not be met beside one of them. */
export function demandConditions(statement: Statement, block: Block): readonly TreeEdit[] | undefined {
  const isUnmeetable = Object.entries(block).some(([operator, keys]) =>
    Object.entries(keys).some(
      ([key, value]) => demandsAbsence(statement, key) || isKeptOut(statement, operator, key, value),
    ),
  );
  return isUnmeetable ? undefined : addConditions(statement, block);
}

/** Whether the tests that stay keep out each of the values that a key is to have; one to fill in may be any. */
function isKeptOut(statement: Statement, name: string, key: string, value: NewValue): boolean {
  const operator = parseOperator(name);
  const beside = conditionsNamed(statement, key).filter((c) => c.operatorMember.key.value !== name);
  if (!operator || !beside.length) return false;
  const plain = plainOf(value);
  const wanted = (Array.isArray(plain) ? plain : [plain]).map(String);
  const isOpen = wanted.some((text) => text.includes('<'));
  const possible = new Possible({ steps: STEPS });
  if (!isOpen) possible.add(allowedBy(operator, key, wanted, true));
  for (const condition of beside) {
    const allowed = allowedIn(condition);
    if (allowed) possible.add(allowed);
  }
  return possible.isOnlyAbsent;
}

/** More than a few values and the tests of one key need. */
const STEPS = 1 << 16;

/** Gives a condition another key; undefined where that stands under the operator already: one of the two would be lost. */
export function renameKey(condition: Condition, name: string): readonly TreeEdit[] | undefined {
  return besideUnderOperator(condition).some((c) => sameName(c.key.value, name))
    ? undefined
    : [{ op: 'renameKey', target: condition.member, name }];
}

/** One value of a condition as several, each by itself; undefined where a list around it holds what a template fills in. */
export function asList(
  { member }: Condition,
  { node }: ConditionValue,
  parts: readonly string[],
): readonly TreeEdit[] | undefined {
  const { value } = member;
  if (value?.kind !== 'array') return [{ op: 'replace', target: node, value: parts }];
  if (value.open) return undefined;
  const seen = new Set<string>();
  const isNew = (text: string): boolean => !seen.has(text) && seen.add(text).has(text);
  const all = value.items.flatMap((item): readonly NewValue[] => {
    if (item === node) return parts.filter(isNew);
    return item.kind !== 'string' || isNew(item.value) ? [keep(item)] : [];
  });
  return [{ op: 'replace', target: value, value: all }];
}

/** A value that stands alone as itself, several as a list. */
export function oneOrList(values: readonly string[]): JsonValue {
  const [only, ...others] = values;
  return only !== undefined && !others.length ? only : values;
}

/** One value of a member as several, each by itself: a list of its own, or more items of the one that it stands in. */
export function spreadOut(
  value: ValueNode | undefined,
  node: ValueNode,
  parts: readonly string[],
): readonly TreeEdit[] {
  if (value?.kind !== 'array') return [{ op: 'replace', target: node, value: oneOrList(parts) }];
  const own = node.kind === 'string' ? node.value : undefined;
  const isThere = (part: string): boolean => (timesIn(value).get(part) ?? 0) > (part === own ? 1 : 0);
  const [first, ...rest] = [...new Set(parts)].filter((part) => !isThere(part));
  if (first === undefined) return [{ op: 'remove', target: node, parent: value }];
  return [
    { op: 'replace', target: node, value: first },
    ...rest.map((part): TreeEdit => ({ op: 'append', target: value, value: part })),
  ];
}

/** How often each string stands in a list. */
const timesIn = memo(({ items }: ArrayNode): ReadonlyMap<string, number> => {
  const times = new Map<string, number>();
  for (const item of items) if (item.kind === 'string') times.set(item.value, (times.get(item.value) ?? 0) + 1);
  return times;
});

/** Takes a condition out, its operator too where it is the only one there. */
export function removeCondition({ statement, operatorMember, member }: Condition): readonly TreeEdit[] {
  const block = statement.elements.get('Condition')?.value;
  const keys = operatorMember.value;
  if (block?.kind !== 'object' || keys?.kind !== 'object') return [];
  return keys.members.length > 1
    ? [{ op: 'remove', target: member, parent: keys }]
    : [{ op: 'remove', target: operatorMember, parent: block }];
}

/** Puts a condition under another operator; undefined where that tests the key already: none may take the other's place. */
export function moveCondition(condition: Condition, operator: string): readonly TreeEdit[] | undefined {
  return moveConditions([condition], operator);
}

/** The same for several conditions of one operator. */
export function moveConditions(conditions: readonly Condition[], operator: string): readonly TreeEdit[] | undefined {
  const [first] = conditions;
  const block = first?.statement.elements.get('Condition')?.value;
  const from = first?.operatorMember;
  if (!first || block?.kind !== 'object' || from?.value?.kind !== 'object') return undefined;
  const keys = from.value;
  const twin = block.members.find((m) => m.key.value === operator);
  const taken = twin?.value?.kind === 'object' ? twin.value.members : [];
  if (conditions.some((c) => !c.member.value || taken.some((m) => sameName(m.key.value, c.key.value))))
    return undefined;
  const all = conditions.length === keys.members.length;
  if (all && !twin) return [{ op: 'renameKey', target: from, name: operator }];
  const moved = conditions.flatMap(({ member: { key, value } }) => (value ? [[key, keep(value)] as const] : []));
  const target = twin?.value?.kind === 'object' ? twin.value : undefined;
  return [
    ...(all
      ? [{ op: 'remove', target: from, parent: block } as const]
      : conditions.map((c) => ({ op: 'remove', target: c.member, parent: keys }) as const)),
    ...(target
      ? moved.map(([name, value]) => ({ op: 'set', target, name, value, where: 'last' }) as const)
      : [{ op: 'set', target: block, name: operator, value: newObject(moved), where: 'last' } as const]),
  ];
}
