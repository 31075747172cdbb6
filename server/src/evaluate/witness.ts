import { addressesOf } from '../iam/ip.ts';
import { parseDate } from '../iam/dates.ts';
import type { Condition } from '../policy/model.ts';
import { numberOf } from '../semantics/compare.ts';
import { ABSENT, type Sent } from '../semantics/sent.ts';
import type { Key } from './key.ts';

/** Values of a key to try with a test, of which one may give the wanted result: what its policy names first. */
export function* witnesses(condition: Condition, key: Key): Generator<Sent> {
  const { operator, values } = condition;
  if (!operator) return;
  const { family, wildcards } = operator;
  for (const { text } of values) {
    if (!text || text.holes.length) continue;
    for (const value of near(family, text.value))
      yield key.sent(wildcards ? value.replace(/\$\{([*?$])\}|[*?]/g, (_, escaped?: string) => escaped ?? 'x') : value);
  }
  yield ABSENT;
  if (family === 'String' || family === 'Null' || family === 'Arn') yield key.sent('x');
}

/** A value that a policy names, and those on either side of it. */
function near(family: NonNullable<Condition['operator']>['family'], value: string): readonly string[] {
  switch (family) {
    case 'Numeric': {
      const number = numberOf(value);
      return number === undefined ? [] : [number, number - 1, number + 1].map(String);
    }
    case 'Date': {
      const instant = parseDate(value);
      return instant === undefined ? [] : [instant, instant - SECOND, instant + SECOND].map(dateOf);
    }
    case 'IpAddress': {
      const range = addressesOf(value);
      if (!range) return [];
      const { first, last, width } = range;
      const end = (1n << BigInt(width)) - 1n;
      const all = [first, ...(first > 0n ? [first - 1n] : []), ...(last < end ? [last + 1n] : [])];
      return width === 32 ? all.map(ipv4) : [];
    }
    case 'Bool':
      return ['true', 'false'];
    case 'Null':
      return [];
    case 'String':
    case 'Arn':
    case 'Binary':
      return [value];
  }
}

const SECOND = 1000;

function dateOf(instant: number): string {
  return new Date(instant).toISOString().replace('.000', '');
}

function ipv4(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 255n)).join('.');
}
