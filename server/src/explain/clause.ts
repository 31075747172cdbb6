import { joined } from '../text/listed.ts';

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

/** Clauses as one list; a subject or verb that the one before has too is not said again: `it sends … and calls from …`. */
export function clausesText(clauses: readonly Clause[]): string {
  const texts = clauses.map((clause, i) => {
    const before = clauses[i - 1];
    if (before?.subject !== clause.subject) return clauseText(clause);
    return clauseText({ ...clause, subject: '', ...(before.verb === clause.verb && { verb: '' }) });
  });
  return joined(texts, 'and');
}
