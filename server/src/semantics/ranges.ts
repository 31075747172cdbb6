/** A place on a line, just before or just after one of its points: so open and closed ends are one thing. */
export interface Cut {
  readonly at: Point;
  readonly after: boolean;
}

export type Point = number | bigint;

/** From one cut to a later one. */
export interface Range {
  readonly from: Cut;
  readonly to: Cut;
}

const START: Cut = { at: -Infinity, after: false };
const END: Cut = { at: Infinity, after: true };

/** Some of the points of a line: numbers, instants or addresses. Exact, whatever is joined with what. */
export class Ranges {
  static readonly all = new Ranges([{ from: START, to: END }]);
  /** In order; none touches the next. */
  readonly #ranges: readonly Range[];

  private constructor(ranges: readonly Range[]) {
    this.#ranges = ranges;
  }

  static of(ranges: Iterable<Range>): Ranges {
    const sorted = [...ranges].filter((r) => compare(r.from, r.to) < 0).sort((a, b) => compare(a.from, b.from));
    const joined: Range[] = [];
    for (const range of sorted) {
      const last = joined.at(-1);
      if (!last || compare(range.from, last.to) > 0) joined.push(range);
      else if (compare(range.to, last.to) > 0) joined[joined.length - 1] = { from: last.from, to: range.to };
    }
    return new Ranges(joined);
  }

  static at(point: Point): Range {
    return { from: { at: point, after: false }, to: { at: point, after: true } };
  }

  static below(at: Point, included: boolean): Range {
    return { from: START, to: { at, after: included } };
  }

  static above(at: Point, included: boolean): Range {
    return { from: { at, after: !included }, to: END };
  }

  get isEmpty(): boolean {
    return !this.#ranges.length;
  }

  /** The last of its points, as far as it has an end. */
  get end(): Point | undefined {
    const at = this.#ranges.at(-1)?.to.at;
    return at === undefined || at === Infinity ? undefined : at;
  }

  /** Where those of its points begin that have no end. */
  get lastStart(): Point | undefined {
    const last = this.#ranges.at(-1);
    return last?.to.at === Infinity && last.from.at !== -Infinity ? last.from.at : undefined;
  }

  /** The points that are in both. */
  and(other: Ranges): Ranges {
    const shared: Range[] = [];
    const [one, two] = [this.#ranges, other.#ranges];
    for (let i = 0, k = 0; ;) {
      const [a, b] = [one[i], two[k]];
      if (!a || !b) return new Ranges(shared);
      const from = compare(a.from, b.from) > 0 ? a.from : b.from;
      const isFirst = compare(a.to, b.to) < 0;
      const to = isFirst ? a.to : b.to;
      if (compare(from, to) < 0) shared.push({ from, to });
      if (isFirst) i++;
      else k++;
    }
  }

  /** All points but these. */
  get inverse(): Ranges {
    const between: Range[] = [];
    let from = START;
    for (const range of this.#ranges) {
      if (compare(from, range.from) < 0) between.push({ from, to: range.from });
      from = range.to;
    }
    if (compare(from, END) < 0) between.push({ from, to: END });
    return new Ranges(between);
  }

  isWithin(other: Ranges): boolean {
    return this.and(other.inverse).isEmpty;
  }
}

function compare(a: Cut, b: Cut): number {
  if (a.at < b.at) return -1;
  if (a.at > b.at) return 1;
  return Number(a.after) - Number(b.after);
}
