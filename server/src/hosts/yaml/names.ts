import { endOfLine, isGap, skipBlanks } from './characters.ts';
import { quotedExtent } from './extents.ts';

/** Where the name of a member ends that has its colon on the same line; undefined where none stands. */
export function nameEndIn(text: string, start: number, to: number): number | undefined {
  const c = text.charCodeAt(start);
  const line = endOfLine(text, start, to);
  if (c === DOUBLE || c === SINGLE) {
    const { end, closed } = quotedExtent(text, start, line, -1);
    const colon = skipBlanks(text, end, line);
    return closed && text.charCodeAt(colon) === COLON && isGap(text, colon + 1) ? end : undefined;
  }
  if (NO_NAME.has(c)) return undefined;
  const written = text.slice(start, line); // what is looked for may be far behind it
  let colon = written.indexOf(':');
  while (colon >= 0 && !isGap(written, colon + 1)) colon = written.indexOf(':', colon + 1);
  return colon >= 0 && !isComment(written, colon) ? start + colon : undefined;
}

/** Whether a comment begins before a place. */
function isComment(written: string, to: number): boolean {
  for (let hash = written.indexOf('#'); hash >= 0 && hash < to; hash = written.indexOf('#', hash + 1))
    if (hash > 0 && isGap(written, hash - 1)) return true;
  return false;
}

const DOUBLE = 34;
const HASH = 35;
const SINGLE = 39;
const COLON = 58;
/** No name begins with these: a collection, a text over several lines, a comment. */
const NO_NAME: ReadonlySet<number> = new Set([91, 123, 93, 125, 124, 62, HASH]);
