import { keep, keptNode, newMembers, newObject, type NewMember, type NewObject, type NewValue } from './edit.ts';
import { toJson, type JsonValue, type Member, type ObjectNode, type ValueNode } from './node.ts';

/** The members of an object as they stand, to be written elsewhere with others in the place of some. */
export function copyOf({ members }: ObjectNode): readonly NewMember[] {
  return members.flatMap(({ key, value, implied }) => (value && !implied ? [[key, keep(value)] as const] : []));
}

/** With another value under a name: in its place, or behind the others. */
export function withMember(members: readonly NewMember[], name: string, value: NewValue): readonly NewMember[] {
  const isThere = members.some((member) => nameOf(member) === name);
  if (!isThere) return [...members, [name, value]];
  return members.map((member) => (nameOf(member) === name ? [member[0], value] : member));
}

export function withoutMember(members: readonly NewMember[], name: string): readonly NewMember[] {
  return members.filter((member) => nameOf(member) !== name);
}

export function nameOf([name]: NewMember): string {
  return typeof name === 'string' ? name : name.value;
}

/** An object with some of its members only. */
export function someOf(node: ObjectNode, wanted: (member: Member) => boolean): NewObject {
  return newObject(copyOf({ ...node, members: node.members.filter(wanted) }));
}

/** Values as they stand, each once. */
export function eachOnce(nodes: readonly ValueNode[]): readonly NewValue[] {
  return [...new Map(nodes.map((node) => [signatureOf(node), keep(node)])).values()];
}

/** The same for two nodes that say the same, whatever their layout and the order of their members. */
export function signatureOf(node: ValueNode): string {
  switch (node.kind) {
    case 'object': {
      const members = node.members.map((m) => `${signatureOf(m.key)}:${m.value ? signatureOf(m.value) : ''}`);
      return `{${members.toSorted().join()}}${node.open ?? ''}`;
    }
    case 'array':
      return `[${node.items.map(signatureOf).join()}]${node.open ?? ''}`;
    case 'string':
      return JSON.stringify([node.value, ...node.holes.map(({ from, to }) => [from, to])]);
    case 'literal':
      return String(node.value);
    case 'opaque':
      return `<${node.text}>`;
  }
}

/** What a new value says, as plain JSON. */
export function plainOf(value: NewValue): JsonValue {
  const node = keptNode(value);
  if (node) return toJson(node);
  if (Array.isArray(value)) return (value as readonly NewValue[]).map(plainOf);
  const members = newMembers(value);
  return members
    ? Object.fromEntries(members.map((member) => [nameOf(member), plainOf(member[1])]))
    : (value as JsonValue);
}
