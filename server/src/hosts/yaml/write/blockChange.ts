import { skipBlanks } from '../characters.ts';
import type { ContainerChange, Fresh } from './container.ts';
import type { Part } from './layout.ts';
import { columnOf, indentAt, isBlankLine, isCommentLine, lineRest, lineStart, startsLine } from './lines.ts';
import type { Sheet } from './sheet.ts';

/** Takes parts out of a mapping or list that has lines of its own and puts others in, with the lines that belong to them. */
export class BlockChange {
  readonly #sheet: Sheet;
  readonly #change: ContainerChange;
  readonly #eol: string;
  readonly #column: number;

  constructor(sheet: Sheet, change: ContainerChange, eol: string) {
    this.#sheet = sheet;
    this.#change = change;
    this.#eol = eol;
    const columns = change.collection.parts.map(({ span }) => columnOf(sheet.text, span.start));
    this.#column = columns[0] ?? 0;
    if (columns.some((column) => column !== this.#column)) sheet.decline();
  }

  /** At least one part stays. */
  write(): void {
    const { removed, stays, freshBehind } = this.#change;
    const { parts } = this.#change.collection;
    const [first] = parts;
    const next = stays[0];
    if (!first || !next) return;
    // What stands behind a dash makes place for what comes next, the dash stays.
    const from = startsLine(this.#sheet.text, first.span.start) ? 0 : this.#behindDash(first, next);
    for (const index of removed) {
      const part = parts[index];
      if (part && index >= from) this.#removeLines(part);
    }
    for (const [anchor, fresh] of freshBehind) {
      const part = parts[anchor];
      if (part) this.#insertBehind(part, fresh);
      else if (from === 0 && startsLine(this.#sheet.text, first.span.start)) this.#insertFirst(first, fresh);
    }
  }

  /** Writes what comes first behind a dash; returns the first part that is not gone with it. */
  #behindDash(first: Part, next: Part): number {
    const { parts } = this.#change.collection;
    const fresh = this.#change.freshBehind.get(-1) ?? [];
    const written = fresh.map(({ write }) => write(this.#column) + this.#line).join('');
    if (first === next) {
      this.#sheet.insert(first.span.start, written);
      return 0;
    }
    let index = 0;
    let end = first.span.start;
    for (let part = parts[index]; part && this.#change.removed.has(index); part = parts[++index]) {
      const rest = lineRest(this.#sheet.text, part.span.end);
      if (!rest.isBlank) this.#sheet.decline();
      end = this.#skipBlankLines(rest.next);
      if (this.#sheet.text.charAt(end) === '#') {
        index++;
        break; // a comment above what comes next stands behind the dash
      }
    }
    this.#sheet.put({ start: first.span.start, end }, written);
    return index;
  }

  #skipBlankLines(from: number): number {
    const { text } = this.#sheet;
    let at = from;
    while (isBlankLine(text, at)) at = lineRest(text, at).next;
    return skipBlanks(text, at, text.length);
  }

  /** With the comment behind, and a blank line that would stand beside another one. */
  #removeLines(part: Part): void {
    const { text } = this.#sheet;
    const rest = lineRest(text, part.span.end);
    if (!rest.isBlank) this.#sheet.decline();
    let start = lineStart(text, part.span.start);
    if (rest.next === rest.end && start > 0) {
      // The last line of the text has no end: that of the line above goes.
      const end = text.startsWith('\r\n', start - 2) ? start - 2 : start - 1;
      this.#sheet.put({ start: end, end: rest.end }, '');
      return;
    }
    const above = lineStart(text, start - 1);
    const isSpaced =
      start > 0 && isBlankLine(text, above) && this.#change.collection.parts[part.index - 1] !== undefined;
    if (isSpaced && !this.#change.removed.has(part.index - 1) && this.#endsSection(rest.next)) start = above;
    this.#sheet.put({ start, end: rest.next }, '');
  }

  /** Whether a blank line stands at a place, or a line that is none of the parts'. */
  #endsSection(next: number): boolean {
    const { text } = this.#sheet;
    return next >= text.length || isBlankLine(text, next) || indentAt(text, next).length < this.#column;
  }

  #insertBehind(part: Part, fresh: readonly Fresh[]): void {
    const { text } = this.#sheet;
    const rest = lineRest(text, part.span.end);
    if (!rest.isBlank) this.#sheet.decline();
    const blank = this.#isSpaced(part) ? this.#eol : '';
    const written = fresh.map(({ write }) => blank + this.#line + write(this.#column)).join('');
    this.#sheet.insert(this.#behindComments(part, rest.end), written);
  }

  /** Comments further in than a part belong to it. */
  #behindComments({ index }: Part, from: number): number {
    const { text } = this.#sheet;
    let end = from;
    for (let line = lineRest(text, end).next; line < text.length; line = lineRest(text, line).next) {
      if (!isCommentLine(text, line) || indentAt(text, line).length <= this.#column) break;
      end = lineRest(text, line).end;
    }
    // What goes with a part below would take them along.
    return this.#change.removed.has(index + 1) ? from : end;
  }

  /** Whether a blank line stands between parts. */
  #isSpaced({ index }: Part): boolean {
    const { parts, kind } = this.#change.collection;
    const [before, after] = parts[index + 1] ? [parts[index], parts[index + 1]] : [parts[index - 1], parts[index]];
    if (!before || !after || kind !== 'list') return false;
    return isBlankLine(this.#sheet.text, lineRest(this.#sheet.text, before.span.end).next);
  }

  /** Above the comment of what was first. */
  #insertFirst(first: Part, fresh: readonly Fresh[]): void {
    const { text } = this.#sheet;
    let line = lineStart(text, first.span.start);
    while (line > 0 && this.#column > 0) {
      const above = lineStart(text, line - 1);
      if (!isCommentLine(text, above) || indentAt(text, above).length !== this.#column) break;
      line = above;
    }
    const indent = ' '.repeat(this.#column);
    this.#sheet.insert(line, fresh.map(({ write }) => indent + write(this.#column) + this.#eol).join(''));
  }

  get #line(): string {
    return this.#eol + ' '.repeat(this.#column);
  }
}
