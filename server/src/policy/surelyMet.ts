import { isRangeWithin } from '../iam/ip.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { isPositive, type Operator } from '../iam/operators.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { hasWildcard, matchesWithin, type Budget } from '../iam/wildcards.ts';
import { conditionsNamed } from './conditionIndex.ts';
import { guarantees } from './conditionGuarantees.ts';
import { mayBeMet } from './demand.ts';
import { factsOf } from './keyFacts.ts';
import type { Condition, Statement } from './model.ts';
import { instantOf, testsClock } from './times.ts';

/** What may be compared for one test: far more than any that a person writes needs. Characters. */
const STEPS = 1 << 16;

/** Whether every request that an Allow grants surely meets a test of another statement. */
export function isSurelyMet(test: Condition, allow: Statement): boolean {
  const { operator, open, values, key } = test;
  if (!operator || open || !values.length || key.holes.length) return false;
  if (values.some(({ text }) => !text || text.holes.length)) return false;
  const beside = conditionsNamed(allow, key.value).filter((c) => c.operator && !c.open && c.values.length > 0);
  return (
    isMetByAbsence(test, operator, allow) ||
    beside.some((given) => implies(given, test)) ||
    isMetByAll(valuesSent(test, allow, beside), test, operator)
  );
}

/** No caller of the Allow sends the key, and the test is met without it. */
function isMetByAbsence(test: Condition, operator: Operator, { shape }: Statement): boolean {
  if (!passesAbsent(operator, test) || mayBeMet(test, shape.principals)) return false;
  // An account's users may bring MFA, and what is known of its roles is said elsewhere.
  const isMfa = [KEYS.mfaPresent, KEYS.mfaAge].some((name) => sameName(name, test.key.value));
  return !isMfa || shape.principals.every((kind) => kind.kind !== 'account' && kind.kind !== 'everyone');
}

function passesAbsent({ family, negated, ifExists, set }: Operator, { values }: Condition): boolean {
  if (family === 'Null') return !set && values.every((v) => v.text?.value === 'true');
  if (set === 'ForAllValues' || ifExists) return true;
  return negated && set === undefined;
}

/** Whether one test asks at least what another one of the same key asks. */
function implies(given: Condition, test: Condition): boolean {
  const [one, two] = [given.operator, test.operator];
  if (!one || !two) return false;
  if (given.operatorMember.key.value === test.operatorMember.key.value && sameValues(given, test)) return true;
  if (two.family === 'Null')
    return guarantees(given) === 'yes' && !two.set && test.values.every((v) => v.text?.value === 'false');
  if (!isPositive(one) || one.set || two.set) return false;
  if (one.family === 'IpAddress' && two.family === 'IpAddress') return impliesRange(given, test, two.negated);
  return impliesBound(given, one, test, two);
}

function sameValues(a: Condition, b: Condition): boolean {
  const of = (c: Condition): ReadonlySet<string> => new Set(c.values.map((v) => v.text?.value ?? ''));
  const [one, two] = [of(a), of(b)];
  return one.size === two.size && [...one].every((value) => two.has(value));
}

/** Addresses all of which lie within those of the other test; of a negated one none. */
function impliesRange(given: Condition, test: Condition, negated: boolean): boolean {
  if (given.values.length * test.values.length > STEPS >> 6) return false;
  const texts = (c: Condition): readonly string[] => c.values.map((v) => v.text?.value ?? '');
  return texts(given).every((range) => {
    const others = texts(test);
    return negated
      ? others.every((other) => isRangeWithin(range, other) === false && isRangeWithin(other, range) === false)
      : others.some((other) => isRangeWithin(range, other) === true);
  });
}

