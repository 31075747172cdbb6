import type { Span } from '../../text/span.ts';
import { afterLineEnd, endOfHole, endOfLine, isEscapedHole, isLineEnd, opensHole } from './endings.ts';

/** A part of a template that a plan fills in; `from`/`to` are offsets into the decoded text. */
export interface TemplateHole {
  readonly from: number;
  readonly to: number;
  /** Between the marks, without them: `var.org`. */
  readonly source: Span;
  /** `%{ … }`, which says what of the text comes at all. */
  readonly directive: boolean;
}

/** What a template says. */
export interface TemplateText {
  /** Decoded; a hole is `${source}`, a directive nothing. */
  readonly value: string;
  readonly holes: readonly TemplateHole[];
  /** Offsets in the document of each unit of `value`, and of its end; undefined where it stands there as it is. */
  readonly offsets: readonly number[] | undefined;
  /** Where the text begins. */
  readonly start: number;
}

/** A quoted text or a heredoc. One of these is made for every string of a file, so what it says is read when asked for. */
export class Template {
  readonly kind = 'template';
  readonly span: Span;
  readonly form: 'quoted' | 'heredoc';
  readonly closed: boolean;
  readonly #text: string;
  #read: TemplateText | undefined;

  constructor(text: string, span: Span, form: 'quoted' | 'heredoc', closed: boolean) {
    this.#text = text;
    this.span = span;
    this.form = form;
    this.closed = closed;
  }

  get value(): string {
    return this.read().value;
  }

  get holes(): readonly TemplateHole[] {
    return this.read().holes;
  }

