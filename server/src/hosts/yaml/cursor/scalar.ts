import type { Span } from '../../../text/span.ts';
import { endOfLine, isGap, skipBlanks } from '../characters.ts';
import { quotedExtent } from '../extents.ts';
import type { Quote } from './yamlCursor.ts';
import { unquoted } from './quotes.ts';
import { isReferenceTag } from './tagNames.ts';

/** A text under a cursor, or the place where one is due. */
export interface Scalar {
  readonly replace: Span;
  /** What is typed of it. */
  readonly typed: string;
  readonly inText: boolean;
  readonly quote: Quote;
  /** It is the text of `!Sub`. */
  readonly substituted: boolean;
}

/**
 * The text that begins on a cursor's line, or the place for one; undefined where nothing is due: behind a finished text, in a
 * comment, before something that is no text.
 * @param from where it may begin: behind a colon, a dash or the blanks of a line
 * @param column what its further lines are indented more than
 */
export function scalarAt(text: string, from: number, offset: number, column: number): Scalar | undefined {
  const line = endOfLine(text, offset, text.length);
  const start = skipBlanks(text, from, line);
  const c = text.charAt(start);
  if (start >= line) return empty({ start: offset, end: line });
  if (c === '#') return offset <= start && start > from ? empty({ start: offset, end: offset }) : undefined;
  if (c === '!') return tagged(text, start, line, offset, column);
  if (NO_TEXT.has(c)) return undefined;
  return textAt(text, start, line, offset, column, false);
}

/** Collections, aliases, anchors, texts with lines of their own. */
const NO_TEXT = new Set(['[', '{', ']', '}', '*', '&', '|', '>', ',', '%', '@', '`']);

function empty(replace: Span): Scalar {
  return { replace, typed: '', inText: false, quote: '', substituted: false };
}

/** What a tag makes a function: of `!Sub` the text is completed, of one that names a resource all of it. */
function tagged(text: string, start: number, line: number, offset: number, column: number): Scalar | undefined {
  let end = start;
  while (end < line && !isGap(text, end)) end++;
  const tag = text.slice(start, end);
  const inner = skipBlanks(text, end, line);
  if (tag === '!Sub' && offset > end) {
    if (inner >= line) return { ...empty({ start: offset, end: line }), substituted: true };
    return NO_TEXT.has(text.charAt(inner)) ? undefined : textAt(text, inner, line, offset, column, true);
  }
  const isReference = isReferenceTag(tag);
  const rest = /^[\w:.]*/.exec(text.slice(inner, line))?.[0].length ?? 0;
  const last = rest > 0 ? inner + rest : Math.max(end, Math.min(offset, inner));
  if (!isReference || offset <= start || offset > last || text.slice(last, line).trim() !== '') return undefined;
  return { ...empty({ start, end: last }), typed: text.slice(start, offset) };
}

function textAt(
  text: string,
  start: number,
  line: number,
  offset: number,
  column: number,
  substituted: boolean,
): Scalar | undefined {
  const c = text.charAt(start);
  const isQuoted = c === '"' || c === "'";
  const { end, closed } = isQuoted
    ? quotedExtent(text, start, text.length, column)
    : { end: plainEnd(text, start, line), closed: false };
  if (offset > end || (closed && offset === end) || end > line) return undefined;
  const from = Math.min(start, offset);
  const typed = unquoted(text.slice(start, Math.max(start, offset)));
  return {
    replace: { start: from, end },
    typed,
    inText: offset > start,
    quote: isQuoted ? c : '',
    substituted,
  };
}

/** Where a text without quotes ends on its line. */
export function plainEnd(text: string, start: number, line: number): number {
  let hash = text.indexOf('#', start);
  while (hash >= 0 && hash < line && !isGap(text, hash - 1)) hash = text.indexOf('#', hash + 1);
  const end = hash < 0 || hash > line ? line : hash;
  return start + text.slice(start, end).trimEnd().length;
}