/** A date or number bounded on the same side, at least as narrowly. */
function impliesBound(given: Condition, one: Operator, test: Condition, two: Operator): boolean {
  const side = sideOf(one);
  if (!side || side !== sideOf(two) || two.negated || given.values.length !== 1 || test.values.length !== 1)
    return false;
  const numbers = one.family === 'Numeric' && two.family === 'Numeric' && !testsClock(given);
  const read = (c: Condition): number =>
    numbers ? Number(c.values[0]?.text?.value) : (instantOf(c, c.values[0]?.text) ?? Number.NaN);
  const [from, to] = side === 'below' ? [read(given), read(test)] : [read(test), read(given)];
  return from < to || (from === to && (two.base.endsWith('Equals') || !one.base.endsWith('Equals')));
}

function sideOf({ base }: Operator): 'below' | 'above' | undefined {
  return base.includes('LessThan') ? 'below' : base.includes('GreaterThan') ? 'above' : undefined;
}

/** All values of a key that requests of the Allow may have; undefined where they can't be told. */
function valuesSent(test: Condition, allow: Statement, beside: readonly Condition[]): readonly string[] | undefined {
  const given = beside.find(isExact);
  if (given) return factsOf(test)?.multivalued === false ? given.values.map((v) => v.text?.value ?? '') : undefined;
  const kinds = allow.shape.principals;
  const { value: key } = test.key;
  if (sameName(key, KEYS.principalIsAwsService)) {
    if (kinds.every((k) => k.kind === 'service')) return ['true'];
    return kinds.every((k) => k.kind === 'account') ? ['false'] : undefined;
  }
  const named = allow.principals.map((p) => ({ aws: parseAwsPrincipal(p.value), written: p.value.value }));
  if (!kinds.every((k) => k.kind === 'account')) return undefined;
  if (sameName(key, KEYS.principalAccount)) {
    const accounts = named.flatMap(({ aws }) => ('account' in aws ? [aws.account] : []));
    return accounts.length === named.length ? accounts : undefined;
  }
  const arns = named.flatMap(({ aws, written }) => (aws.kind === 'role' || aws.kind === 'user' ? [written] : []));
  return sameName(key, KEYS.principalArn) && arns.length === named.length ? arns : undefined;
}

/** Whether a test leaves only the values that it names. */
function isExact({ operator, values }: Condition): boolean {
  if (!operator || operator.set || !isPositive(operator) || operator.base.endsWith('IgnoreCase')) return false;
  if (operator.family !== 'String' && operator.family !== 'Arn' && operator.family !== 'Bool') return false;
  return values.every(
    ({ text }) => text && !text.value.includes('${') && (!operator.wildcards || !hasWildcard(text.value)),
  );
}

function isMetByAll(sent: readonly string[] | undefined, test: Condition, operator: Operator): boolean {
  if (!sent?.length || operator.set) return false;
  const { family, base, wildcards, negated } = operator;
  if (family !== 'String' && family !== 'Arn' && family !== 'Bool') return false;
  const fold = (text: string): string => (family === 'Bool' || base.endsWith('IgnoreCase') ? text.toLowerCase() : text);
  const wanted = test.values.map((v) => fold(v.text?.value ?? ''));
  if (wanted.some((value) => value.includes('${'))) return false;
  const literal = new Set(wanted);
  const patterns = wildcards ? wanted.filter(hasWildcard) : [];
  const budget: Budget = { steps: STEPS };
  const isMet = sent.every((value) => {
    const text = fold(value);
    const matches =
      literal.has(text) ||
      patterns.some((p) => (family === 'Arn' ? arnMatches(p, text, budget) : matchesWithin(p, text, budget)));
    return matches !== negated;
  });
  // What a used-up budget leaves open is not known.
  return isMet && budget.steps >= 0;
}

/** The six parts of an ARN are compared one by one: a wildcard does not reach over a colon of the first five. */
function arnMatches(pattern: string, text: string, budget: Budget): boolean {
  const [wanted, given] = [partsOf(pattern), partsOf(text)];
  return wanted.length === given.length && wanted.every((part, i) => matchesWithin(part, given[i] ?? '', budget));
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
