import { addressesOf } from '../iam/ip.ts';
import { parseDate } from '../iam/dates.ts';
import type { Operator } from '../iam/operators.ts';
import { partsOfValue } from '../iam/variables.ts';
import type { Condition } from '../policy/model.ts';
import { numberOf } from '../semantics/compare.ts';
import { ABSENT, type Sent, type Variables } from '../semantics/sent.ts';
import type { Key } from './key.ts';

/** What a request has now, of which a part may do. */
export interface Around {
  readonly sent: Sent;
  /** What fills in policy variables. */
  readonly fill: Variables;
}

/** Values of a key to try with a test, of which one may give the wanted result: what its policy names first. */
export function* witnesses(condition: Condition, key: Key, { sent: now, fill }: Around): Generator<Sent> {
  const { operator, values } = condition;
  if (!operator) return;
  const { family } = operator;
  const had = now.kind === 'many' ? now.values : [];
  // Of several values each may be what is in the way, or one may be missing.
  for (const one of had) if (had.length > 1) yield key.sent(had.filter((other) => other !== one));
  for (const one of had) if (had.length > 2) yield key.sent([one]);
  for (const { text } of values) {
    if (!text || text.holes.length) continue;
    for (const value of near(family, text.value))
      for (const literal of literalsOf(value, operator, fill)) {
        if (had.length) yield key.sent([...had, literal]);
        yield key.sent(literal);
      }
  }
  yield ABSENT;
  if (family === 'String' || family === 'Null' || family === 'Arn') {
    const texts = key.lower.startsWith('sts:') ? [EXAMPLE, 'x'] : ['x', EXAMPLE];
    for (const text of texts) yield key.sent(text);
  }
}

/** Long enough for a session name, a source identity and an external ID. */
const EXAMPLE = 'example';

/** The texts that a value of a policy stands for: with its variables as the request fills them in, then as it is written. */
function* literalsOf(value: string, { wildcards, negated }: Operator, fill: Variables): Generator<string> {
  const plain = (text: string): string => (wildcards ? text.replace(/[*?]/g, 'x') : text);
  if (wildcards && value === '*') yield EXAMPLE;
  const parts = partsOfValue(value);
  const texts = parts?.map((part) => {
    if (part.kind === 'text') return plain(part.text);
    if (part.kind === 'character') return part.character;
    const sent = fill(part.name);
    return sent.kind === 'one' ? sent.value : sent.kind === 'absent' ? part.otherwise : undefined;
  });
  if (texts && !texts.includes(undefined)) yield texts.join('');
  const isFilled = parts?.some(({ kind }) => kind === 'variable') ?? false;
  // Older versions take a variable for text; nobody means that text.
  if (!texts || (isFilled && !negated)) yield plain(value);
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
      return all.map(width === 32 ? ipv4 : ipv6);
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

function ipv6(address: bigint): string {
  return Array.from({ length: 8 }, (_, i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16)).join(':');
}
