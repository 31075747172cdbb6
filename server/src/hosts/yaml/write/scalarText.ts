import type { Quote } from '../../hostString.ts';
import { subEscaped } from '../../subString.ts';
import { inQuotes, isPlain, type Around } from './quoting.ts';
import type { Quoting } from './style.ts';

/** A text, a number, a boolean or nothing as an author writes them: in quotes where it needs some, or where others have some. */
export function scalarText(value: string | number | boolean | null, quoting: Quoting, around: Around): string {
  return typeof value === 'string' ? textIn(value, quoting.value, quoting, around) : JSON.stringify(value);
}

/** The name of a member. */
export function keyText(name: string, quoting: Quoting, around: Around): string {
  return textIn(name, name.includes(':') ? quoting.longKey : quoting.key, quoting, around);
}

function textIn(text: string, own: Quote | undefined, { quote, isFilled }: Quoting, around: Around): string {
  const written = isFilled ? subEscaped(text) : text;
  return own === undefined && isPlain(written, around) ? written : inQuotes(written, own ?? quote);
}
