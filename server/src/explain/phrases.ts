import { beginning, printable } from '../text/printable.ts';

/** Whom the sentences are told by name: accounts of the reader's own. */
export interface Names {
  /** Account id to the name its owner gave it. */
  readonly ownAccounts: Readonly<Record<string, string>>;
}

/** How the callers of a sentence are spoken of: one (`it sends`) or several (`they send`). */
export interface Pronoun {
  readonly it: 'it' | 'they';
  readonly its: 'its' | 'their';
  /** The ending of their verbs. */
  readonly s: 's' | '';
  readonly is: 'is' | 'are';
  readonly has: 'has' | 'have';
}

export const ONE: Pronoun = { it: 'it', its: 'its', s: 's', is: 'is', has: 'has' };
export const SEVERAL: Pronoun = { it: 'they', its: 'their', s: '', is: 'are', has: 'have' };

/** `a, b and c`; what is more than `most` is counted. */
export function listed(items: readonly string[], word: 'and' | 'or', most = 3): string {
  const shown =
    items.length > most + 1
      ? [...items.slice(0, most), `${items.length - most} ${word === 'or' ? 'others' : 'more'}`]
      : items;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** What is said of those that a list or picture leaves out: `… and 9,880 more`. */
export function andMore(left: number): string {
  return `… and ${left.toLocaleString('en-US')} more`;
}

/** A list as a person can read it: of a longer one its beginning, and how many more there are. */
export function readable(items: readonly string[], most: number): readonly string[] {
  return items.length > most ? [...items.slice(0, most - 1), andMore(items.length - most + 1)] : items;
}

const LONGEST = 80;

/** Says once what all begin with: `any job of a on branch x` and `… on branch y` are `any job of a on branch x or on branch y`. */
export function joined(phrases: readonly string[], word: 'and' | 'or', most = 2): string {
  const all = [...new Set(phrases)];
  const [first = '', ...rest] = all;
  const starts = [...first.matchAll(/ (?=on |with |for )/g)].map((m) => m.index + 1);
  const shared = rest.length
    ? starts.findLast(
        (at) => first.slice(0, at).includes(' of ') && rest.every((p) => p.startsWith(first.slice(0, at))),
      )
    : undefined;
  if (shared === undefined) return listed(all, word, most);
  return (
    first.slice(0, shared) +
    listed(
      all.map((p) => p.slice(shared)),
      word,
      most,
    )
  );
}

/** A value of the policy as a sentence shows it: on one line, of bounded length. */
export function displayText(text: string): string {
  const trimmed = text.trim();
  // A blank at an end is part of the value, and easily overlooked.
  const plain = trimmed === text || text.includes('\n') ? trimmed : `"${text}"`;
  const safe = printable(plain.replace(/\s+/g, ' '));
  return safe.length > LONGEST ? `${beginning(safe, LONGEST - 1)}…` : safe;
}
