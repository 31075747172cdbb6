import { distance } from '../text/distance.ts';
import type { Member, ObjectNode } from '../tree/node.ts';
import type { Element, Elements, UnknownElement } from './model.ts';

/** Names people write for an element, that no spelling distance would find. */
const ALIASES: Readonly<Record<string, string>> = {
  principle: 'Principal',
  principles: 'Principal',
  principals: 'Principal',
  conditions: 'Condition',
  actions: 'Action',
  statements: 'Statement',
  resources: 'Resource',
  statementid: 'Sid',
};

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

/** The one element a name clearly means: in other case, by a well-known slip, or one or two letters off. */
export function meantElement<Name extends string>(written: string, names: readonly Name[]): Name | undefined {
  const lower = written.trim().toLowerCase();
  const sameLetters = names.find((n) => n.toLowerCase() === lower);
  if (sameLetters !== undefined) return sameLetters;
  const alias = ALIASES[lower];
  const aliased = names.find((n) => n === alias);
  if (aliased !== undefined) return aliased;
  const near = names.filter((n) => n.length > 3 && distance(lower, n.toLowerCase(), 2) <= (n.length > 6 ? 2 : 1));
  return near.length === 1 ? near[0] : undefined;
}
