import { Patterns } from '../iam/patterns.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import { memo } from '../text/memo.ts';
import type { Condition, ConditionValue } from './model.ts';

/** Whether, as far as can be guessed, no request meets both of two tests of one key; taken for so where finding out would take long. */
export function excludes(one: Condition, other: Condition): boolean {
  if (one.operator?.negated === other.operator?.negated)
    return !one.operator?.negated && (metAmong(sent(one), sent(other)) ?? 0) === 0;
  const [positive, negated] = one.operator?.negated ? [other, one] : [one, other];
  // All that the one asks for is what the other keeps out.
  const asked = sent(positive);
  return (metAmong(asked, written(negated)) ?? asked.count) === asked.count;
}

/** The values of a test that some caller may send. */
export function sentFor(condition: Condition): readonly ConditionValue[] {
  return condition.values.filter((v) => mayBeSent(condition, v));
}

/** Read to the letter, no caller sends a `*`. */
function mayBeSent({ operator }: Condition, { text }: ConditionValue): boolean {
  if (operator?.family !== 'String' || operator.wildcards) return true;
  return !text || text.holes.length > 0 || !hasWildcard(text.value);
}

/** Values by what can be told of them, compared without case. */
interface Values {
  readonly count: number;
  /** What is not literal: it may be anything. */
  readonly unknown: number;
  readonly literals: ReadonlySet<string>;
  readonly patterns: ReadonlySet<string>;
}

const sent = memo((condition: Condition) => valuesOf(condition, sentFor(condition)));
const written = memo((condition: Condition) => valuesOf(condition, condition.values));

function valuesOf({ operator }: Condition, values: readonly ConditionValue[]): Values {
  let unknown = 0;
  const [literals, patterns] = [new Set<string>(), new Set<string>()];
  for (const { text } of values) {
    if (!text || text.holes.length || text.value.includes('${')) unknown++;
    else (operator?.wildcards && hasWildcard(text.value) ? patterns : literals).add(text.value.toLowerCase());
  }
  return { count: unknown + literals.size + patterns.size, unknown, literals, patterns };
}

/**
 * How many of some values may be met together with one of some others: not sure of what is not literal, nor of two patterns.
 * Undefined where finding out would take too long.
 */
function metAmong(values: Values, others: Values): number | undefined {
  if (!others.count) return 0;
  if (others.unknown) return values.count;
  const literals = literalsMet(values.literals, others);
  const patterns = others.patterns.size ? values.patterns.size : patternsMet(values.patterns, others.literals);
  return literals === undefined || patterns === undefined ? undefined : values.unknown + literals + patterns;
}

function literalsMet(literals: ReadonlySet<string>, others: Values): number | undefined {
  const patterns = new Patterns(others.patterns);
  let met = 0;
  for (const literal of literals) {
    const matches = others.literals.has(literal) || patterns.matches(literal);
    if (matches === undefined) return undefined;
    if (matches) met++;
  }
  return met;
}

function patternsMet(patterns: ReadonlySet<string>, literals: ReadonlySet<string>): number | undefined {
  const all = new Patterns(patterns);
  const met = new Set<string>();
  for (const literal of literals) {
    for (const pattern of all.matching(literal)) met.add(pattern);
    if (all.isExhausted) return undefined;
  }
  return met.size;
}
