import { distance } from '../text/distance.ts';
import { own } from '../text/own.ts';

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

/** The one element a name clearly means: in other case, by a well-known slip, or one or two letters off. */
export function meantElement<Name extends string>(written: string, names: readonly Name[]): Name | undefined {
  const lower = written.trim().toLowerCase();
  const sameLetters = names.find((n) => n.toLowerCase() === lower);
  if (sameLetters !== undefined) return sameLetters;
  const alias = own(ALIASES, lower);
  const aliased = names.find((n) => n === alias);
  if (aliased !== undefined) return aliased;
  const near = names.filter((n) => n.length > 3 && distance(lower, n.toLowerCase(), 2) <= (n.length > 6 ? 2 : 1));
  return near.length === 1 ? near[0] : undefined;
}
