import { afterLineEnd, endOfComment, endOfHeredoc, isComment, StringEnds } from './endings.ts';

// Kinds of tokens; a mark that means only itself has its character code.
export const NEWLINE = 10;
export const QUOTED = 34;
export const OPERATOR = 43;
export const COMMA = 44;
export const DOT = 46;
export const NUMBER = 48;
export const COLON = 58;
export const HEREDOC = 60;
export const EQUALS = 61;
export const ARROW = 62;
export const QUESTION = 63;
export const NAME = 97;
export const ELLIPSIS = 0x2026;
export const PAREN = 40;
export const PAREN_END = 41;
export const BRACKET = 91;
export const BRACKET_END = 93;
export const BRACE = 123;
export const BRACE_END = 125;
/** What no token of the language starts with. */
const STRANGE = 0;

/** A text as its tokens; comments and blanks are left out, line ends are not. One kind, start and end each. */
export interface Tokens {
  readonly text: string;
  readonly kinds: Uint16Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Starts of strings and heredocs without an end. */
  readonly unclosed: ReadonlySet<number>;
  /** Where strings lie in the holes of strings without end. */
  readonly tooDeep: boolean;
}

export function isOpener(kind: number | undefined): boolean {
  return kind === BRACE || kind === BRACKET || kind === PAREN;
}

export function isCloser(kind: number | undefined): boolean {
  return kind === BRACE_END || kind === BRACKET_END || kind === PAREN_END;
}

/** Tokens of a part of a text, in one walk. */
export function tokensOf(text: string, from = 0, to = text.length): Tokens {
  return new Lexer(text, from, to).tokens(from);
}

class Lexer {
  readonly #text: string;
  readonly #to: number;
  readonly #strings: StringEnds;
  readonly #unclosed = new Set<number>();
  #count = 0;
  #kinds: Uint16Array;
  #starts: Int32Array;
  #ends: Int32Array;

  constructor(text: string, from: number, to: number) {
    this.#text = text;
    this.#to = to;
    this.#strings = new StringEnds(text, to);
    const room = ((to - from) >> 2) + 16; // most files have fewer
    this.#kinds = new Uint16Array(room);
    this.#starts = new Int32Array(room);
    this.#ends = new Int32Array(room);
  }

  tokens(from: number): Tokens {
    const text = this.#text;
    let at = from;
    while (at < this.#to && !this.#strings.tooDeep) {
      const c = text.charCodeAt(at);
      const group = c < 128 ? (GROUPS[c] ?? STRANGE) : STRANGE;
      if (group === BLANK) at++;
      else if (group === NAME) at = this.#put(NAME, at, endOfName(text, at, this.#to));
      else if (group === NEWLINE) at = this.#put(NEWLINE, at, Math.min(afterLineEnd(text, at), this.#to));
      else if (group === QUOTED) at = this.#quoted(at);
      else if (group === NUMBER) at = this.#put(NUMBER, at, endOfNumber(text, at, this.#to));
      else if (group !== STRANGE) at = this.#put(group, at, at + 1);
      else at = this.#rare(c, at);
    }
    const count = this.#count;
    return {
      text,
      kinds: this.#kinds.subarray(0, count),
      starts: this.#starts.subarray(0, count),
      ends: this.#ends.subarray(0, count),
      unclosed: this.#unclosed,
      tooDeep: this.#strings.tooDeep,
    };
  }

  #put(kind: number, start: number, end: number): number {
    const at = this.#count++;
    if (at === this.#kinds.length) this.#grow();
    this.#kinds[at] = kind;
    this.#starts[at] = start;
    this.#ends[at] = end;
    return end;
  }