  /** What stands between its marks. */
  get body(): Span {
    const { start, end } = this.span;
    if (this.form === 'quoted') return { start: start + 1, end: this.#isQuotedAt(end - 1) ? end - 1 : end };
    const first = Math.min(afterLineEnd(this.#text, endOfLine(this.#text, start)), end);
    return { start: first, end: this.closed ? startOfLine(this.#text, end) : end };
  }

  /** A string whose hole is not closed may still end with a quote. */
  #isQuotedAt(at: number): boolean {
    if (this.closed) return true;
    return at > this.span.start && this.#text.charAt(at) === '"' && this.#text.charAt(at - 1) !== '\\';
  }

  /** The expression of a template that is nothing but one hole: `"${var.x}"` is `var.x`, of any type. */
  get only(): Span | undefined {
    const hole = this.holes[0];
    const isOnly = hole !== undefined && !hole.directive && this.holes.length === 1 && hole.from === 0;
    return isOnly && hole.to === this.value.length ? hole.source : undefined;
  }

  /** The place of a part of the value; what one escape or one hole says is one place. */
  slice(from: number, to: number): Span {
    const { offsets } = this.read();
    let end = to;
    if (offsets && to > from) while (end < offsets.length && offsets[end] === offsets[end - 1]) end++;
    return { start: this.offset(from), end: this.offset(end) };
  }

  /** Where a unit of the value stands; of a hole its start. */
  offset(at: number): number {
    const { offsets, start } = this.read();
    return offsets ? (offsets[Math.min(Math.max(at, 0), offsets.length - 1)] ?? start) : start + at;
  }

  /** A part of the value as it stands in the document. */
  written(from: number, to: number): string {
    return this.#text.slice(this.offset(from), this.offset(to));
  }

  /** What stands before the text in each line of it, and is none of it. */
  get lead(): string {
    const { value } = this;
    for (let line = 0; this.isIndented && line < value.length;) {
      const at = skipSpace(value, line, value.length);
      if (at < value.length && !isLineEnd(value.charCodeAt(at))) {
        const start = this.offset(line);
        return this.#text.slice(startOfLine(this.#text, start), start);
      }
      line = afterLineEnd(value, at);
    }
    return '';
  }

  read(): TemplateText {
    return (this.#read ??= readTemplate(this.#text, this.body, this.form, this.isIndented));
  }

  /** `<<-`: the indentation that all lines have is none of the text. */
  get isIndented(): boolean {
    return this.form === 'heredoc' && this.#text.charAt(this.span.start + 2) === '-';
  }
}

function startOfLine(text: string, at: number): number {
  let start = at;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
  return start;
}

function readTemplate(text: string, body: Span, form: Template['form'], indented: boolean): TemplateText {
  const written = text.slice(body.start, body.end);
  const plain = !/[$%]\{/.test(written) && !(form === 'quoted' && written.includes('\\')) && !indented;
  if (plain) return { value: written, holes: [], offsets: undefined, start: body.start };
  return new TemplateReader(text, body, form, indented).read();
}

/** Decodes a template and keeps where each unit of its text stands. */
class TemplateReader {
  readonly #text: string;
  readonly #body: Span;
  readonly #form: Template['form'];
  readonly #marks: readonly Span[];
  readonly #indent: number;
  readonly #holes: TemplateHole[] = [];
  readonly #offsets: number[] = [];
  #value = '';
  /** What a hole takes no blanks from: the line, or what the hole before said. */
  #floor = 0;

  constructor(text: string, body: Span, form: Template['form'], indented: boolean) {
    this.#text = text;
    this.#body = body;
    this.#form = form;
    this.#marks = holesIn(text, body, form);
    this.#indent = indented ? commonIndent(text, body, this.#marks) : 0;
  }

  read(): TemplateText {
    const { start, end } = this.#body;
    let next = 0;
    let at = this.#cut(start);
    while (at < end) {
      const mark = this.#marks[next];
      if (mark && at >= mark.start) {
        next++;
        at = this.#hole(mark);
      } else at = this.#unit(at);
    }
    this.#offsets.push(end);
    return { value: this.#value, holes: this.#holes, offsets: this.#offsets, start };
  }

  /** One character as it is meant; where to go on. */
  #unit(at: number): number {
    const text = this.#text;
    if (isEscapedHole(text, at) && at + 3 <= this.#body.end) {
      this.#put(text.slice(at + 1, at + 3), at);
      return at + 3;
    }
    if (this.#form === 'quoted') {
      const escape = escapeAt(text, at, this.#body.end);
      this.#put(escape?.value ?? text.charAt(at), at);
      return at + (escape?.length ?? 1);
    }
    this.#put(text.charAt(at), at);
    if (!isLineEnd(text.charCodeAt(at)) || afterLineEnd(text, at) !== at + 1) return at + 1;
    this.#floor = this.#value.length;
    return this.#cut(at + 1);
  }

  #put(value: string, at: number): void {
    this.#value += value;
    for (let i = 0; i < value.length; i++) this.#offsets.push(at);
  }

  /** Behind the indentation that all lines have; a blank line keeps its own. */
  #cut(line: number): number {
    if (!this.#indent) return line;
    const start = skipSpace(this.#text, line, this.#body.end);
    return start < this.#body.end && isLineEnd(this.#text.charCodeAt(start))
      ? line
      : Math.min(line + this.#indent, start);
  }

  #hole({ start, end }: Span): number {
    const text = this.#text;
    const closed = text.charAt(end - 1) === '}' && end > start + 2;
    const trimsBefore = text.charAt(start + 2) === '~';
    const trimsAfter = closed && text.charAt(end - 2) === '~' && end > start + 4;
    if (trimsBefore) this.#trim();
    const source = trimmed(text, start + (trimsBefore ? 3 : 2), end - (trimsAfter ? 2 : closed ? 1 : 0));
    const directive = text.charAt(start) === '%';
    const from = this.#value.length;
    if (!directive) this.#put(`\${${text.slice(source.start, source.end)}}`, start);
    this.#floor = this.#value.length;
    this.#holes.push({ from, to: this.#value.length, source, directive });
    return trimsAfter ? this.#behindSpace(end) : end;
  }

  /** `~`: blanks before the hole are none of the text; those of a heredoc in its line. */
  #trim(): void {
    let end = this.#value.length;
    while (end > this.#floor && isSpace(this.#value.charCodeAt(end - 1))) end--;
    this.#value = this.#value.slice(0, end);
    this.#offsets.length = end;
  }

  #behindSpace(from: number): number {
    let at = from;
    while (at < this.#body.end) {
      const escape = this.#form === 'quoted' ? escapeAt(this.#text, at, this.#body.end) : undefined;
      const c = (escape?.value ?? this.#text.charAt(at)).charCodeAt(0);
      if (this.#form === 'heredoc' && isLineEnd(c)) return this.#cut(afterLineEnd(this.#text, at));
      if (!isSpace(c) && !isLineEnd(c)) return at;
      at += escape?.length ?? 1;
    }
    return at;
  }
}

/** Where the holes of a text stand; one that is not closed goes to the end of its line. */
function holesIn(text: string, { start, end }: Span, form: Template['form']): Span[] {
  const holes: Span[] = [];
  let plainUntil = start;
  for (let at = start; at < end;) {
    if (isEscapedHole(text, at)) at += 3;
    else if (opensHole(text, at) && at >= plainUntil) {
      const hole = endOfHole(text, at, end);
      const to = hole.closed ? hole.end : Math.min(endOfLine(text, at), end);
      if (!hole.closed) plainUntil = hole.end;
      holes.push({ start: at, end: to });
      at = to;
    } else at += form === 'quoted' && text.charAt(at) === '\\' ? 2 : 1;
  }
  return holes;
}

/** Least indentation of the lines that say something. */
function commonIndent(text: string, { start, end }: Span, holes: readonly Span[]): number {
  let least = Infinity;
  let next = 0;
  for (let line = start; line < end;) {
    const at = skipSpace(text, line, end);
    if (at < end && !isLineEnd(text.charCodeAt(at))) least = Math.min(least, at - line);
    let lineEnd = endOfLine(text, at);
    for (let hole = holes[next]; hole && hole.start < lineEnd; hole = holes[++next])
      if (hole.end > lineEnd) lineEnd = endOfLine(text, hole.end); // what stands in a hole is no line of the text
    line = lineEnd < end ? afterLineEnd(text, lineEnd) : end;
  }
  return least === Infinity ? 0 : least;
}

const ESCAPES = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

/** The escape that stands at `at`; undefined for one that the language does not know, which stays as it is written. */
function escapeAt(text: string, at: number, to: number): { value: string; length: number } | undefined {
  if (text.charAt(at) !== '\\') return undefined;
  const sign = text.charAt(at + 1);
  const value = at + 1 < to ? ESCAPES.get(sign) : undefined;
  if (value !== undefined) return { value, length: 2 };
  const code = /^\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(text.slice(at, Math.min(at + 10, to)));
  if (!code) return undefined;
  const point = Number.parseInt(code[1] ?? code[2] ?? '', 16);
  return point > 0x10ffff ? undefined : { value: String.fromCodePoint(point), length: code[0].length };
}

/** A byte order mark is none. */
function isSpace(c: number): boolean {
  return c === 32 || c === 9 || (c > 127 && c !== 0xfeff && /\s/.test(String.fromCharCode(c)));
}

function skipSpace(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(text.charCodeAt(at))) at++;
  return at;
}

function trimmed(text: string, from: number, to: number): Span {
  let [start, end] = [from, Math.max(from, to)];
  while (start < end && /\s/.test(text.charAt(start))) start++;
  while (end > start && /\s/.test(text.charAt(end - 1))) end--;
  return { start, end };
}
