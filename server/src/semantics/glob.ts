import type { Tristate } from './tristate.ts';

/** A pattern taken apart: text to the letter, and wildcards. */
export type Piece = string | typeof ANY | typeof ONE;

/** `*`, any number of characters. */
export const ANY = Symbol('*');
/** `?`, one character. */
export const ONE = Symbol('?');

/** The pieces of a text in which `*` and `?` are wildcards. */
export function wildPieces(text: string): readonly Piece[] {
  return text
    .split(/([*?])/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece === '*' ? ANY : piece === '?' ? ONE : piece));
}

/** Characters of text and pattern that are compared at most: far more than IAM takes of either. */
const MOST = 1 << 23;

/** A pattern that is compared with many texts, as a whole and with case. */
export class Glob {
  /** What stands between the stars. */
  readonly #runs: readonly Run[];
  readonly #length: number;

  constructor(pieces: readonly Piece[]) {
    const runs: Piece[][] = [[]];
    for (const piece of pieces)
      if (piece === ANY) runs.push([]);
      else runs.at(-1)?.push(piece);
    this.#runs = runs.map((run) => new Run(run));
    this.#length = this.#runs.reduce((sum, run) => sum + run.length, 0);
  }

  /** Whether any text is matched. */
  get isEverything(): boolean {
    return this.#runs.length > 1 && !this.#length;
  }

  matches(text: string): Tristate {
    const [first, ...rest] = this.#runs;
    const last = rest.pop();
    if (!first || text.length < this.#length || !first.isAt(text, 0)) return 'no';
    if (!last) return text.length === this.#length ? 'yes' : 'no';
    if (!last.isAt(text, text.length - last.length)) return 'no';
    if (rest.length && text.length * this.#length > MOST) return 'unknown';
    // Each run as early as it can be: what follows then has the most room.
    let at = first.length;
    for (const run of rest) {
      const found = run.indexIn(text, at);
      if (found < 0) return 'no';
      at = found + run.length;
    }
    return at <= text.length - last.length ? 'yes' : 'no';
  }
}

/** Text in which some characters may be any. */
class Run {
  readonly #text: string;
  /** Whether a character may be any; undefined where none may. */
  readonly #open: readonly boolean[] | undefined;

  constructor(pieces: readonly Piece[]) {
    this.#text = pieces.map((piece) => (typeof piece === 'string' ? piece : '?')).join('');
    if (pieces.includes(ONE))
      this.#open = pieces.flatMap((piece) =>
        typeof piece === 'string' ? Array.from({ length: piece.length }, () => false) : [true],
      );
  }

  get length(): number {
    return this.#text.length;
  }

  isAt(text: string, at: number): boolean {
    const open = this.#open;
    if (!open) return text.startsWith(this.#text, at);
    if (at + open.length > text.length) return false;
    for (let i = 0; i < open.length; i++)
      if (!open[i] && this.#text.charCodeAt(i) !== text.charCodeAt(at + i)) return false;
    return true;
  }

  indexIn(text: string, from: number): number {
    if (!this.#open) return text.indexOf(this.#text, from);
    for (let at = from; at + this.length <= text.length; at++) if (this.isAt(text, at)) return at;
    return -1;
  }
}