  #grow(): void {
    const room = this.#kinds.length * 2;
    const [kinds, starts, ends] = [new Uint16Array(room), new Int32Array(room), new Int32Array(room)];
    kinds.set(this.#kinds);
    starts.set(this.#starts);
    ends.set(this.#ends);
    [this.#kinds, this.#starts, this.#ends] = [kinds, starts, ends];
  }

  #quoted(at: number): number {
    const end = this.#strings.endOf(at);
    if (!this.#strings.closed) this.#unclosed.add(at);
    return this.#put(QUOTED, at, end);
  }

  #rare(c: number, at: number): number {
    const text = this.#text;
    const to = this.#to;
    if (isComment(text, at)) return endOfComment(text, at, to);
    if (c > 127) {
      if (c === 0xfeff && at === 0) return at + 1;
      return nameLength(text, at) ? this.#put(NAME, at, endOfName(text, at, to)) : this.#put(STRANGE, at, at + 1);
    }
    if (c === 60 && text.charCodeAt(at + 1) === 60) {
      const heredoc = endOfHeredoc(text, at, to);
      if (heredoc && !heredoc.closed) this.#unclosed.add(at);
      return heredoc ? this.#put(HEREDOC, at, heredoc.end) : this.#put(OPERATOR, at, Math.min(at + 2, to));
    }
    const length = markLength(text, at);
    return this.#put(markKind(text, at, length), at, Math.min(at + length, to));
  }
}

const BLANK = 32;

/** What a character starts; what needs a second look is strange. */
const GROUPS = new Uint16Array(128);
for (let c = 97; c <= 122; c++) GROUPS[c] = GROUPS[c - 32] = NAME;
GROUPS[95] = NAME;
for (let c = 48; c <= 57; c++) GROUPS[c] = NUMBER;
GROUPS[32] = GROUPS[9] = BLANK;
GROUPS[10] = GROUPS[13] = NEWLINE;
GROUPS[34] = QUOTED;
for (const mark of [PAREN, PAREN_END, BRACKET, BRACKET_END, BRACE, BRACE_END, COMMA, COLON, QUESTION])
  GROUPS[mark] = mark;

function markLength(text: string, at: number): number {
  const c = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (c === 46) return next === 46 && text.charCodeAt(at + 2) === 46 ? 3 : 1;
  if (c === 61) return next === 61 || next === 62 ? 2 : 1; // == =>
  if (c === 33 || c === 60 || c === 62) return next === 61 ? 2 : 1; // != <= >=
  if (c === 38 || c === 124) return next === c ? 2 : 1; // && ||
  return 1;
}

function markKind(text: string, at: number, length: number): number {
  const c = text.charCodeAt(at);
  switch (c) {
    case 46:
      return length === 3 ? ELLIPSIS : DOT;
    case 61:
      if (length === 1) return EQUALS;
      return text.charCodeAt(at + 1) === 62 ? ARROW : OPERATOR;
    case 33: // ! % & * + - / < > |
    case 37:
    case 38:
    case 42:
    case 43:
    case 45:
    case 47:
    case 60:
    case 62:
    case 124:
      return OPERATOR;
    default:
      return STRANGE;
  }
}

function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** Names of functions of a provider have `::` in them. */
function endOfName(text: string, at: number, to: number): number {
  let end = at;
  while (end < to) {
    const c = text.charCodeAt(end);
    if (c > 127) {
      const length = nameLength(text, end);
      if (!length) break;
      end += length;
    } else if (GROUPS[c] === NAME || GROUPS[c] === NUMBER || c === 45) end++;
    else if (c === 58 && text.charCodeAt(end + 1) === 58 && GROUPS[text.charCodeAt(end + 2)] === NAME) end += 2;
    else break;
  }
  return end;
}

/** How many units a letter beyond ASCII has; 0 where none stands, as for half of a pair. */
function nameLength(text: string, at: number): number {
  const letter = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return /^\p{ID_Continue}$/u.test(letter) ? letter.length : 0;
}

function endOfNumber(text: string, at: number, to: number): number {
  let end = endOfDigits(text, at, to);
  if (text.charCodeAt(end) === 46 && isDigit(text.charCodeAt(end + 1))) end = endOfDigits(text, end + 1, to);
  const exponent = /^[eE][+-]?\d/.exec(text.slice(end, end + 3));
  return exponent ? endOfDigits(text, end + exponent[0].length, to) : end;
}

function endOfDigits(text: string, at: number, to: number): number {
  let end = at;
  while (end < to && isDigit(text.charCodeAt(end))) end++;
  return end;
}
