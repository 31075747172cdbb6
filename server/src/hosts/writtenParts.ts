import type { Span } from '../text/span.ts';
import type { ArrayNode, Member, ObjectNode, OpenReason, ValueNode } from '../tree/node.ts';
import { bringsItems, bringsMembers, isNoValue } from './intrinsics.ts';

/** All parts of the objects and lists that have more than their nodes tell of, and of no other. */
const written = new WeakMap<ObjectNode | ArrayNode, readonly (Member | ValueNode)[]>();

/** The members of an object as they stand in the text: also those that are absent, and the calls of functions that bring others. */
export function writtenMembers(node: ObjectNode): readonly Member[] {
  return (written.get(node) as readonly Member[] | undefined) ?? node.members;
}

/** The items of a list as they stand in the text. */
export function writtenItems(node: ArrayNode): readonly ValueNode[] {
  return (written.get(node) as readonly ValueNode[] | undefined) ?? node.items;
}

/** @param open why it may have more members than these */
export function objectOf(span: Span, members: readonly Member[], open?: OpenReason): ObjectNode {
  if (!members.some(isUntold)) return { kind: 'object', span, members, ...(open && { open }) };
  const told = members.filter((m) => !isUntold(m));
  const node: ObjectNode = {
    kind: 'object',
    span,
    members: told,
    ...(open ? { open } : members.some(bringsMembers) ? { open: 'transform' } : {}),
  };
  written.set(node, members);
  return node;
}

function isUntold(member: Member): boolean {
  return bringsMembers(member) || isNoValue(member.value);
}

/** @param open why it may have more items than these */
export function arrayOf(span: Span, items: readonly ValueNode[], open?: OpenReason): ArrayNode {
  if (!items.some((item) => item.kind === 'opaque')) return { kind: 'array', span, items, ...(open && { open }) };
  const told = items.filter((item) => !isNoValue(item));
  const why = open ?? (items.some(bringsItems) ? 'transform' : undefined);
  const node: ArrayNode = { kind: 'array', span, items: told, ...(why && { open: why }) };
  if (told.length < items.length) written.set(node, items);
  return node;
}
