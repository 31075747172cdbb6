import { isTopLevel, MAX_DEPTH } from './endings.ts';
import {
  BRACE,
  BRACE_END,
  BRACKET,
  BRACKET_END,
  COLON,
  EQUALS,
  isCloser,
  isOpener,
  NAME,
  NEWLINE,
  OPERATOR,
  PAREN_END,
  QUESTION,
  QUOTED,
  type Tokens,
} from './lexing.ts';

/**
 * Where each bracket ends, by its token. Of an opener: the token of its closer or, where it has none, the first one that is not
 * in it any more. Of a closer: its opener. `STRAY` for a bracket that belongs to none.
 */
export interface Brackets {
  readonly partners: Int32Array;
  readonly tooDeep: boolean;
}

export const STRAY = -1;

/**
 * Sound text is read by its brackets alone. Where they do not fit each other, the blocks of the file are told apart by their
 * first lines, and in a block that is broken the indentation says which bracket has no other: it never reaches the next block.
 */
export function bracketsOf(tokens: Tokens): Brackets {
  const { kinds } = tokens;
  const partners = new Int32Array(kinds.length).fill(STRAY);
  const whole = matched(kinds, partners, 0, kinds.length);
  if (whole !== 'broken') return { partners, tooDeep: whole === 'too deep' };
  for (const { from, to } of parts(tokens)) {
    const part = matched(kinds, partners, from, to);
    if (part === 'too deep') return { partners, tooDeep: true };
    if (part === 'broken' && !new Repair(tokens, partners, from, to).done) return { partners, tooDeep: true };
  }
  return { partners, tooDeep: false };
}

function closerOf(opener: number | undefined): number {
  return opener === BRACE ? BRACE_END : opener === BRACKET ? BRACKET_END : PAREN_END;
}

function matched(kinds: Uint16Array, partners: Int32Array, from: number, to: number): 'sound' | 'broken' | 'too deep' {
  const open: number[] = [];
  let deepest = 0;
  for (let i = from; i < to; i++) {
    const kind = kinds[i];
    if (isOpener(kind)) {
      open.push(i);
      deepest = Math.max(deepest, open.length);
    } else if (isCloser(kind)) {
      const opener = open.pop();
      if (opener === undefined || closerOf(kinds[opener]) !== kind) return 'broken';
      partners[opener] = i;
      partners[i] = opener;
    }
  }
  return open.length ? 'broken' : deepest > MAX_DEPTH ? 'too deep' : 'sound';
}

/** The blocks of a file, by the lines that only a block of a file starts with. */
function parts({ text, kinds, starts, ends }: Tokens): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  let from = 0;
  for (let i = 0; i < kinds.length; i++) {
    const start = starts[i] ?? 0;
    const first = i === 0 ? start === 0 : kinds[i - 1] === NEWLINE && ends[i - 1] === start;
    if (i > from && first && kinds[i] === NAME && isTopLevel(text, start)) {
      found.push({ from, to: i });
      from = i;
    }
  }
  found.push({ from, to: kinds.length });
  return found;
}

interface OpenBracket {
  readonly token: number;
  /** What closes it. */
  readonly closer: number;
  readonly line: number;
  /** Of its line. */
  readonly indent: number;
  /** Nothing but other openers stands between it and the end of its line. */
  readonly ends: boolean;
}

interface Line {
  readonly from: number;
  readonly to: number;
  readonly indent: number;
}

/** Finds partners in a block whose brackets do not fit. */
class Repair {
  /** Not where it is nested too deeply. */
  readonly done: boolean;
  readonly #kinds: Uint16Array;
  readonly #partners: Int32Array;
  readonly #lines: readonly Line[];
  readonly #open: OpenBracket[] = [];
  /** By closer: how many more openers than closers there are. */
  readonly #surplus: ReadonlyMap<number, number>;

