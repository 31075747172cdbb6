import type { Member } from '../../../tree/node.ts';

/** Thrown where a conversion would lose something; the message is a clause that says what. */
export class Declined extends Error {}

export const COMMENTS = 'its comments would be lost';
export const SYNTAX = 'it has syntax errors. Fix them first';

/** A name that several members have, of which tools take one or none. */
export function repeated(members: readonly Member[]): string | undefined {
  const names = new Set<string>();
  return members.find(({ key: { value } }) => names.size === names.add(value).size)?.key.value;
}
