import type { TextEdit } from '../../../text/edit.ts';
import { encodeThrough, spanThrough, standsTogether, type Layer } from '../../../text/layer.ts';
import type { Span } from '../../../text/span.ts';
import { endOfLine } from '../characters.ts';
import type { Place } from '../strings.ts';
import { lineStart, startsLine } from './lines.ts';

/** A YAML text with what is written into it, which may stand within another text. */
export class Sheet {
  readonly text: string;
  readonly #layers: readonly Layer[];
  readonly #edits: TextEdit[] = [];
  readonly #touched: number[] = [];
  #fails = false;

  constructor({ text, layers }: Place) {
    this.text = text;
    this.#layers = layers;
  }

  put(span: Span, newText: string): void {
    if (span.start < span.end || newText !== '') this.#edits.push({ span, newText });
  }

  insert(offset: number, newText: string): void {
    this.put({ start: offset, end: offset }, newText);
  }

  slice({ start, end }: Span): string {
    return this.text.slice(start, end);
  }

  /** Says that something changes that begins at a place. */
  touch(offset: number): void {
    this.#touched.push(offset);
  }

  /** What changes, by where it begins. */
  get touched(): readonly number[] {
    return this.#touched;
  }

  /** What goes, or is written anew. */
  get taken(): readonly Span[] {
    return this.#edits.map(({ span }) => span).filter(({ start, end }) => start < end);
  }

  /** Something cannot be written: then nothing is. */
  decline(): void {
    this.#fails = true;
  }

  /** The edits of the document; undefined where something cannot be written, or two changes meet. */
  edits(): TextEdit[] | undefined {
    const edits = this.#edits.map((edit) => this.#besideLines(edit));
    const sorted = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    const meet = sorted.some(({ span }, i) => i > 0 && (sorted[i - 1]?.span.end ?? 0) > span.start);
    if (this.#fails || meet || !sorted.every((edit) => this.#isWritable(edit))) return undefined;
    return edits.map(({ span: { start, end }, newText }) => ({
      span: spanThrough(this.#layers, start, end),
      newText: this.#layers.length ? encodeThrough(this.#layers, newText) : newText,
    }));
  }

  /** New lines behind a line that goes, as the last one of what they stand behind may, stand behind the line above. */
  #besideLines({ span, newText }: TextEdit): TextEdit {
    let { start } = span;
    if (span.end > start || !/^\r?\n/.test(newText)) return { span, newText };
    const isAround = (lines: Span): boolean =>
      lines.start < start && start < lines.end && startsLine(this.text, lines.start);
    for (let gone = this.#gone(isAround); gone; gone = this.#gone(isAround))
      start = endOfLine(this.text, lineStart(this.text, gone.start - 1), gone.start);
    return { span: { start, end: start }, newText };
  }

  #gone(where: (lines: Span) => boolean): Span | undefined {
    return this.#edits.find(({ span, newText }) => newText === '' && where(span))?.span;
  }

  #isWritable({ span, newText }: TextEdit): boolean {
    if (!this.#layers.length) return true;
    const isLines = newText.includes('\n') || this.slice(span).includes('\n');
    return standsTogether(this.#layers, span) && !(isLines && this.#layers.some(({ foldsLines }) => foldsLines));
  }
}
