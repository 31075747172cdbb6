import { groupedBy } from '../text/grouped.ts';
import { matchesWithin, type Budget } from './wildcards.ts';

/** What a set of patterns may be compared in all: far more than any policy needs that IAM takes, and done at once. */
const STEPS = 1 << 25;

/**
 * Many patterns of `*` and `?` that are compared with many texts: by how they start and end, so that few of them have to be
 * looked at. Where they all start and end alike, they are compared as long as that takes no noticeable time.
 */
export class Patterns {
  readonly #literals: ReadonlySet<string>;
  readonly #shapes: readonly Shape[];
  readonly #budget: Budget = { steps: STEPS };

  constructor(patterns: Iterable<string>) {
    const all = new Set(patterns);
    const literals = [...all].filter((p) => !/[*?]/.test(p));
    this.#literals = new Set(literals);
    for (const literal of literals) all.delete(literal);
    const shapes = groupedBy([...all].map(piecesOf), (p) => `${p.start.length} ${p.end.length}`);
    this.#shapes = [...shapes.values()].map((pieces) => ({
      start: pieces[0]?.start.length ?? 0,
      end: pieces[0]?.end.length ?? 0,
      byPieces: groupedBy(pieces, (p) => p.start + p.end),
    }));
  }

  /** Whether there was no time to compare all. */
  get isExhausted(): boolean {
    return this.#budget.steps < 0;
  }

  /** Whether one of them matches a text; undefined where finding out would take too long. */
  matches(text: string): boolean | undefined {
    if (!this.matching(text).next().done) return true;
    return this.isExhausted ? undefined : false;
  }

  /** Those that match a text, as far as there is time to find them. @param budget another one than that of all */
  *matching(text: string, budget = this.#budget): Generator<string> {
    if (this.#literals.has(text)) yield text;
    for (const { start, end, byPieces } of this.#shapes) {
      if (start + end > text.length) continue;
      budget.steps -= start + end + 1;
      if (budget.steps < 0) return;
      const alike = byPieces.get(text.slice(0, start) + text.slice(text.length - end));
      for (const { whole } of alike ?? []) if (matchesWithin(whole, text, budget)) yield whole;
    }
  }
}

interface Shape {
  /** How long the patterns are before their first wildcard, and behind their last. */
  readonly start: number;
  readonly end: number;
  readonly byPieces: ReadonlyMap<string, readonly Pieces[]>;
}

interface Pieces {
  readonly whole: string;
  readonly start: string;
  readonly end: string;
}

function piecesOf(whole: string): Pieces {
  const last = Math.max(whole.lastIndexOf('*'), whole.lastIndexOf('?'));
  return { whole, start: whole.slice(0, whole.search(/[*?]/)), end: whole.slice(last + 1) };
}
