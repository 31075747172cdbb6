import { parseDate, isEpoch } from '../iam/dates.ts';
import type { Operator } from '../iam/operators.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { whenAbsent } from './absent.ts';
import { ALL_ADDRESSES, rangeOfAddresses } from './addresses.ts';
import { numberOf } from './compare.ts';
import { Ranges, type Point, type Range } from './ranges.ts';
import { Texts } from './texts.ts';
import type { Tristate } from './tristate.ts';

/** Some of the values that a key can have. What it is measured by tells which can be compared. */
export type Values =
  | { readonly kind: 'every' }
  | { readonly kind: 'none' }
  /** Not to be told: a variable, an undocumented reading. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'some'; readonly texts: Texts }
  | { readonly kind: 'others'; readonly than: Texts }
  | { readonly kind: 'line'; readonly line: Line; readonly ranges: Ranges };

export type Line = 'number' | 'time' | 'address';

export const EVERY: Values = { kind: 'every' };
export const NONE: Values = { kind: 'none' };
const UNKNOWN: Values = { kind: 'unknown' };

/** What one test lets its key be in a request that meets it. */
export interface Allowed {
  /** Whether the key may be missing. */
  readonly absent: Tristate;
  readonly values: Values;
  /**
   * Of which of its values that is asked: `one` of a key that has one only, `all` and `any` of a key's list, `open` where a list may
   * be tested without a set operator, of which AWS tells no result.
   */
  readonly of: 'one' | 'all' | 'any' | 'open';
}

/**
 * What a test allows.
 * @param values as they stand, nothing in them left to a deploy
 * @param single whether the key has one value in a request; undefined where that is not known
 */
export function allowedBy(
  operator: Operator,
  key: string,
  values: readonly string[],
  single: boolean | undefined,
): Allowed {
  const absent = whenAbsent(operator, values);
  if (operator.family === 'Null') return { absent, values: valuesOfNull(operator, values), of: 'one' };
  const of = single ? 'one' : operator.set === 'ForAllValues' ? 'all' : operator.set === 'ForAnyValue' ? 'any' : 'open';
  return { absent, values: valuesOf(operator, key, values), of };
}

/** What a request has that surely does not meet a test; undefined where that can't be told. */
export function outside({ absent, values, of }: Allowed): Allowed | undefined {
  const rest = of === 'one' ? valuesOutside(values) : undefined;
  return rest && { absent: absent === 'yes' ? 'no' : 'yes', values: rest, of };
}

function valuesOutside(values: Values): Values | undefined {
  switch (values.kind) {
    case 'every':
      return NONE;
    case 'none':
      return EVERY;
    case 'unknown':
      return undefined;
    case 'some':
      return { kind: 'others', than: values.texts };
    case 'others':
      return { kind: 'some', texts: values.than };
    case 'line': {
      const { line, ranges } = values;
      return { kind: 'line', line, ranges: line === 'address' ? ALL_ADDRESSES.and(ranges.inverse) : ranges.inverse };
    }
  }
}

function valuesOfNull({ set, ifExists }: Operator, values: readonly string[]): Values {
  if (set || ifExists || !values.length) return UNKNOWN;
  if (!values.every((value) => value === 'true' || value === 'false')) return UNKNOWN;
  return values.includes('false') ? EVERY : NONE;
}

function valuesOf(operator: Operator, key: string, values: readonly string[]): Values {
  const { family, base } = operator;
  if (!values.length || values.some((value) => value === '' || value.includes('${'))) return UNKNOWN;
  switch (family) {
    case 'String':
      return textsOf(operator, values, base.endsWith('IgnoreCase'), false);
    case 'Arn':
      return ofArns(operator, values);
    case 'Bool':
      return values.every((value) => /^(?:true|false)$/i.test(value))
        ? textsOf(operator, values, true, false)
        : UNKNOWN;
    case 'Numeric':
      // Read like the dates of the clock: seconds of aws:EpochTime are a time under either family.
      return sameName(key, KEYS.epochTime)
        ? onLine('time', operator, values.map(epochOf))
        : onLine('number', operator, values.map(numberOf));
    case 'Date':
      return onLine('time', operator, values.map(parseDate));
    case 'IpAddress':
      return ofAddresses(operator, values);
    case 'Binary':
    case 'Null':
      return UNKNOWN;
  }
}

function textsOf(
  { wildcards, negated }: Operator,
  values: readonly string[],
  folds: boolean,
  inParts: boolean,
): Values {
  const texts = Texts.of(values, { wildcards, folds, inParts });
  if (negated) return texts.isEverything ? NONE : { kind: 'others', than: texts };
  return texts.isEverything ? EVERY : { kind: 'some', texts };
}

/** An ARN is compared in its six parts, so a value of fewer is none; of one without a colon nobody says what it matches. */
function ofArns(operator: Operator, values: readonly string[]): Values {
  return values.every((value) => value.includes(':')) ? textsOf(operator, values, false, true) : UNKNOWN;
}

function epochOf(text: string): number | undefined {
  return isEpoch(text) ? parseDate(text) : undefined;
}

function onLine(line: Line, operator: Operator, points: readonly (Point | undefined)[]): Values {
  const ranges: Range[] = [];
  for (const point of points) {
    if (point === undefined) return UNKNOWN;
    ranges.push(rangeOf(operator, point));
  }
  const union = Ranges.of(ranges);
  return { kind: 'line', line, ranges: operator.negated ? union.inverse : union };
}

function rangeOf({ base }: Operator, point: Point): Range {
  const included = base.endsWith('Equals');
  if (base.includes('LessThan')) return Ranges.below(point, included);
  return base.includes('GreaterThan') ? Ranges.above(point, included) : Ranges.at(point);
}

function ofAddresses({ negated }: Operator, values: readonly string[]): Values {
  const ranges: Range[] = [];
  for (const value of values) {
    const range = rangeOfAddresses(value);
    if (!range) return UNKNOWN;
    ranges.push(range);
  }
  const union = Ranges.of(ranges);
  return { kind: 'line', line: 'address', ranges: negated ? ALL_ADDRESSES.and(union.inverse) : union };
}
