import type { Span } from '../../../text/span.ts';
import { afterLineEnd, endOfLine, isComment } from '../endings.ts';
import { tokensOf } from '../lexing.ts';

// Where things stand in their lines.

export function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}

/** The white space that starts the line of an offset. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return text.slice(start, skipBlanks(text, start));
}

/** Whether nothing stands before an offset in its line. */
export function startsLine(text: string, offset: number): boolean {
  return skipBlanks(text, lineStart(text, offset)) >= offset;
}

export function isOneLine(text: string, { start, end }: Span): boolean {
  return !/[\r\n]/.test(text.slice(start, end));
}

/** The line end that a text uses. */
export function lineEndOf(text: string): string {
  return /\r?\n|\r/.exec(text)?.[0] ?? '\n';
}

/** What stands behind something in its line. */
export interface LineRest {
  /** Where a comma stands, directly behind it. */
  readonly comma: number | undefined;
  /** Where a comment starts. */
  readonly comment: number | undefined;
  /** Whether nothing else stands there. */
  readonly isBlank: boolean;
  /** The end of the line, before the line end. */
  readonly end: number;
  /** Behind the line end. */
  readonly next: number;
}

export function lineRest(text: string, offset: number): LineRest {
  let at = skipBlanks(text, offset);
  const comma = text.charAt(at) === ',' ? at++ : undefined;
  at = skipBlanks(text, at);
  const end = endOfLine(text, at);
  const comment = isComment(text, at) ? at : undefined;
  const isBlank = at === end || (comment !== undefined && fillsLine(text, at, end));
  return { comma, comment, isBlank, end, next: afterLineEnd(text, end) };
}

/** Whether a comment goes to the end of its line, and not beyond. */
function fillsLine(text: string, at: number, end: number): boolean {
  if (!text.startsWith('/*', at)) return true;
  const close = text.indexOf('*/', at + 2);
  return close >= 0 && skipBlanks(text, close + 2) === end;
}

/** Whether a comment stands in a part of a text. */
export function hasComment(text: string, { start, end }: Span): boolean {
  const { kinds, starts, ends } = tokensOf(text, start, end);
  let at = start;
  for (let i = 0; i <= kinds.length; i++) {
    if (text.slice(at, starts[i] ?? end).trim() !== '') return true;
    at = ends[i] ?? end;
  }
  return false;
}

/** The start of the line before that of `start`, where that is blank. */
export function blankLineBefore(text: string, start: number): number | undefined {
  if (start === 0) return undefined;
  const end = text.startsWith('\r\n', start - 2) ? start - 2 : start - 1;
  const before = lineStart(text, end);
  return skipBlanks(text, before) === end && before < start ? before : undefined;
}

/** Whether the line that starts at an offset is blank. */
export function isBlankLine(text: string, start: number): boolean {
  const at = skipBlanks(text, start);
  return at < text.length && at === endOfLine(text, at);
}

export function skipBlanks(text: string, from: number): number {
  let at = from;
  while (text.charAt(at) === ' ' || text.charAt(at) === '\t') at++;
  return at;
}

/** Where the lines begin that belong to a line: it and the comments right above it. */
export function aboveComments(text: string, line: number): number {
  let start = line;
  while (start > 0) {
    const before = lineStart(text, text.startsWith('\r\n', start - 2) ? start - 2 : start - 1);
    if (!/^[ \t]*(?:#|\/\/)/.test(text.slice(before, start))) break;
    start = before;
  }
  return start;
}
