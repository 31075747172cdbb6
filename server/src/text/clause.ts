import { joined } from './listed.ts';

/** What a statement asks of a request, as a clause that `if` can stand before: `it` `sends` `the external ID`. */
export interface Clause {
  /** The callers (`it`, `they`), or something of theirs or of the request: `its organization`. */
  readonly subject: string;
  readonly verb: string;
  readonly object: string;
}

/** A verb of one, and of several: `sends`, `send`. */
export type Verb = readonly [one: string, several: string];

/** The words that agree with who a sentence is about. */
export interface Grammar {
  readonly it: string;
  readonly its: string;
  /** A verb whose subject they are. */
  does(verb: Verb): string;
}

export const SINGULAR: Grammar = { it: 'it', its: 'its', does: ([one]) => one };
export const PLURAL: Grammar = { it: 'they', its: 'their', does: ([, several]) => several };
/** Where the sentence before does not say who: `the caller sends the external ID`. */
export const CALLER: Grammar = { it: 'the caller', its: "the caller's", does: ([one]) => one };

export function clauseText({ subject, verb, object }: Clause): string {
  return [subject, verb, object].filter((piece) => piece !== '').join(' ');
}

/**
 * Clauses as one list, in which what several have in common is said once: `it acts for account 1 and organization o-1`; a subject
 * that the one before has too is not said again: `it sends … and calls from …`.
 */
export function clausesText(clauses: readonly Clause[]): string {
  const merged = mergedClauses(clauses);
  const texts = merged.map((clause, i) =>
    clauseText(merged[i - 1]?.subject === clause.subject ? { ...clause, subject: '' } : clause),
  );
  return joined(texts, 'and');
}

/** Those with the same subject and verb are one, where the first of them stands. */
function mergedClauses(clauses: readonly Clause[]): readonly Clause[] {
  const alike = new Map<string, Clause[]>();
  for (const clause of clauses) {
    const key = JSON.stringify([clause.subject, clause.verb]);
    const group = alike.get(key);
    if (group) group.push(clause);
    else alike.set(key, [clause]);
  }
  return [...alike.values()].flatMap(([first, ...rest]) => {
    if (!first) return [];
    const objects = [first, ...rest].map(({ object }) => object);
    return [{ ...first, object: joined(objects, 'and') }];
  });
}
