import { isAccountId } from '../../iam/account.ts';
import { isPlain, toJson, type JsonValue } from '../../tree/node.ts';
import type { Refactorer } from './refactoring.ts';

/**
 * The policy as `get-role` returns it: accounts as ARNs, lists of one as their item, values as strings, Version and Statement
 * first. And back: the same text laid out for reading.
 */
export const normalising: Refactorer = ({ policy, offset }) => {
  const { node } = policy;
  if (!node || !isPlain(node) || offset > (policy.elements.get('Statement')?.member.key.span.end ?? node.span.end))
    return [];
  const now = toJson(node);
  const stored = storedForm(now);
  const readable = readableForm(now);
  const change = (title: string, value: JsonValue) =>
    JSON.stringify(value) === JSON.stringify(now)
      ? []
      : [{ title, kind: 'rewrite' as const, edits: () => [{ op: 'replace', target: node, value } as const] }];
  return [...change('Normalize to the form that IAM stores', stored), ...change('Write all values as lists', readable)];
};

type Record_ = Readonly<Record<string, JsonValue>>;

function isRecord(value: JsonValue | undefined): value is Record_ {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapMembers(value: JsonValue | undefined, map: (value: JsonValue, key: string) => JsonValue): JsonValue {
  if (!isRecord(value)) return value ?? {};
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, map(v, k)]));
}

function inStatements(policy: JsonValue, map: (statement: Record_) => JsonValue): JsonValue {
  if (!isRecord(policy)) return policy;
  const { Version, Id, Statement, ...rest } = policy;
  if (Statement === undefined) return policy;
  const statements = Array.isArray(Statement) ? (Statement as readonly JsonValue[]) : [Statement];
  return {
    ...(Version === undefined ? {} : { Version }),
    ...(Id === undefined ? {} : { Id }),
    Statement: statements.map((s) => (isRecord(s) ? map(s) : s)),
    ...rest,
  };
}

/** Each element's values through `map`: principals, actions, conditions. */
function withValues(statement: Record_, map: (value: JsonValue, element: string) => JsonValue): JsonValue {
  return Object.fromEntries(
    Object.entries(statement).map(([name, value]) => {
      switch (name) {
        case 'Principal':
        case 'NotPrincipal':
          return [name, mapMembers(value, (v, type) => map(v, type))];
        case 'Action':
        case 'NotAction':
          return [name, map(value, name)];
        case 'Condition':
          return [name, mapMembers(value, (keys) => mapMembers(keys, (v) => map(v, name)))];
        default:
          return [name, value];
      }
    }),
  );
}

function listOf(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}

function storedForm(policy: JsonValue): JsonValue {
  // An account is written in the partition that the policy's other ARNs are of.
  const partition = /"arn:(aws[a-z-]*):/.exec(JSON.stringify(policy))?.[1] ?? 'aws';
  return inStatements(policy, (statement) =>
    withValues(statement, (value, element) => {
      const items = listOf(value).map((item) => {
        if (typeof item === 'number' || typeof item === 'boolean') return String(item);
        return element === 'AWS' && typeof item === 'string' && isAccountId(item)
          ? `arn:${partition}:iam::${item}:root`
          : item;
      });
      const unique = [...new Set(items)];
      return unique.length === 1 ? (unique[0] ?? null) : unique;
    }),
  );
}

function readableForm(policy: JsonValue): JsonValue {
  return inStatements(policy, (statement) => withValues(statement, (value) => listOf(value)));
}
