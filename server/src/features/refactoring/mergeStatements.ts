import { parseOperator } from '../../iam/operators.ts';
import { sidOf } from '../../policy/sid.ts';
import type { Statement } from '../../policy/model.ts';
import { own } from '../../text/own.ts';
import { isPlain, toJson, type JsonValue } from '../../tree/node.ts';
import type { Refactorer } from './refactoring.ts';

/** Two statements that differ in one list become one. */
export const merging: Refactorer = ({ statement, policy }) => {
  const list = policy.elements.get('Statement')?.value;
  if (!statement || list?.kind !== 'array' || !isPlain(statement.node)) return [];
  const mine = recordOf(statement);
  for (const other of policy.statements) {
    if (other === statement || !isPlain(other.node)) continue;
    const value = merged(mine, recordOf(other));
    if (!value) continue;
    return [
      {
        title: `Merge with ${nameOf(other, policy.statements.indexOf(other))}`,
        kind: 'rewrite',
        edits: () => [
          { op: 'replace', target: statement.node, value },
          { op: 'remove', target: other.node, parent: list },
        ],
      },
    ];
  }
  return [];
};

type Record_ = Readonly<Record<string, JsonValue>>;

function recordOf({ node }: Statement): Record_ {
  return toJson(node) as Record_;
}

function nameOf(statement: Statement, index: number): string {
  const sid = sidOf(statement);
  return sid === undefined ? `statement ${index + 1}` : `"${sid}"`;
}

/** The two as one, the Sid of the first; undefined when they differ in more than one list. */
function merged(a: Record_, b: Record_): JsonValue | undefined {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => name !== 'Sid');
  const different = names.filter((name) => !same(own(a, name), own(b, name)));
  const [name] = different;
  if (different.length !== 1 || name === undefined) return undefined;
  const both = joined(name, own(a, name), own(b, name));
  return both === undefined ? undefined : { ...a, [name]: both };
}

/** Alternatives side by side: principals of one type, actions, values of one condition that matches when one of them does. */
function joined(name: string, a: JsonValue | undefined, b: JsonValue | undefined): JsonValue | undefined {
  if (a === undefined || b === undefined) return undefined;
  switch (name) {
    case 'Action':
      return union(a, b);
    case 'Principal':
      return isRecord(a) && isRecord(b) ? unionOfMembers(a, b) : undefined;
    case 'Condition':
      return isRecord(a) && isRecord(b) ? oneValueApart(a, b) : undefined;
    default:
      return undefined;
  }
}

function unionOfMembers(a: Record_, b: Record_): JsonValue {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return Object.fromEntries(
    names.map((n) => {
      const [inA, inB] = [own(a, n), own(b, n)];
      return [n, inA === undefined ? (inB ?? []) : inB === undefined ? inA : union(inA, inB)];
    }),
  );
}

/** Conditions that are the same but for the values of one key; undefined where one value more would not let more in. */
function oneValueApart(a: Record_, b: Record_): JsonValue | undefined {
  const operators = Object.keys(a);
  if (!sameKeys(a, b)) return undefined;
  const apart = operators.filter((o) => !same(own(a, o), own(b, o)));
  const [operator] = apart;
  const parsed = operator === undefined ? undefined : parseOperator(operator);
  if (
    apart.length !== 1 ||
    operator === undefined ||
    !parsed ||
    parsed.negated ||
    parsed.set ||
    parsed.family === 'Null'
  )
    return undefined;
  // Of a number or a time the values are no alternatives that a list says well.
  if (parsed.family === 'Numeric' || parsed.family === 'Date') return undefined;
  const [keysA, keysB] = [own(a, operator), own(b, operator)];
  if (!isRecord(keysA) || !isRecord(keysB) || !sameKeys(keysA, keysB)) return undefined;
  const keys = Object.keys(keysA).filter((k) => !same(own(keysA, k), own(keysB, k)));
  const [key] = keys;
  if (keys.length !== 1 || key === undefined) return undefined;
  return { ...a, [operator]: { ...keysA, [key]: union(own(keysA, key) ?? [], own(keysB, key) ?? []) } };
}

function sameKeys(a: Record_, b: Record_): boolean {
  return same(Object.keys(a).toSorted(), Object.keys(b).toSorted());
}

function union(a: JsonValue, b: JsonValue): JsonValue {
  const all = [...listOf(a), ...listOf(b)];
  const unique = [...new Map(all.map((v) => [JSON.stringify(v), v])).values()];
  return unique.length === 1 ? (unique[0] ?? []) : unique;
}

function listOf(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}

function isRecord(value: JsonValue | undefined): value is Record_ {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
