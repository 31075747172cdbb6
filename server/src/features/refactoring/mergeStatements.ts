import { parseOperator } from '../../iam/operators.ts';
import { sidOf } from '../../policy/sid.ts';
import type { Statement } from '../../policy/model.ts';
import { eachOnce, signatureOf } from '../../tree/copy.ts';
import { keep, type TreeEdit } from '../../tree/edit.ts';
import {
  isWhole,
  itemsOf,
  mayBeList,
  memberOf,
  type Member,
  type ObjectNode,
  type ValueNode,
} from '../../tree/node.ts';
import type { Refactorer } from './refactoring.ts';

/** Two statements that differ in one list become one. */
export const merging: Refactorer = ({ statement, policy }) => {
  const list = policy.elements.get('Statement')?.value;
  if (!statement || list?.kind !== 'array' || !isWhole(statement.node)) return [];
  for (const other of policy.statements) {
    if (other === statement || !isWhole(other.node)) continue;
    const edits = merged(statement.node, other.node);
    if (!edits) continue;
    return [
      {
        title: `Merge with ${nameOf(other, policy.statements.indexOf(other))}`,
        kind: 'rewrite',
        edits: () => [...edits, { op: 'remove', target: other.node, parent: list }],
      },
    ];
  }
  return [];
};

function nameOf(statement: Statement, index: number): string {
  const sid = sidOf(statement);
  return sid === undefined ? `statement ${index + 1}` : `"${sid}"`;
}

/** Has the first say what both say, under its own Sid; undefined when they differ in more than one list. */
function merged(a: ObjectNode, b: ObjectNode): readonly TreeEdit[] | undefined {
  const apart = onlyDifference(a, b, 'Sid');
  if (!apart) return undefined;
  const [inA, inB] = apart;
  switch (inA.key.value) {
    case 'Action':
      return union(inA.value, inB.value);
    case 'Principal':
      return inA.value?.kind === 'object' && inB.value?.kind === 'object'
        ? unionOfMembers(inA.value, inB.value)
        : undefined;
    case 'Condition':
      return oneValueApart(inA.value, inB.value);
    default:
      return undefined;
  }
}

/** The one member that two objects do not have alike, but for its value; undefined where they differ otherwise. */
function onlyDifference(
  a: ObjectNode,
  b: ObjectNode,
  besides?: string,
): readonly [inA: Member, inB: Member] | undefined {
  const names = (node: ObjectNode): readonly string[] =>
    node.members.map((m) => signatureOf(m.key)).filter((name) => name !== JSON.stringify([besides]));
  const all = new Set([...names(a), ...names(b)]);
  if (all.size > names(a).length || all.size > names(b).length) return undefined;
  const [first, ...more] = a.members.filter(({ key, value }) => {
    const other = memberOf(b, key.value)?.value;
    return key.value !== besides && value && other && signatureOf(value) !== signatureOf(other);
  });
  const other = first && memberOf(b, first.key.value);
  return first && other && !more.length ? [first, other] : undefined;
}

/** Alternatives side by side. */
function union(a: ValueNode | undefined, b: ValueNode | undefined): readonly TreeEdit[] | undefined {
  if (!a || !b || mayBeList(a) || mayBeList(b)) return undefined;
  return [{ op: 'replace', target: a, value: eachOnce([...itemsOf(a), ...itemsOf(b)]) }];
}

function unionOfMembers(a: ObjectNode, b: ObjectNode): readonly TreeEdit[] | undefined {
  const edits: TreeEdit[] = [];
  for (const { key, value } of b.members) {
    const present = memberOf(a, key.value)?.value;
    if (!value || (present && signatureOf(present) === signatureOf(value))) continue;
    const both = present && union(present, value);
    if (present && !both) return undefined;
    edits.push(...(both ?? [{ op: 'set', target: a, name: key, value: keep(value), where: 'last' } as const]));
  }
  return edits;
}

/** Conditions that are the same but for the values of one key; undefined where one value more would not let more in. */
function oneValueApart(a: ValueNode | undefined, b: ValueNode | undefined): readonly TreeEdit[] | undefined {
  if (a?.kind !== 'object' || b?.kind !== 'object') return undefined;
  const [inA, inB] = onlyDifference(a, b) ?? [];
  const parsed = inA && parseOperator(inA.key.value);
  if (!parsed || parsed.negated || parsed.set || parsed.family === 'Null') return undefined;
  // Of a number or a time the values are no alternatives that a list says well.
  if (parsed.family === 'Numeric' || parsed.family === 'Date') return undefined;
  if (inA.value?.kind !== 'object' || inB?.value?.kind !== 'object') return undefined;
  const [keyInA, keyInB] = onlyDifference(inA.value, inB.value) ?? [];
  return union(keyInA?.value, keyInB?.value);
}
