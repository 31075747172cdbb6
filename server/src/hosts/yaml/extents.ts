import { endOfLine, isBreak, isGap, nextLine, skipBlanks } from './characters.ts';

/** How far a value goes that may go over several lines. */
export interface Extent {
  readonly end: number;
  /** Whether its own end stands there; else it ends with its line, or where a line is the next one's. */
  readonly closed: boolean;
}

/** Of a text in quotes. One that has no end before a line that is indented as what it belongs to ends with its first line. */
export function quotedExtent(text: string, start: number, to: number, column: number): Extent {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < to; at++) {
    const c = text.charCodeAt(at);
    if (c === BACKSLASH && quote === DOUBLE) at++;
    else if (c === quote) {
      if (quote !== SINGLE || text.charCodeAt(at + 1) !== SINGLE) return { end: at + 1, closed: true };
      at++;
    } else if (c === NEWLINE && isOthersLine(text, at + 1, to, column)) break;
  }
  return { end: endOfLine(text, start, to), closed: false };
}

export interface FlowExtent extends Extent {
  /** Quotes without an end on their line. */
  readonly strayQuotes: readonly number[];
  /** A line of it is indented less than it has to be; what reads YAML in earnest takes it all the same. */
  readonly loose: boolean;
  readonly depth: number;
}

/** Of a list or mapping in brackets. */
export function flowExtent(text: string, start: number, to: number, column: number): FlowExtent {
  const strayQuotes: number[] = [];
  let loose = false;
  let depth = 0;
  let deepest = 0;
  for (let at = start; at < to; at++) {
    switch (text.charCodeAt(at)) {
      case 91: // [
      case 123: // {
        deepest = Math.max(deepest, ++depth);
        break;
      case 93: // ]
      case 125: // }
        if (--depth === 0) return { end: at + 1, closed: true, strayQuotes, loose, depth: deepest };
        break;
      case DOUBLE:
      case SINGLE: {
        if (!/[\s,:[{]/.test(text.charAt(at - 1))) break; // within a word
        const line = endOfLine(text, at, to);
        const { end, closed } = quotedExtent(text, at, line, -1);
        if (!closed) strayQuotes.push(at);
        at = end - 1;
        break;
      }
      case HASH:
        if (isGap(text, at - 1)) at = endOfLine(text, at, to) - 1;
        break;
      case NEWLINE: {
        if (indentedLike(text, at + 1, to, column)) loose = true;
        if (startsBlock(text, at + 1, to, column))
          return { end: at + 1, closed: false, strayQuotes, loose: false, depth: deepest };
        break;
      }
    }
  }
  return { end: to, closed: false, strayQuotes, loose: false, depth: deepest };
}

/** Of a text whose lines are indented: to the first line that is indented like what it belongs to, or less. */
export function blockEnd(text: string, start: number, to: number, column: number): number {
  let at = nextLine(text, start, to);
  while (at < to && !indentedLike(text, at, to, column)) at = nextLine(text, at, to);
  return at;
}

/** Whether a line that is not blank is indented no more than a column. */
function indentedLike(text: string, line: number, to: number, column: number): boolean {
  const at = skipSpaces(text, line, to);
  return at < to && at - line <= column && !isBreak(text.charCodeAt(at));
}

/** Whether a line belongs no more to a text in quotes. */
function isOthersLine(text: string, line: number, to: number, column: number): boolean {
  return indentedLike(text, line, to, column) || isDocumentMark(text, line);
}

/** Whether a line is sure to be none of a flow collection's: indented no more than it, with a bare name and a colon, or a dash. */
function startsBlock(text: string, line: number, to: number, column: number): boolean {
  if (isDocumentMark(text, line)) return true;
  if (!indentedLike(text, line, to, column)) return false;
  const at = skipSpaces(text, line, to);
  const written = text.slice(at, Math.min(endOfLine(text, at, to), at + LONGEST_LINE)).trimEnd();
  return /^(?:- |[A-Za-z_][\w:.-]*:(?:\s|$))/.test(written) && !written.endsWith(',');
}

export function isDocumentMark(text: string, line: number): boolean {
  return (text.startsWith('---', line) || text.startsWith('...', line)) && isGap(text, line + 3);
}

function skipSpaces(text: string, at: number, to: number): number {
  while (at < to && text.charCodeAt(at) === SPACE) at++;
  return at;
}

/** Behind tags and an anchor, which stand before a value or a key. */
export function skipProperties(text: string, start: number, to: number): number {
  let at = start;
  while (at < to && (text.charCodeAt(at) === TAG || text.charCodeAt(at) === ANCHOR)) {
    let end = at + 1;
    while (end < to && !isGap(text, end)) end++;
    at = skipBlanks(text, end, to);
  }
  return at;
}

const NEWLINE = 10;
const SPACE = 32;
const TAG = 33;
const DOUBLE = 34;
const HASH = 35;
const ANCHOR = 38;
const SINGLE = 39;
const BACKSLASH = 92;
/** As much of a line as tells whether it is one of a half-typed list. */
const LONGEST_LINE = 500;
