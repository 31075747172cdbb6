import { isEpoch, parseDate } from '../iam/dates.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
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
  return sameName(key.value, KEYS.currentTime) || sameName(key.value, KEYS.epochTime);
}

/** The instant after which a condition can no longer be met; undefined when there is none, or it is not known. */
export function endOf(condition: Condition): number | undefined {
  const { operator, values, open } = condition;
  if (!operator?.base.includes('LessThan') || open || !values.length || !testsClock(condition)) return undefined;
  // Several dates are alternatives: the condition can be met until the last of them.
  let end = -Infinity;
  for (const { text } of values) end = Math.max(end, instantOf(condition, text) ?? Infinity);
  return Number.isFinite(end) ? end : undefined;
}
