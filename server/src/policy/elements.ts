import { meantElement } from '../iam/elementName.ts';
import type { Member, ObjectNode } from '../tree/node.ts';
import type { Element, Elements, UnknownElement } from './model.ts';

/** Sorts an object's members into the elements of the grammar; never throws. */
export function readElements<Name extends string>(
  node: ObjectNode | undefined,
  names: readonly Name[],
): Elements<Name> {
  const slots = new Map<string, Element>();
  const strangers: Member[] = [];
  for (const member of node?.members ?? []) {
    if ((names as readonly string[]).includes(member.key.value)) {
      slots.set(member.key.value, { member, value: member.value, misspelt: false });
    } else {
      strangers.push(member);
    }
  }
  const unknown = strangers.length ? strangers.map((member) => place(member, names, slots)) : NONE;
  return { get: (name) => slots.get(name), unknown: unknown };
}

const NONE: readonly UnknownElement<never>[] = [];

function place<Name extends string>(
  member: Member,
  names: readonly Name[],
  slots: Map<string, Element>,
): UnknownElement<Name> {
  const meant = meantElement(member.key.value, names);
  if (meant === undefined || slots.has(meant)) return { member, meant, fillsSlot: false };
  slots.set(meant, { member, value: member.value, misspelt: true });
  return { member, meant, fillsSlot: true };
}
