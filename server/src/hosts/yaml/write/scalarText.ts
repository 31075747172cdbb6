import { inQuotes, isPlain, type Around } from './quoting.ts';
import type { Quoting } from './style.ts';

/** A text, a number, a boolean or nothing as an author writes them: in quotes where it needs some, or where others have some. */
export function scalarText(
  value: string | number | boolean | null,
  { value: own, quote }: Quoting,
  around: Around,
): string {
  return typeof value === 'string' ? textIn(value, own, quote, around) : JSON.stringify(value);
}

/** The name of a member. */
export function keyText(name: string, { key, longKey, quote }: Quoting, around: Around): string {
  return textIn(name, name.includes(':') ? longKey : key, quote, around);
}

function textIn(text: string, own: Quoting['value'], quote: Quoting['quote'], around: Around): string {
  return own === undefined && isPlain(text, around) ? text : inQuotes(text, own ?? quote);
}
