import { Patterns } from '../iam/patterns.ts';
import { hasWildcard, matchesWithin, type Budget } from '../iam/wildcards.ts';
import { isPatternWithin, mayShare } from './patternSets.ts';

/** How the texts of a test are compared with what is sent. */
export interface Comparing {
  /** Without case. */
  readonly folds: boolean;
  /** As ARNs are: their six parts one by one, so that a wildcard in one of the first five does not reach over a colon. */
  readonly inParts: boolean;
}

const NO_TEXTS: readonly string[] = [];

/** Texts to the letter and patterns, as a condition lists them. What it says of them is sure one way, as each question tells. */
export class Texts implements Comparing {
  readonly literals: ReadonlySet<string>;
  readonly patterns: readonly string[];
  readonly folds: boolean;
  readonly inParts: boolean;
  #index: Patterns | undefined;
  #folded: Texts | undefined;

  private constructor(literals: ReadonlySet<string>, patterns: readonly string[], { folds, inParts }: Comparing) {
    this.literals = literals;
    this.patterns = patterns;
    this.folds = folds;
    this.inParts = inParts;
  }

  static of(values: Iterable<string>, comparing: Comparing & { readonly wildcards: boolean }): Texts {
    const literals = new Set<string>();
    const patterns = new Set<string>();
    for (const value of values) {
      const text = comparing.folds ? value.toLowerCase() : value;
      (comparing.wildcards && hasWildcard(text) ? patterns : literals).add(text);
    }
    return new Texts(literals, [...patterns], comparing);
  }

  get isEmpty(): boolean {
    return !this.literals.size && !this.patterns.length;
  }

  /** Whether every text surely is among them. */
  get isEverything(): boolean {
    return !this.inParts && this.patterns.some((p) => /^\*+$/.test(p));
  }

  /** Those of them that some text may be that is also one of the others: sure of what it leaves out. */
  sharedWith(other: Texts, budget: Budget): Texts {
    if (this.folds !== other.folds) return this.#foldedSharedWith(other, budget);
    const literals = [...this.literals].filter((text) => other.mayHold(text, budget));
    const met = new Set<string>();
    for (const literal of this.patterns.length ? other.literals : NO_TEXTS) {
      if (--budget.steps < 0) return this;
      for (const pattern of this.#patterns.matching(literal, budget))
        if (!this.inParts || matchesParts(pattern, literal, budget)) met.add(pattern);
    }
    const patterns = this.patterns.filter(
      (one) => met.has(one) || other.patterns.some((two) => mayShareText(one, this, two, other, budget)),
    );
    return budget.steps < 0 ? this : new Texts(new Set(literals), patterns, this);
  }

  /** Where only one side ignores case, both are compared without it; what stays keeps its own case. */
  #foldedSharedWith(other: Texts, budget: Budget): Texts {
    const kept = this.#withoutCase.sharedWith(other.#withoutCase, budget);
    const patterns = new Set(kept.patterns);
    return new Texts(
      new Set([...this.literals].filter((text) => kept.literals.has(text.toLowerCase()))),
      this.patterns.filter((text) => patterns.has(text.toLowerCase())),
      this,
    );
  }

  /** Those of them that may be a text which is none of the others: what it leaves out is surely among the others. */
  without(other: Texts, budget: Budget): Texts {
    const isIn = (text: string): boolean => other.surelyHolds(text, this, budget);
    return new Texts(
      new Set([...this.literals].filter((text) => !isIn(text))),
      this.patterns.filter((one) => !other.surelyCovers(one, this, budget)),
      this,
    );
  }

  /** Whether none of them would be left without the others. */
  isAmong(others: Texts, budget: Budget): boolean {
    for (const text of this.literals) if (!others.surelyHolds(text, this, budget)) return false;
    return this.patterns.every((one) => others.surelyCovers(one, this, budget));
  }

  /** Whether a text, compared as these are, may be one of them. */
  mayHold(text: string, budget: Budget): boolean {
    return this.literals.has(text) || this.#matches(text, budget) !== 'no';
  }

  /** Whether a text is surely one of them, in whatever case it is sent. */
  surelyHolds(text: string, { folds }: Comparing, budget: Budget): boolean {
    if (folds && !this.folds && text.toLowerCase() !== text.toUpperCase()) return this.isEverything;
    const sent = this.folds ? text.toLowerCase() : text;
    return this.literals.has(sent) || this.#matches(sent, budget) === 'yes';
  }

  /** Whether all that a pattern matches is surely matched by one of these. */
  surelyCovers(pattern: string, comparing: Comparing, budget: Budget): boolean {
    if (this.isEverything) return true;
    if (comparing.folds && !this.folds) return false;
    const inner = this.folds ? pattern.toLowerCase() : pattern;
    return this.patterns.some((outer) => {
      if (!this.inParts) return isPatternWithin(inner, outer, budget);
      const [narrow, wide] = [partsOf(inner), partsOf(outer)];
      if (narrow.length !== wide.length || (!comparing.inParts && narrow.slice(0, 5).some(hasWildcard))) return false;
      return narrow.every((part, i) => isPatternWithin(part, wide[i] ?? '', budget));
    });
  }

  #matches(text: string, budget: Budget): 'yes' | 'no' | 'unknown' {
    if (!this.patterns.length) return 'no';
    if ((budget.steps -= text.length) < 0) return 'unknown';
    for (const pattern of this.#patterns.matching(text, budget))
      if (!this.inParts || matchesParts(pattern, text, budget)) return 'yes';
    return budget.steps < 0 ? 'unknown' : 'no';
  }

  get #patterns(): Patterns {
    return (this.#index ??= new Patterns(this.patterns));
  }

  get #withoutCase(): Texts {
    if (this.folds) return this;
    const lower = (text: string): string => text.toLowerCase();
    return (this.#folded ??= new Texts(new Set([...this.literals].map(lower)), this.patterns.map(lower), {
      folds: true,
      inParts: this.inParts,
    }));
  }
}

function mayShareText(a: string, one: Comparing, b: string, two: Comparing, budget: Budget): boolean {
  if (!one.inParts && !two.inParts) return mayShare(a, b, budget);
  const [parts, others] = [partsOf(a), partsOf(b)];
  const areShared = (part: string, i: number): boolean => mayShare(part, others[i] ?? '', budget);
  if (one.inParts && two.inParts) return parts.length === others.length && parts.every(areShared);
  const [inParts, whole] = one.inParts ? [parts, b] : [others, a];
  return inParts.slice(0, fixedParts(whole)).every((_, i) => areShared(parts[i] ?? '', i)) && mayShare(a, b, budget);
}

function matchesParts(pattern: string, text: string, budget: Budget): boolean {
  const [parts, given] = [partsOf(pattern), partsOf(text)];
  return parts.length === given.length && parts.every((part, i) => matchesWithin(part, given[i] ?? '', budget));
}

/** How many of an ARN's fields end before the first wildcard: one that reaches over colons leaves these as they are. */
export function fixedParts(pattern: string): number {
  const at = pattern.search(/[*?]/);
  return partsOf(at < 0 ? pattern : pattern.slice(0, at)).length - 1;
}

/** The five fields of an ARN and all that follows them. */
export function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':');
  return parts.length > 6 ? [...parts.slice(0, 5), parts.slice(5).join(':')] : parts;
}
