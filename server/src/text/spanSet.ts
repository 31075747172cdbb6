import { firstIndex } from './search.ts';
import type { Span } from './span.ts';

/** Many spans that are asked about many times: an answer takes a search, not a look at each of them. */
export class SpanSet {
  /** By start. */
  readonly #starts: readonly number[];
  /** The furthest end of all spans up to each of them. */
  readonly #ends: readonly number[];
  /** Where an empty span stands. */
  readonly #empty: ReadonlySet<number>;

  constructor(spans: readonly Span[]) {
    const sorted = spans.toSorted((a, b) => a.start - b.start);
    let reached = -Infinity;
    this.#starts = sorted.map((s) => s.start);
    this.#ends = sorted.map((s) => (reached = Math.max(reached, s.end)));
    this.#empty = new Set(sorted.filter((s) => s.start === s.end).map((s) => s.start));
  }

  /** Whether one of them `overlaps` a span. */
  overlaps({ start, end }: Span): boolean {
    const before = this.#countBefore(end);
    return (before > 0 && (this.#ends[before - 1] ?? 0) > start) || this.startsWithin(start, start);
  }

  /** Whether one of them overlaps a span or lies in it: an empty one may stand at its end. */
  touches(span: Span): boolean {
    return this.overlaps(span) || this.#empty.has(span.end);
  }

  /** Whether one of them starts from the one offset to the other, both included. */
  startsWithin(from: number, to: number): boolean {
    const next = this.#starts[this.#countBefore(from)];
    return next !== undefined && next <= to;
  }

  /** How many start before an offset. */
  #countBefore(offset: number): number {
    return firstIndex(this.#starts, (start) => start >= offset);
  }
}
