import type { TreeEdit } from '../tree/edit.ts';
import { wildcardMatches } from '../iam/wildcards.ts';
import { sameName, STATEMENT_ELEMENTS } from '../iam/vocabulary.ts';
import { toJson, type JsonValue, type Member, type ObjectNode } from '../tree/node.ts';
import { besideUnderOperator, conditionsNamed } from './conditionIndex.ts';
import type { Condition, Statement } from './model.ts';

/** Tree edits that rules and features share: what to change, never how it is written. */

/** IAM's order of the elements. */
const ORDER: readonly string[] = STATEMENT_ELEMENTS;

/** Adds an element to a statement, behind the last one that precedes it in IAM's order. */
export function addElement(statement: Statement, name: string, value: JsonValue): TreeEdit {
  return { op: 'set', target: statement.node, name, value, where: placeFor(statement.node, name) };
}

function placeFor(node: ObjectNode, name: string): 'first' | { after: Member } {
  const rank = ORDER.indexOf(name);
  const before = node.members.filter((m) => ORDER.includes(m.key.value) && ORDER.indexOf(m.key.value) < rank);
  const last = before.at(-1);
  return last ? { after: last } : 'first';
}

/** A condition block: operator to key to value. */
export type Block = Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;

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
  const tests = Object.values(block).flatMap((keys) => Object.entries(keys));
  return tests.some(([key, value]) => demandsAbsence(statement, key) || keepsOut(statement, key, value))
    ? undefined
    : addConditions(statement, block);
}

/** Whether a negated test keeps out each of the values that a key is to have. */
function keepsOut(statement: Statement, key: string, value: JsonValue): boolean {
  const wanted = itemsOfJson(value);
  return conditionsNamed(statement, key).some(
    ({ operator, values }) =>
      operator?.negated === true &&
      wanted.every((w) =>
        values.some(({ text }) =>
          operator.wildcards ? wildcardMatches(text?.value ?? '', w) : sameName(text?.value ?? '', w),
        ),
      ),
  );
}

function itemsOfJson(value: JsonValue): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** Gives a condition another key; undefined where that stands under the operator already: one of the two would be lost. */
export function renameKey(condition: Condition, name: string): readonly TreeEdit[] | undefined {
  return besideUnderOperator(condition).some((c) => sameName(c.key.value, name))
    ? undefined
    : [{ op: 'renameKey', target: condition.member, name }];
}

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
  const moved = conditions.flatMap(({ key, member }) => (member.value ? [[key.value, toJson(member.value)]] : []));
  return [
    ...(all
      ? [{ op: 'remove', target: from, parent: block } as const]
      : conditions.map((c) => ({ op: 'remove', target: c.member, parent: keys }) as const)),
    ...addConditions(first.statement, { [operator]: Object.fromEntries(moved) as Record<string, JsonValue> }),
  ];
}
