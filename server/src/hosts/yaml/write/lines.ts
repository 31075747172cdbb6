import type { Span } from '../../../text/span.ts';
import { endOfLine, isBlank, skipBlanks } from '../characters.ts';

// Where things stand in their lines.

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Whether nothing stands before an offset in its line. */
export function startsLine(text: string, offset: number): boolean {
  return skipBlanks(text, lineStart(text, offset), offset) >= offset;
}

/** In which column an offset is; undefined where tabs stand before it. */
export function columnOf(text: string, offset: number): number | undefined {
  const start = lineStart(text, offset);
  return text.slice(start, offset).includes('\t') ? undefined : offset - start;
}

/** The blanks that start the line of an offset. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return text.slice(start, skipBlanks(text, start, text.length));
}

export function isOneLine(text: string, { start, end }: Span): boolean {
  return !text.slice(start, end).includes('\n');
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
  const end = endOfLine(text, offset, text.length);
  let at = skipBlanks(text, offset, end);
  const comma = text.charAt(at) === ',' ? at++ : undefined;
  at = skipBlanks(text, at, end);
  const comment = text.charAt(at) === '#' && isBlank(text.charCodeAt(at - 1)) ? at : undefined;
  const next = text.indexOf('\n', end) < 0 ? text.length : text.indexOf('\n', end) + 1;
  return { comma, comment, isBlank: at === end || comment !== undefined, end, next };
}

/** Whether a line is one of a comment alone. */
export function isCommentLine(text: string, start: number): boolean {
  return text.charAt(skipBlanks(text, start, text.length)) === '#';
}

/** Whether a line has nothing in it. */
export function isBlankLine(text: string, start: number): boolean {
  return start < text.length && skipBlanks(text, start, text.length) === endOfLine(text, start, text.length);
}