  constructor(tokens: Tokens, partners: Int32Array, from: number, to: number) {
    this.#kinds = tokens.kinds;
    this.#partners = partners;
    partners.fill(STRAY, from, to);
    this.#lines = linesOf(tokens, from, to);
    this.#surplus = surplusOf(tokens.kinds, from, to);
    this.done = this.#lines.every((_, number) => this.#line(number));
    for (const bracket of this.#open) partners[bracket.token] = to;
  }

  #line(number: number): boolean {
    const line = this.#lines[number];
    if (!line) return true;
    let at = line.from;
    if (this.#isStrayOpener(line)) at++;
    else if (isCloser(this.#kinds[at])) at = this.#leadingClosers(number, line);
    else if (this.#open.length && !isOpener(this.#kinds[at])) this.#endBefore(number, line);
    const trailing = this.#startOfTrailingOpeners(line);
    for (; at < line.to; at++) {
      const kind = this.#kinds[at];
      if (isOpener(kind)) {
        const { indent } = line;
        this.#open.push({ token: at, closer: closerOf(kind), line: number, indent, ends: at >= trailing });
        if (this.#open.length > MAX_DEPTH) return false;
      } else if (isCloser(kind)) this.#close(at, number);
    }
    return true;
  }

  /** A member cannot start with a bracket, so that one was typed into the line. */
  #isStrayOpener({ from }: Line): boolean {
    const kind = this.#kinds[from];
    if (kind !== BRACE && kind !== BRACKET) return false;
    return this.#open.at(-1)?.closer === BRACE_END && this.#surplusOf(closerOf(kind)) > 0 && !this.#waits(from - 1);
  }

  /** Whether the line before needs a value. */
  #waits(token: number): boolean {
    let at = token;
    while (this.#kinds[at] === NEWLINE) at--;
    const kind = this.#kinds[at];
    return kind === EQUALS || kind === COLON || kind === QUESTION || kind === OPERATOR;
  }

  /** Closers at the start of a line belong to the brackets that opened in a line of the same indentation. */
  #leadingClosers(number: number, line: Line): number {
    let at = line.from;
    const stray = this.#isStrayCloser(number, line);
    for (; at < line.to && isCloser(this.#kinds[at]); at++) {
      const kind = this.#kinds[at] ?? 0;
      const surplus = this.#surplusOf(kind);
      if (stray && surplus < 0) continue;
      const found =
        this.#find((b) => b.closer === kind && b.indent === line.indent && b.line < number) ??
        (surplus < 0 ? undefined : this.#find((b) => b.closer === kind));
      if (found !== undefined) this.#closeAt(found, at);
    }
    return at;
  }

  /** A closer that something goes on behind: a member in its line, or lines that are deeper. */
  #isStrayCloser(number: number, line: Line): boolean {
    let next = line.from;
    while (next < line.to && isCloser(this.#kinds[next])) next++;
    if (next < line.to && this.#isMember(next, line.to)) return true;
    const below = this.#lines[number + 1];
    return below !== undefined && below.indent > line.indent && !isOpener(this.#kinds[line.to - 1]);
  }

  /** What a member or a block starts in cannot be a list or a call, nor a bracket that opened in a deeper line. */
  #endBefore(number: number, line: Line): void {
    const member = this.#isMember(line.from, line.to);
    if (!member) return;
    for (let top = this.#open.at(-1); top && top.line < number; top = this.#open.at(-1)) {
      const list = top.closer !== BRACE_END && member === 'assigned';
      const beside = line.indent === top.indent && this.#surplusOf(top.closer) > 0;
      if (!list && line.indent >= top.indent && !beside) return;
      this.#partners[top.token] = line.from;
      this.#open.pop();
    }
  }

  /** `name =`, `"name" =`, `name :`, `name {` and `name "label" {`. */
  #isMember(from: number, to: number): 'assigned' | 'named' | undefined {
    const kinds = this.#kinds;
    if (kinds[from] !== NAME && kinds[from] !== QUOTED) return undefined;
    if (kinds[from + 1] === EQUALS) return 'assigned';
    if (kinds[from + 1] === COLON) return 'named';
    let at = from + 1;
    while (at < to && (kinds[at] === QUOTED || kinds[at] === NAME)) at++;
    return kinds[from] === NAME && at < to && kinds[at] === BRACE ? 'named' : undefined;
  }

  /** A closer within a line belongs to an opener of the line, or to one that something else stands behind. */
  #close(at: number, number: number): void {
    const kind = this.#kinds[at] ?? 0;
    const found = this.#find((b) => b.closer === kind && b.line === number, number);
    if (found !== undefined) {
      this.#closeAt(found, at);
      return;
    }
    const top = this.#open.length - 1;
    const bracket = this.#open[top];
    if (bracket?.closer !== kind) return;
    if (kind !== BRACE_END || !bracket.ends || this.#surplusOf(kind) >= 0) this.#closeAt(top, at);
  }

  /** Closes a bracket; those in it that are still open end before its closer. */
  #closeAt(index: number, at: number): void {
    for (const { token } of this.#open.splice(index + 1)) this.#partners[token] = at;
    const bracket = this.#open.pop();
    if (!bracket) return;
    this.#partners[bracket.token] = at;
    this.#partners[at] = bracket.token;
  }

  /** The innermost open bracket that is meant, of a line from `line` on. */
  #find(isMeant: (bracket: OpenBracket) => boolean, line = 0): number | undefined {
    for (let i = this.#open.length - 1; i >= 0; i--) {
      const bracket = this.#open[i];
      if (!bracket || bracket.line < line) return undefined;
      if (isMeant(bracket)) return i;
    }
    return undefined;
  }

  #surplusOf(closer: number): number {
    return this.#surplus.get(closer) ?? 0;
  }

  #startOfTrailingOpeners({ from, to }: Line): number {
    let at = to;
    while (at > from && isOpener(this.#kinds[at - 1])) at--;
    return at;
  }
}

function linesOf({ kinds, starts, ends }: Tokens, from: number, to: number): Line[] {
  const lines: Line[] = [];
  let start = from;
  for (let i = from; i <= to; i++) {
    if (i < to && kinds[i] !== NEWLINE) continue;
    if (i > start) {
      const lineStart = start === 0 ? 0 : (ends[start - 1] ?? 0);
      lines.push({ from: start, to: i, indent: (starts[start] ?? 0) - lineStart });
    }
    start = i + 1;
  }
  return lines;
}

function surplusOf(kinds: Uint16Array, from: number, to: number): Map<number, number> {
  const surplus = new Map<number, number>();
  for (let i = from; i < to; i++) {
    const kind = kinds[i] ?? 0;
    if (isOpener(kind)) surplus.set(closerOf(kind), (surplus.get(closerOf(kind)) ?? 0) + 1);
    else if (isCloser(kind)) surplus.set(kind, (surplus.get(kind) ?? 0) - 1);
  }
  return surplus;
}
