/**
 * The texts that a regular expression matches, as a machine: it tells whether a pattern with wildcards can be one of them. What
 * may be long may be as long as one likes.
 */
export class Language {
  readonly #states: State[] = [];
  readonly #closures = new Map<number, readonly number[]>();
  readonly #start: number;
  readonly #end: number;

  /** @param source literals, classes, groups, alternatives and counts; no anchors and no look-around */
  constructor(source: string) {
    const reader = new Reader(source);
    const tree = reader.alternatives();
    if (reader.more) throw new Error(`cannot read ${source}`);
    this.#end = this.#add();
    this.#start = this.#build(tree, this.#end);
  }

  /** Whether some text of the language fits a pattern, with one mark for any text and one for any character. */
  meets(pattern: string, anyText: string, anyOne: string): boolean {
    let now: ReadonlySet<number> = new Set(this.#silently(this.#start));
    for (let i = 0; i < pattern.length && now.size; i++) {
      const c = pattern.charAt(i);
      now = c === anyText ? this.#onwards(now) : this.#steps(now, c === anyOne ? undefined : c);
    }
    return now.has(this.#end);
  }

  #steps(from: ReadonlySet<number>, c: string | undefined): ReadonlySet<number> {
    const to = new Set<number>();
    for (const at of from) {
      const state = this.#states[at];
      if (!state?.takes || !(c === undefined || state.takes(c)) || to.has(state.next)) continue;
      for (const next of this.#silently(state.next)) to.add(next);
    }
    return to;
  }

  /** All that can be reached from a state without a character; asked again and again. */
  #silently(from: number): readonly number[] {
    const known = this.#closures.get(from);
    if (known) return known;
    const reached = new Set([from]);
    for (const at of reached) for (const to of this.#states[at]?.free ?? []) reached.add(to);
    const closure = [...reached];
    this.#closures.set(from, closure);
    return closure;
  }

  /** All that can be reached by any text. */
  #onwards(from: ReadonlySet<number>): ReadonlySet<number> {
    const reached = new Set(from);
    for (const at of reached) {
      const state = this.#states[at];
      for (const to of state?.free ?? []) reached.add(to);
      if (state?.takes) reached.add(state.next);
    }
    return reached;
  }

  #add(state: State = { takes: undefined, next: 0, free: [] }): number {
    return this.#states.push(state) - 1;
  }

  /** Where to begin with a piece, when `next` is where it leads. */
  #build(piece: Piece, next: number): number {
    switch (piece.kind) {
      case 'one':
        return this.#add({ takes: piece.takes, next, free: [] });
      case 'row':
        return piece.pieces.reduceRight((to, p) => this.#build(p, to), next);
      case 'either':
        return this.#add({ takes: undefined, next: 0, free: piece.pieces.map((p) => this.#build(p, next)) });
      case 'times': {
        let at = next;
        if (piece.most === Infinity) {
          const free = [next];
          at = this.#add({ takes: undefined, next: 0, free });
          free.push(this.#build(piece.piece, at));
        } else
          for (let i = piece.least; i < piece.most; i++)
            at = this.#add({ takes: undefined, next: 0, free: [next, this.#build(piece.piece, at)] });
        for (let i = 0; i < piece.least; i++) at = this.#build(piece.piece, at);
        return at;
      }
    }
  }
}

interface State {
  /** Which characters lead to the next state. */
  readonly takes: ((c: string) => boolean) | undefined;
  readonly next: number;
  /** States that it leads to without a character. */
  readonly free: readonly number[];
}

type Piece =
  | { readonly kind: 'one'; readonly takes: (c: string) => boolean }
  | { readonly kind: 'row' | 'either'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'times'; readonly piece: Piece; readonly least: number; readonly most: number };

/** Up to so many more than needed are counted. */
const FEW = 8;

class Reader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get more(): boolean {
    return this.#at < this.#source.length;
  }

  alternatives(): Piece {
    const pieces = [this.#row()];
    while (this.#take('|')) pieces.push(this.#row());
    return { kind: 'either', pieces };
  }

  #row(): Piece {
    const pieces: Piece[] = [];
    while (this.more && !'|)'.includes(this.#peek())) pieces.push(this.#counted(this.#one()));
    return { kind: 'row', pieces };
  }

  #one(): Piece {
    if (this.#take('(?:') || this.#take('(')) {
      const piece = this.alternatives();
      if (!this.#take(')')) throw new Error(`cannot read ${this.#source}`);
      return piece;
    }
    const length = this.#peek() === '[' ? this.#classLength() : this.#peek() === '\\' ? 2 : 1;
    const text = this.#source.slice(this.#at, (this.#at += length));
    if (length === 1 && !'.^$*+?{'.includes(text)) return { kind: 'one', takes: (c) => c === text };
    const regex = new RegExp(`^${text}$`);
    return { kind: 'one', takes: (c) => regex.test(c) };
  }

  #classLength(): number {
    let at = this.#at + 1;
    while (at < this.#source.length && this.#source[at] !== ']') at += this.#source[at] === '\\' ? 2 : 1;
    return at + 1 - this.#at;
  }

  #counted(piece: Piece): Piece {
    const found = /^(?:[*+?]|\{(\d+)(,\d*)?\})\??/.exec(this.#source.slice(this.#at));
    if (!found) return piece;
    const [text, least = '', upTo = `,${least}`] = found;
    this.#at += text.length;
    if (text.startsWith('*')) return { kind: 'times', piece, least: 0, most: Infinity };
    if (text.startsWith('+')) return { kind: 'times', piece, least: 1, most: Infinity };
    if (text.startsWith('?')) return { kind: 'times', piece, least: 0, most: 1 };
    return {
      kind: 'times',
      piece,
      least: Number(least),
      // Hardly a text is that long, and each of them would be a state.
      most: upTo === ',' || Number(upTo.slice(1)) > Number(least) + FEW ? Infinity : Number(upTo.slice(1)),
    };
  }

  #peek(): string {
    return this.#source.charAt(this.#at);
  }

  #take(text: string): boolean {
    if (!this.#source.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }
}
