import { isAccountId } from '../../iam/account.ts';
import { copyOf, nameOf, plainOf, withoutMember } from '../../tree/copy.ts';
import { keep, newObject, type NewMember, type NewValue } from '../../tree/edit.ts';
import { isWhole, itemsOf, memberOf, toJson, type ObjectNode, type ValueNode } from '../../tree/node.ts';
import type { Refactorer } from './refactoring.ts';

/**
 * The policy as `get-role` returns it: accounts as ARNs, lists of one as their item, values as strings, Version and Statement
 * first. And back: the same text laid out for reading.
 */
export const normalising: Refactorer = ({ policy, offset }) => {
  const { node } = policy;
  if (!node || !isWhole(node) || offset > (policy.elements.get('Statement')?.member.key.span.end ?? node.span.end))
    return [];
  const now = JSON.stringify(toJson(node));
  const change = (title: string, value: NewValue) =>
    JSON.stringify(plainOf(value)) === now
      ? []
      : [{ title, kind: 'rewrite' as const, edits: () => [{ op: 'replace', target: node, value } as const] }];
  return [
    ...change('Normalize to the form that IAM stores', storedForm(node)),
    ...change('Write all values as lists', readableForm(node)),
  ];
};

/** A value of an element: principals of a type, actions, values of a condition. */
type MapValue = (value: ValueNode, element: string) => NewValue;

function inStatements(policy: ObjectNode, map: MapValue): NewValue {
  const statement = memberOf(policy, 'Statement');
  if (!statement?.value) return keep(policy);
  const members = copyOf(policy);
  const named = (name: string): readonly NewMember[] => members.filter((member) => nameOf(member) === name);
  const rest = ['Version', 'Id', 'Statement'].reduce(withoutMember, members);
  const statements = itemsOf(statement.value).map((s) => (s.kind === 'object' ? withValues(s, map) : keep(s)));
  return newObject([...named('Version'), ...named('Id'), [statement.key, statements], ...rest]);
}

/** Each element's values through `map`. */
function withValues(statement: ObjectNode, map: MapValue): NewValue {
  return mapMembers(statement, (value, name) => {
    switch (name) {
      case 'Principal':
      case 'NotPrincipal':
        return mapMembers(value, map);
      case 'Action':
      case 'NotAction':
        return map(value, name);
      case 'Condition':
        return mapMembers(value, (keys) => mapMembers(keys, (tested) => map(tested, name)));
      default:
        return keep(value);
    }
  });
}

function mapMembers(value: ValueNode, map: MapValue): NewValue {
  if (value.kind !== 'object') return keep(value);
  const members = value.members.filter((m) => !m.implied);
  return newObject(members.flatMap(({ key, value: its }) => (its ? [[key, map(its, key.value)] as const] : [])));
}

function storedForm(policy: ObjectNode): NewValue {
  // An account is written in the partition that the policy's other ARNs are of.
  const partition = /"arn:(aws[a-z-]*):/.exec(JSON.stringify(toJson(policy)))?.[1] ?? 'aws';
  return inStatements(policy, (value, element) => {
    const items = itemsOf(value).map((item) => storedItem(keep(item), element === 'AWS' ? partition : undefined));
    const unique = [...new Map(items.map((item) => [JSON.stringify(plainOf(item)), item])).values()];
    return unique.length === 1 ? (unique[0] ?? null) : unique;
  });
}

/** @param partition of an account's ARN, where it is an account */
function storedItem(item: NewValue, partition: string | undefined): NewValue {
  const plain = plainOf(item);
  if (typeof plain === 'number' || typeof plain === 'boolean') return String(plain);
  return partition !== undefined && typeof plain === 'string' && isAccountId(plain)
    ? `arn:${partition}:iam::${plain}:root`
    : item;
}

function readableForm(policy: ObjectNode): NewValue {
  // What a deploy fills in may be a list itself.
  return inStatements(policy, (value) => (value.kind === 'opaque' ? keep(value) : itemsOf(value).map(keep)));
}
