import type { Span } from '../../../text/span.ts';
import type { Comments } from './comments.ts';
import type { ContainerChange, Fresh } from './container.ts';
import type { Part } from './layout.ts';
import { indentAt, isOneLine, lineRest, lineStart, startsLine } from './lines.ts';
import type { Sheet } from './sheet.ts';
import type { Style } from './style.ts';

/** Takes parts out of brackets or braces and puts others in, with the commas and lines that belong to them. */
export class FlowChange {
  readonly #sheet: Sheet;
  readonly #comments: Comments;
  readonly #change: ContainerChange;
  readonly #parts: readonly Part[];
  readonly #eol: string;
  readonly #comma: string;

  constructor(sheet: Sheet, comments: Comments, change: ContainerChange, style: Pick<Style, 'eol' | 'comma'>) {
    this.#sheet = sheet;
    this.#comments = comments;
    this.#change = change;
    this.#parts = change.collection.parts;
    this.#eol = style.eol;
    this.#comma = style.comma;
  }

  /** At least one part stays. */
  write(): void {
    const { removed, stays, freshBehind } = this.#change;
    for (const i of removed) if (this.#standsAlone(i)) this.#removeLines(i);
    this.#removeInline();
    const last = stays.at(-1)?.index ?? 0;
    if (!freshBehind.has(last)) this.#endAsBefore(last);
    for (const [anchor, fresh] of freshBehind) {
      const before = this.#parts[anchor];
      const after = stays.find(({ index }) => index > anchor);
      if (before) this.#insertBehind(before, after, fresh);
      else if (after) this.#insertFirst(after, fresh);
    }
  }

  /** Whether a part has its lines for itself. */
  #standsAlone(index: number): boolean {
    const span = this.#parts[index]?.span;
    return (
      span !== undefined && startsLine(this.#sheet.text, span.start) && lineRest(this.#sheet.text, span.end).isBlank
    );
  }

  #removeLines(index: number): void {
    const { text } = this.#sheet;
    const span = this.#parts[index]?.span;
    if (span) this.#sheet.put({ start: lineStart(text, span.start), end: lineRest(text, span.end).next }, '');
  }

  /** What is last now ends as what was last did. */
  #endAsBefore(last: number): void {
    if (last === this.#parts.length - 1 || this.#endsWithComma || !this.#standsAlone(this.#parts.length - 1)) return;
    const { comma } = lineRest(this.#sheet.text, this.#parts[last]?.span.end ?? 0);
    if (comma !== undefined) this.#sheet.put({ start: comma, end: comma + 1 }, '');
  }

  get #endsWithComma(): boolean {
    const last = this.#parts.at(-1);
    return last !== undefined && lineRest(this.#sheet.text, last.span.end).comma !== undefined;
  }

  /** What shares its line with others goes up to the next of them, or from the one before. */
  #removeInline(): void {
    const { removed } = this.#change;
    for (let from = 0; from < this.#parts.length; from++) {
      if (!removed.has(from) || this.#standsAlone(from)) continue;
      let to = from;
      while (removed.has(to + 1) && !this.#standsAlone(to + 1)) to++;
      const [before, first, last, after] = [from - 1, from, to, to + 1].map((i) => this.#parts[i]?.span);
      if (first && after) this.#cut({ start: first.start, end: after.start }, to + 1);
      else if (before && last) this.#cut({ start: before.end, end: last.end }, from - 1);
      from = to;
    }
  }

  /** @param beside the part that is the border of what goes, which has to stay */
  #cut(span: Span, beside: number): void {
    if (this.#change.removed.has(beside) || this.#losesComment(span)) this.#sheet.decline();
    else this.#sheet.put(span, '');
  }

  /** Comments between parts; those in a part go with it. */
  #losesComment(span: Span): boolean {
    return this.#comments
      .in(span)
      .some(({ start }) => !this.#parts.some((part) => part.span.start < start && start < part.span.end));
  }

  #insertBehind({ span: before }: Part, after: Part | undefined, fresh: readonly Fresh[]): void {
    const { text } = this.#sheet;
    const rest = lineRest(text, before.end);
    const lines = [before, after?.span].find((span) => span && startsLine(text, span.start));
    if (!lines || (after && !rest.isBlank)) {
      this.#sheet.insert(before.end, fresh.map(({ write }) => this.#comma + write(INLINE)).join(''));
      return;
    }
    const indent = indentAt(text, lines.start);
    const written = fresh.map(({ write }) => this.#eol + indent + write(indent.length));
    if (!rest.isBlank) {
      this.#sheet.insert(before.end, `,${written.join(',')}`);
      return;
    }
    if (rest.comma === undefined) this.#sheet.insert(before.end, ',');
    this.#sheet.insert(rest.end, written.join(',') + (after || this.#endsWithComma ? ',' : ''));
  }

  #insertFirst({ span: after }: Part, fresh: readonly Fresh[]): void {
    const { text } = this.#sheet;
    const rest = lineRest(text, this.#change.collection.span.start + 1);
    if (startsLine(text, after.start) && rest.isBlank) {
      const indent = indentAt(text, after.start);
      this.#sheet.insert(rest.end, fresh.map(({ write }) => `${this.#eol}${indent}${write(indent.length)},`).join(''));
      return;
    }
    const column = isOneLine(text, after) ? INLINE : indentAt(text, after.start).length;
    this.#sheet.insert(after.start, fresh.map(({ write }) => write(column) + this.#comma).join(''));
  }
}

/** The column of what has to stand on one line. */
export const INLINE = -1;
