/** Something that people search for by its label or by other words for it. */
export interface Searchable {
  readonly label: string;
  /** The first is what it is known by. */
  readonly words?: string | undefined;
}

/** The words of a text: letters and digits, lower case. */
export function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * How well something fits what is typed; lower is better, undefined is not at all. Each word that is typed has to begin one of its
 * words: what is typed inside of a word (`sso` in `association`) is chance.
 */
export function searchRank(typed: string, { label, words = '' }: Searchable): number | undefined {
  const sought = wordsOf(typed);
  const labelled = wordsOf(label);
  const others = wordsOf(words);
  const name = labelled.filter((word) => !MAKERS.includes(word)).join(' ');
  if ([name, others[0]].includes(sought.join(' '))) return 0;
  let rank = 0;
  for (const word of sought) {
    const begins = (other: string): boolean => other.startsWith(word);
    if (labelled.includes(word) || others.includes(word)) rank = Math.max(rank, 1);
    else if (labelled.some(begins)) rank = Math.max(rank, 2);
    else if (others.some(begins)) rank = Math.max(rank, 3);
    else return undefined;
  }
  return rank;
}

/** What nearly every name of a service begins with. */
const MAKERS: readonly string[] = ['aws', 'amazon'];

/** What fits what is typed, best first, else in the order given; all of it where nothing is typed. */
export function found<T extends Searchable>(typed: string, all: readonly T[]): readonly T[] {
  if (!wordsOf(typed).length) return all;
  return all
    .flatMap((one) => {
      const rank = searchRank(typed, one);
      return rank === undefined ? [] : [{ one, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
}
