import { accepts, any, except, type Step, type Takes } from '../text/machine.ts';

/** Longer patterns are not read. UTF-16 units. */
export const LONGEST_GLOB = 1000;

/**
 * Whether a path fits a glob: `*` and `?` within a folder's name, `**` over folders, `[a-z]`, `[!a]`, `{a,b}`. Without
 * case; dots and leading slashes count for nothing. The pattern becomes a machine that is in all its places at once, so
 * the time is that of the path's length times the pattern's, whatever both are.
 */
export function matchesGlob(path: string, pattern: string): boolean {
  return globMatcher(pattern)(path);
}

/** `matchesGlob` for a pattern that many paths are held against. */
export function globMatcher(pattern: string): (path: string) => boolean {
  if (pattern.length > LONGEST_GLOB) return () => false;
  const glob = pattern.replace(/^(?:\.\/)?\/*/, '').toLowerCase();
  const { steps } = new Reader(glob);
  return (path) => {
    const name = path.replace(/^\/+/, '').toLowerCase();
    // A path that reads like the pattern is meant by it, brackets and all.
    return name !== '' && (name === glob || accepts(steps, name));
  };
}

/** What keeps a glob from being read as it was meant. */
export type GlobProblem =
  { readonly kind: 'long'; readonly length: number } | { readonly kind: 'open'; readonly bracket: '[' | '{' };

export function globProblem(pattern: string): GlobProblem | undefined {
  if (pattern.length > LONGEST_GLOB) return { kind: 'long', length: pattern.length };
  const bracket = bracketsOf(pattern).open;
  return bracket && { kind: 'open', bracket };
}

const inFolder: Takes = except('/');
const slash: Takes = (char) => char === '/';

/** Turns a glob into the machine's steps. */
class Reader {
  readonly steps: Step[] = [];
  readonly #glob: string;
  readonly #braces: ReadonlyMap<number, readonly number[]>;

  constructor(glob: string) {
    this.#glob = glob;
    this.#braces = bracketsOf(glob).braces;
    this.#read(0, glob.length);
  }

  /** Reads the whole, or one of a brace's alternatives. */
  #read(from: number, end: number): void {
    for (let at = from; at < end;) at = this.#readOne(at, from, end);
  }

  /** @returns where the next one begins */
  #readOne(at: number, from: number, end: number): number {
    const char = this.#glob.charAt(at);
    if (char === '*') return this.#readStars(at, at === from || this.#glob.charAt(at - 1) === '/', end);
    if (char === '[') return this.#readClass(at);
    if (char === '{') return this.#readBraces(at);
    if (char === '\\' && at + 1 < end) {
      this.#literal(this.#glob.charAt(at + 1));
      return at + 2;
    }
    if (char === '?') this.steps.push(inFolder);
    else this.#literal(char);
    return at + 1;
  }

  /** Two stars where a name begins stand for any folders, and for its beginning too; others stay within the name. */
  #readStars(at: number, first: boolean, end: number): number {
    let stop = at;
    while (stop < end && this.#glob.charAt(stop) === '*') stop++;
    if (!first || stop !== at + 2) {
      this.#many(inFolder);
    } else if (stop < end && this.#glob.charAt(stop) === '/') {
      while (this.#glob.startsWith('/**/', stop)) stop += 3; // once says it all
      this.#oneOf([() => undefined, () => (this.#many(any), this.steps.push(slash))]);
      return stop + 1;
    } else {
      this.#many(any);
    }
    return stop;
  }

  #readClass(at: number): number {
    const close = classEnd(this.#glob, at);
    if (close === undefined) {
      this.#literal('[');
      return at + 1;
    }
    const inside = this.#glob.slice(at + 1, close);
    const takes = classOf(inside);
    // A folder that is called `[id]` is meant as well.
    const name = /^[^-*+?.^$!{}()|[\]\\]+$/.test(inside) ? `[${inside}]` : undefined;
    if (name === undefined) this.steps.push(takes);
    else
      this.#oneOf([
        () => this.steps.push(takes),
        () => {
          this.#literal(name);
        },
      ]);
    return close + 1;
  }

  #readBraces(open: number): number {
    const cuts = this.#braces.get(open);
    const last = cuts?.at(-1);
    if (cuts && last !== undefined) {
      this.#oneOf(
        cuts.map((cut, i) => () => {
          this.#read((cuts[i - 1] ?? open) + 1, cut);
        }),
      );
      return last + 1;
    }
    const range = /^\{([^\\])\.\.([^\\])\}$/.exec(this.#glob.slice(open, open + 6));
    if (range) this.steps.push(classOf(`${range[1] ?? ''}-${range[2] ?? ''}`));
    else this.#literal('{');
    return open + (range ? 6 : 1);
  }

  #literal(text: string): void {
    for (const char of text.split('')) this.steps.push((c) => c === char);
  }

  #many(takes: Takes): void {
    const loop = this.steps.length;
    this.steps.push([loop + 1, loop + 3], takes, [loop]);
  }

  #oneOf(ways: readonly (() => unknown)[]): void {
    const starts: number[] = [];
    const ends: number[][] = [];
    this.steps.push(starts);
    for (const way of ways) {
      starts.push(this.steps.length);
      way();
      const end: number[] = [];
      ends.push(end);
      this.steps.push(end);
    }
    for (const end of ends) end.push(this.steps.length);
  }
}

/** Where the class ends that begins here; a bracket that comes first is one of its characters. */
function classEnd(glob: string, open: number): number | undefined {
  let at = open + 1;
  if (/[!^]/.test(glob.charAt(at))) at++;
  if (glob.charAt(at) === ']') at++;
  for (; at < glob.length; at++) {
    if (glob.charAt(at) === '\\') at++;
    else if (glob.charAt(at) === ']') return at;
  }
  return undefined;
}

/** @param inside what stands between the brackets */
function classOf(inside: string): Takes {
  const negated = /^[!^]/.test(inside);
  const chars = inside.slice(negated ? 1 : 0).match(/\\?./gs) ?? [];
  const ranges: [from: string, to: string][] = [];
  for (let i = 0; i < chars.length; i++) {
    const from = (chars[i] ?? '').slice(-1);
    const to = chars[i + 1] === '-' ? chars[i + 2]?.slice(-1) : undefined;
    ranges.push([from, to ?? from]);
    if (to !== undefined) i += 2;
  }
  return (char) => char !== '/' && negated !== ranges.some(([from, to]) => from <= char && char <= to);
}

/** Each `{` that offers a choice, with its commas and its end; and the first bracket that nobody closes. */
function bracketsOf(glob: string): { braces: ReadonlyMap<number, readonly number[]>; open: '[' | '{' | undefined } {
  const braces = new Map<number, readonly number[]>();
  const open: { at: number; cuts: number[] }[] = [];
  let openClass = false;
  for (let at = 0; at < glob.length; at++) {
    const char = glob.charAt(at);
    if (char === '\\') at++;
    else if (char === '[') {
      const end = classEnd(glob, at);
      openClass ||= end === undefined;
      at = end ?? at;
    } else if (char === '{') open.push({ at, cuts: [] });
    else if (char === ',') open.at(-1)?.cuts.push(at);
    else if (char === '}') {
      const ended = open.pop();
      if (ended?.cuts.length) braces.set(ended.at, [...ended.cuts, at]);
    }
  }
  return { braces, open: open.length ? '{' : openClass ? '[' : undefined };
}
