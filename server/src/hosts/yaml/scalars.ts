import type { CST } from 'yaml';
import { startOfBlock } from './tokens.ts';

/** What a scalar says, and where each character of it stands. */
export interface Decoded {
  readonly text: string;
  /** Of each character, and of the end; undefined where they follow each other as they stand, from `start` on. */
  readonly offsets: readonly number[] | undefined;
  readonly start: number;
}

export type ScalarToken = CST.FlowScalar | CST.BlockScalar;

/** Decodes a scalar as YAML 1.2 does: folds lines, resolves escapes, cuts indentation. */
export function decoded(token: ScalarToken): Decoded {
  switch (token.type) {
    case 'block-scalar':
      return blockText(token);
    case 'double-quoted-scalar':
      return doubleQuoted(token);
    case 'single-quoted-scalar': {
      const body = token.source.slice(1, token.source.length > 1 ? -1 : 1);
      return /\n|''/.test(body) ? unfolded(body, token.offset + 1, true) : asWritten(body, token.offset + 1);
    }
    case 'scalar':
    case 'alias':
      return token.source.includes('\n')
        ? unfolded(token.source, token.offset, false)
        : asWritten(token.source, token.offset);
  }
}

function asWritten(text: string, start: number): Decoded {
  return { text, offsets: undefined, start };
}

/** Puts a text together whose characters stand in several places. */
class Pieces {
  #text = '';
  readonly #offsets: number[] = [];
  readonly #source: string;
  readonly #base: number;

  /** @param base where the source stands */
  constructor(source: string, base: number) {
    this.#source = source;
    this.#base = base;
  }

  copy(from: number, to: number): void {
    this.#text += this.#source.slice(from, to);
    for (let at = from; at < to; at++) this.#offsets.push(this.#base + at);
  }

  put(text: string, at: number): void {
    this.#text += text;
    for (let i = 0; i < text.length; i++) this.#offsets.push(this.#base + at);
  }

  /** @param end where the source ends, as far as it is its text */
  result(end: number): Decoded {
    const [start = this.#base] = this.#offsets;
    return { text: this.#text, offsets: [...this.#offsets, this.#base + end], start };
  }
}

/** The text of several lines in which a line break is a blank, and an empty line a line break. */
function unfolded(source: string, base: number, quoted: boolean): Decoded {
  const pieces = new Pieces(source, base);
  const copy = (from: number, to: number): void => {
    for (let at = from; at < to;) {
      const quote = quoted ? source.indexOf("''", at) : -1;
      const end = quote < 0 || quote >= to ? to : quote + 1;
      pieces.copy(at, end);
      at = quote < 0 || quote >= to ? to : quote + 2;
    }
  };
  const lines = linesOf(source);
  let separator: ' ' | '\n' = ' ';
  let from = 0;
  for (const [i, line] of lines.entries()) {
    const first = i === 0;
    const last = i === lines.length - 1;
    const start = first ? line.start : skip(source, line.start, line.end);
    const end = last ? line.end : trimmed(source, start, line.end);
    if (first) copy(start, end);
    else if (start < end || last) {
      pieces.put(separator, from);
      copy(start, end);
      separator = ' ';
    } else if (separator === '\n') pieces.put('\n', from);
    else separator = '\n';
    from = line.end;
  }
  return pieces.result(source.length);
}

interface Line {
  readonly start: number;
  /** Without its break. */
  readonly end: number;
}

function linesOf(source: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; ;) {
    const feed = source.indexOf('\n', start);
    const end = feed < 0 ? source.length : feed;
    lines.push({ start, end: feed > start && source.charAt(feed - 1) === '\r' ? end - 1 : end });
    if (feed < 0) return lines;
    start = feed + 1;
  }
}

function skip(source: string, at: number, to: number): number {
  while (at < to && (source.charAt(at) === ' ' || source.charAt(at) === '\t')) at++;
  return at;
}

function trimmed(source: string, from: number, at: number): number {
  while (at > from && (source.charAt(at - 1) === ' ' || source.charAt(at - 1) === '\t')) at--;
  return at;
}

function doubleQuoted({ source, offset }: CST.FlowScalar): Decoded {
  const end = source.length > 1 ? source.length - 1 : 1;
  if (!/[\\\n]/.test(source)) return asWritten(source.slice(1, end), offset + 1);
  const pieces = new Pieces(source, offset);
  for (let at = 1; at < end;) {
    const c = source.charAt(at);
    if (c === '\\') at = escape(source, at, end, pieces);
    else if (c === '\n' || (c === '\r' && source.charAt(at + 1) === '\n')) at = fold(source, at, end, pieces);
    else if (c === ' ' || c === '\t') {
      const next = skip(source, at, end);
      if (!/^\r?\n/.test(source.slice(next, next + 2))) pieces.copy(at, next);
      at = next;
    } else {
      pieces.copy(at, at + 1);
      at++;
    }
  }
  return pieces.result(end);
}

/** A line break and the blank lines behind it; returns where the next text begins. */
function fold(source: string, from: number, end: number, pieces: Pieces): number {
  let breaks = 0;
  let at = from;
  for (; at < end && /\s/.test(source.charAt(at)); at++) if (source.charAt(at) === '\n') breaks++;
  pieces.put(breaks > 1 ? '\n'.repeat(breaks - 1) : ' ', from);
  return at;
}

/** Returns where the text goes on behind an escape. */
function escape(source: string, at: number, end: number, pieces: Pieces): number {
  const next = source.charAt(at + 1);
  const feed = next === '\r' && source.charAt(at + 2) === '\n' ? at + 2 : at + 1;
  if (source.charAt(feed) === '\n') return skip(source, feed + 1, end); // the line goes on
  const length = CODES.get(next);
  if (length !== undefined) {
    const code = Number.parseInt(source.slice(at + 2, at + 2 + length), 16);
    if (Number.isInteger(code) && code <= 0x10ffff) pieces.put(String.fromCodePoint(code), at);
    else pieces.copy(at, Math.min(at + 2 + length, end));
    return at + 2 + length;
  }
  const meant = ESCAPES.get(next);
  if (meant === undefined) pieces.copy(at, Math.min(at + 2, end));
  else pieces.put(meant, at);
  return at + 2;
}

/** How many digits follow. */
const CODES: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

const ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '0': '\0',
    a: '\x07',
    b: '\b',
    e: '\x1b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
    N: '\x85',
    _: '\xa0',
    L: '\u2028',
    P: '\u2029',
    ' ': ' ',
    '"': '"',
    '/': '/',
    '\\': '\\',
    '\t': '\t',
  }),
);

