import { abridged } from '../text/printable.ts';

/** Whom the sentences are told by name: accounts of the reader's own. */
export interface Names {
  /** Account id to the name its owner gave it. */
  readonly ownAccounts: Readonly<Record<string, string>>;
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

/** What tells who comes is said whole: the end of a subject says as much as its beginning, and so does its middle. */
const LONGEST_SUBJECT = 240;

/** A value of the policy as a sentence shows it: on one line, of bounded length, a long one by its beginning and its end. */
export function displayText(text: string): string {
  return onOneLine(text, LONGEST);
}

export function displaySubject(text: string): string {
  return onOneLine(text, LONGEST_SUBJECT);
}

function onOneLine(text: string, longest: number): string {
  const trimmed = text.trim();
  // A blank at an end is part of the value, and easily overlooked.
  const plain = trimmed === text || text.includes('\n') ? trimmed : `"${text}"`;
  return abridged(plain.replace(/\s+/g, ' '), longest);
}
