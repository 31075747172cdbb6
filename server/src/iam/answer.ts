/** What a predicate says of a text that may have holes. A rule speaks only on a sure answer. */
export type Answer = 'yes' | 'no' | 'unknown';
