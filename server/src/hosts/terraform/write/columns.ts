import type { Span } from '../../../text/span.ts';
import { isOneLine, lineRest, lineStart, startsLine } from './lines.ts';
import type { Sheet } from './sheet.ts';

// Where `terraform fmt` puts the equals sign: in lines that follow each other, each with a whole value, behind the longest name.
// A comment on a line of its own, a blank line and a value of several lines end such a run.

/** A line with a name and a value, as it stands. */
export interface NamedLine {
  readonly key: Placed;
  readonly value: Placed | undefined;
  readonly span: Span;
  /** By how much its name is about to be longer. */
  readonly grown?: number;
}

interface Placed {
  readonly span: Span;
}

/**
 * How long the names beside a new line are.
 * @param index of the line above it; -1 for the first
 * @param opens where the lines begin
 */
export function widthBeside(text: string, lines: readonly NamedLine[], index: number, opens: number): number {
  const below = lines[index + 1];
  const joins = below !== undefined && follows(text, lines[index]?.span.end ?? opens, below);
  return Math.max(widthAbove(text, lines, index), joins ? widthBelow(text, lines, index + 1) : 0);
}

/** Of a line and those above it. */
function widthAbove(text: string, lines: readonly NamedLine[], index: number): number {
  let width = 0;
  for (let i = index; i >= 0; i--) {
    const [line, below] = [lines[i], lines[i + 1]];
    if (!line || !isLine(text, line) || (i < index && below && !follows(text, line.span.end, below))) break;
    width = Math.max(width, widthOf(line));
  }
  return width;
}

/** Of a line and those below it. */
function widthBelow(text: string, lines: readonly NamedLine[], index: number): number {
  let width = 0;
  for (let i = index; i < lines.length; i++) {
    const [line, above] = [lines[i], lines[i - 1]];
    if (!line || !isLine(text, line) || (i > index && above && !follows(text, above.span.end, line))) break;
    width = Math.max(width, widthOf(line));
  }
  return width;
}

function widthOf({ key, grown = 0 }: NamedLine): number {
  return key.span.end - key.span.start + grown;
}

function isLine(text: string, { key, value, span }: NamedLine): boolean {
  if (!value || !startsLine(text, span.start) || !isOneLine(text, span)) return false;
  return text.slice(key.span.end, value.span.start).trim() === '=';
}

/** Whether a line is the next one. */
function follows(text: string, end: number, below: NamedLine): boolean {
  const rest = lineRest(text, end);
  return rest.isBlank && lineStart(text, below.span.start) === rest.next;
}

/**
 * The equals signs of lines whose names grow or shrink stay where the lines beside them want them, if they are there.
 * @param grown by how much, by the index of the line
 */
export function keepColumns(sheet: Sheet, lines: readonly NamedLine[], grown: ReadonlyMap<number, number>): void {
  const renamed = lines.map((line, i) => ({ ...line, grown: grown.get(i) ?? 0 }));
  for (const index of grown.keys()) {
    const [before, after] = [lines[index], renamed[index]];
    if (!before || !after || !isLine(sheet.text, before)) continue;
    const { end } = before.key.span;
    const gap = sheet.text.indexOf('=', end) - end;
    const blanks = blanksIn(sheet.text, renamed, index);
    if (gap === blanksIn(sheet.text, lines, index) && gap !== blanks)
      sheet.put({ start: end, end: end + gap }, ' '.repeat(blanks));
  }
}

/** Between the name of a line and its equals sign. */
function blanksIn(text: string, lines: readonly NamedLine[], index: number): number {
  const [above, line, below] = [lines[index - 1], lines[index], lines[index + 1]];
  if (!line) return 1;
  const beside = Math.max(
    above && follows(text, above.span.end, line) ? widthAbove(text, lines, index - 1) : 0,
    below && follows(text, line.span.end, below) ? widthBelow(text, lines, index + 1) : 0,
  );
  return Math.max(beside - widthOf(line), 0) + 1;
}
