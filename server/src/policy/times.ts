import { isEpoch, parseDate } from '../iam/dates.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import type { Ranges } from '../semantics/ranges.ts';
import { allowedIn } from './allowedValues.ts';
import type { Condition } from './model.ts';
import type { Text } from './policyText.ts';

/**
 * The instant that a value of a condition stands for, in milliseconds since 1970: of any Date test, and of a Numeric test of
 * aws:EpochTime. Undefined when it is no time, or not known yet.
 */
export function instantOf({ operator, key }: Condition, text: Text | undefined): number | undefined {
  if (!text || text.holes.length) return undefined;
  if (operator?.family === 'Date') return parseDate(text.value);
  const seconds = operator?.family === 'Numeric' && sameName(key.value, KEYS.epochTime) && isEpoch(text.value);
  return seconds ? parseDate(text.value) : undefined;
}

/** Whether a condition tests the time of the request, whichever of the two keys it names. */
export function testsClock({ key }: Condition): boolean {
  return isClock(key.value);
}

export function isClock(key: string): boolean {
  return sameName(key, KEYS.currentTime) || sameName(key, KEYS.epochTime);
}

/** The instant after which a condition can no longer be met; undefined when there is none, or it is not known. */
export function endOf(condition: Condition): number | undefined {
  const end = timesOf(condition)?.end;
  return end === undefined ? undefined : Number(end);
}

/** The instant after which a condition is always met; undefined when there is none, or it is not known. */
export function startOf(condition: Condition): number | undefined {
  const start = timesOf(condition)?.lastStart;
  return start === undefined ? undefined : Number(start);
}

/** When a test of the clock is met. */
function timesOf(condition: Condition): Ranges | undefined {
  if (!testsClock(condition) || condition.operator?.set) return undefined;
  const values = allowedIn(condition)?.values;
  return values?.kind === 'line' && values.line === 'time' ? values.ranges : undefined;
}
