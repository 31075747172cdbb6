import { endOfWord } from '../../jsonText/closing.ts';
import { endOfLine } from '../characters.ts';

/** A text in which the quotes under a cursor have their end. */
export interface Closed {
  readonly text: string;
  /** Where the word ends whose quotes had none. */
  readonly end: number;
}

/**
 * Where quotes of a line do not pair up, those under the cursor are the ones that have no end yet: they get one behind the word.
 * Undefined where none is missing.
 */
export function withClosedQuotes(text: string, offset: number): Closed | undefined {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  const to = endOfLine(text, offset, text.length);
  let here: { readonly quote: string; readonly end: number; readonly closed: boolean } | undefined;
  let closed = true;
  for (let at = line; at < to;) {
    const quote = text.charAt(at);
    if (quote === '#' && /^\s?$/.test(text.charAt(at - 1))) break;
    if ((quote !== '"' && quote !== "'") || !opens(text, at, line)) {
      at++;
      continue;
    }
    const found = endOfQuotes(text, at, to, quote);
    closed = found.closed && endsThere(text, found.end);
    if (at < offset && offset <= found.end) {
      here = { quote, ...found };
      if (!closed) break;
    }
    at = found.end;
  }
  if (!here || closed) return undefined;
  const end = endOfWord(text, offset, here.end);
  if (here.closed && end >= here.end - 1) return undefined;
  return { text: text.slice(0, end) + here.quote + text.slice(end), end };
}

/** Whether quotes may begin there: within a word they are letters of it. */
function opens(text: string, at: number, line: number): boolean {
  return at === line || /[\s,:[{]/.test(text.charAt(at - 1));
}

/** Whether quotes may end there: before a word they begin one. */
function endsThere(text: string, end: number): boolean {
  return /^[\s,:\]}]?$/.test(text.charAt(end));
}

function endOfQuotes(
  text: string,
  start: number,
  to: number,
  quote: string,
): { readonly end: number; readonly closed: boolean } {
  for (let at = start + 1; at < to; at++) {
    const c = text.charAt(at);
    if (c === '\\' && quote === '"') at++;
    else if (c === quote) {
      if (quote === '"' || text.charAt(at + 1) !== "'") return { end: at + 1, closed: true };
      at++;
    }
  }
  return { end: to, closed: false };
}

/** What stands between quotes, up to where it is typed. */
export function unquoted(text: string): string {
  const quote = text.charAt(0);
  if (quote !== '"' && quote !== "'") return text;
  const isClosed = text.length > 1 && text.endsWith(quote);
  const inner = text.slice(1, isClosed ? -1 : undefined);
  return quote === "'" ? inner.replaceAll("''", "'") : inner.replace(/\\(["\\/])/g, '$1');
}