/** The text of lines that are indented more than what they belong to. */
function blockText(token: CST.BlockScalar): Decoded {
  const { source } = token;
  const style = styleOf(token);
  const lines = linesOf(source);
  if (source === '' || source.endsWith('\n')) lines.pop();
  const indent = indentOf(lines, source, style, token.indent);
  let count = lines.length;
  while (count > 0 && isEmpty(source, lines[count - 1], indent)) count--;
  const pieces = new Pieces(source, startOfBlock(token));
  if (style.startsWith('>')) foldedLines(lines.slice(0, count), source, indent, pieces);
  else
    for (const [i, line] of lines.slice(0, count).entries()) literalLine(line, source, indent, i === count - 1, pieces);
  const last = count > 0 ? lines[count - 1] : undefined;
  if (style.includes('+')) for (const line of last ? [last, ...lines.slice(count)] : lines) pieces.put('\n', line.end);
  else if (last && !style.includes('-')) pieces.put('\n', last.end);
  const cut = last && style.includes('-') ? last.end : undefined;
  return pieces.result(cut ?? (last ? Math.min(last.end + 1, source.length) : 0));
}

/** The head of a text with lines of its own: `|`, `>-`, `|2`. */
export function styleOf(token: CST.BlockScalar): string {
  const header = token.props.find((p) => p.type === 'block-scalar-header');
  return header && 'source' in header ? header.source : '|';
}

/** By how much the lines of a text are indented that has lines of its own. */
export function indentOfBlock(token: CST.BlockScalar): number {
  return indentOf(linesOf(token.source), token.source, styleOf(token), token.indent);
}

/** How much of each line is cut: what the header says, else the blanks of the first line that has more than blanks. */
function indentOf(lines: readonly Line[], source: string, style: string, parent: number): number {
  const said = /[1-9]/.exec(style);
  if (said) return Math.max(parent, 0) + Number(said[0]);
  const first = lines.find(({ start, end }) => /[^ ]/.test(source.slice(start, end)));
  return first ? spaces(source, first) : Math.max(0, ...lines.map((line) => spaces(source, line)));
}

function spaces(source: string, { start, end }: Line): number {
  let at = start;
  while (at < end && source.charAt(at) === ' ') at++;
  return at - start;
}

function isEmpty(source: string, line: Line | undefined, indent: number): boolean {
  return line !== undefined && line.end - line.start <= indent && spaces(source, line) === line.end - line.start;
}

function literalLine(line: Line, source: string, indent: number, last: boolean, pieces: Pieces): void {
  pieces.copy(line.start + Math.min(indent, spaces(source, line)), line.end);
  if (!last) pieces.put('\n', line.end);
}

/** Lines that belong together are one; those that are indented more stay as they are. */
function foldedLines(lines: readonly Line[], source: string, indent: number, pieces: Pieces): void {
  let separator = '';
  let from = 0;
  let kept = false;
  let begun = false;
  for (const line of lines) {
    const blanks = spaces(source, line);
    const start = line.start + Math.min(indent, blanks);
    const isBlankLine = line.start + blanks === line.end;
    if (!begun && isBlankLine) {
      pieces.copy(start, line.end);
      pieces.put('\n', line.end);
    } else if (blanks > indent || source.charAt(start) === '\t') {
      if (separator === ' ') separator = '\n';
      else if (!kept && separator === '\n') separator = '\n\n';
      pieces.put(separator, from);
      pieces.copy(start, line.end);
      separator = '\n';
      kept = begun = true;
    } else if (start === line.end) {
      if (separator === '\n') pieces.put('\n', from);
      else separator = '\n';
    } else {
      pieces.put(separator, from);
      pieces.copy(start, line.end);
      separator = ' ';
      kept = false;
      begun = true;
    }
    from = line.end;
  }
}
