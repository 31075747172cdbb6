import { meantElement } from '../iam/elementName.ts';
import type { Member, ObjectNode } from '../tree/node.ts';
import type { Vocabulary } from '../tree/vocabulary.ts';
import type { Element, Elements, UnknownElement } from './model.ts';

/** How the host of a policy calls the elements that are sorted. */
interface HostNames {
  readonly vocabulary: Vocabulary;
  readonly at: 'policy' | 'statement';
}

/** Sorts an object's members into the elements of the grammar; never throws. */
export function readElements<Name extends string>(
  node: ObjectNode | undefined,
  names: readonly Name[],
  host: HostNames,
): Elements<Name> {
  const slots = new Map<string, Element>();
  const strangers: Member[] = [];
  for (const member of node?.members ?? []) {
    if (!member.misnamed && (names as readonly string[]).includes(member.key.value)) {
      slots.set(member.key.value, { member, value: member.value, misspelt: false });
    } else {
      strangers.push(member);
    }
  }
  const unknown = strangers.length ? strangers.map((member) => place(member, names, host, slots)) : NONE;
  return { get: (name) => slots.get(name), unknown: unknown };
}

const NONE: readonly UnknownElement<never>[] = [];

function place<Name extends string>(
  member: Member,
  names: readonly Name[],
  { vocabulary, at }: HostNames,
  slots: Map<string, Element>,
): UnknownElement<Name> {
  const written = member.key.value;
  const near = vocabulary.nearest(written, at);
  const meant = meantElement(written, names) ?? names.find((name) => name === near);
  if (meant === undefined || slots.has(meant)) return { member, meant, fillsSlot: false };
  slots.set(meant, { member, value: member.value, misspelt: true });
  return { member, meant, fillsSlot: true };
}
