import { isRangeWithin } from '../iam/ip.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { isPositive, type Operator } from '../iam/operators.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { hasWildcard, matchesWithin, type Budget } from '../iam/wildcards.ts';
import { memo } from '../text/memo.ts';
import { conditionsNamed } from './conditionIndex.ts';
import { guarantees } from './conditionGuarantees.ts';
import { mayBeMet } from './demand.ts';
import { factsOf } from './keyFacts.ts';
import type { Condition, Principal, Statement } from './model.ts';
import { instantOf, testsClock } from './times.ts';

/**
 * Whether every request that an Allow grants surely meets a test of another statement.
 * @param budget what may be compared yet; what a used-up one leaves open is not known
 */
export function isSurelyMet(test: Condition, allow: Statement, budget: Budget): boolean {
  const { operator, key } = test;
  if (!operator || !isTold(test)) return false;
  const named = conditionsNamed(allow, key.value);
  budget.steps -= 1 + named.length + allow.principals.length;
  if (budget.steps < 0) return false;
  const beside = named.filter((c) => c.operator && !c.open && c.values.length > 0);
  return (
    isMetByAbsence(test, operator, allow) ||
    beside.some((given) => implies(given, test, budget)) ||
    isMetByAll(valuesSent(test, allow, beside), test, operator, budget)
  );
}

/** Nothing of the test is left to a deploy. */
const isTold = memo(
  ({ open, values, key }: Condition): boolean =>
    !open && values.length > 0 && !key.holes.length && values.every(({ text }) => text && !text.holes.length),
);

const textsOf = memo(({ values }: Condition): readonly string[] => values.map((v) => v.text?.value ?? ''));
const differentTexts = memo((condition: Condition): ReadonlySet<string> => new Set(textsOf(condition)));

/** Whether a test names one value alone. */
function isOnly(value: string, test: Condition): boolean {
  const texts = differentTexts(test);
  return texts.size === 1 && texts.has(value);
}

/** No caller of the Allow sends the key, and the test is met without it. */
function isMetByAbsence(test: Condition, operator: Operator, { shape }: Statement): boolean {
  if (!passesAbsent(operator, test) || mayBeMet(test, shape.principals)) return false;
  // An account's users may bring MFA, and what is known of its roles is said elsewhere.
  const isMfa = [KEYS.mfaPresent, KEYS.mfaAge].some((name) => sameName(name, test.key.value));
  return !isMfa || shape.principals.every((kind) => kind.kind !== 'account' && kind.kind !== 'everyone');
}

function passesAbsent({ family, negated, ifExists, set }: Operator, test: Condition): boolean {
  if (family === 'Null') return !set && isOnly('true', test);
  if (set === 'ForAllValues' || ifExists) return true;
  return negated && set === undefined;
}

/** Whether one test asks at least what another one of the same key asks. */
function implies(given: Condition, test: Condition, budget: Budget): boolean {
  const [one, two] = [given.operator, test.operator];
  if (!one || !two) return false;
  if (given.operatorMember.key.value === test.operatorMember.key.value && sameValues(given, test, budget)) return true;
  if (two.family === 'Null') return guarantees(given) === 'yes' && !two.set && isOnly('false', test);
  if (!isPositive(one) || one.set || two.set) return false;
  if (one.family === 'IpAddress' && two.family === 'IpAddress') return impliesRange(given, test, two.negated, budget);
  return impliesBound(given, one, test, two);
}

function sameValues(a: Condition, b: Condition, budget: Budget): boolean {
  const [one, two] = [differentTexts(a), differentTexts(b)];
  if (one.size !== two.size) return false;
  budget.steps -= one.size;
  return budget.steps >= 0 && [...one].every((value) => two.has(value));
}

/** What comparing two ranges costs, in characters. */
const STEPS_OF_RANGES = 64;

/** Addresses all of which lie within those of the other test; of a negated one none. */
function impliesRange(given: Condition, test: Condition, negated: boolean, budget: Budget): boolean {
  const steps = given.values.length * test.values.length * STEPS_OF_RANGES;
  if (steps > budget.steps) return false;
  budget.steps -= steps;
  const others = textsOf(test);
  return textsOf(given).every((range) =>
    negated
      ? others.every((other) => isRangeWithin(range, other) === false && isRangeWithin(other, range) === false)
      : others.some((other) => isRangeWithin(range, other) === true),
  );
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
  if (given) return factsOf(test)?.multivalued === false ? textsOf(given) : undefined;
  const kinds = allow.shape.principals;
  const { value: key } = test.key;
  if (sameName(key, KEYS.principalIsAwsService)) {
    if (kinds.every((k) => k.kind === 'service')) return ['true'];
    return kinds.every((k) => k.kind === 'account') ? ['false'] : undefined;
  }
  if (!kinds.every((k) => k.kind === 'account')) return undefined;
  if (sameName(key, KEYS.principalAccount)) return accountsOf(allow);
  return sameName(key, KEYS.principalArn) ? arnsOf(allow) : undefined;
}

/** The accounts of an Allow's principals, and their ARNs; undefined where one of them stands for more. */
const accountsOf = memo(({ principals }: Statement): readonly string[] | undefined => {
  const accounts = principals
    .map((p) => parseAwsPrincipal(p.value))
    .flatMap((aws) => ('account' in aws ? [aws.account] : []));
  return accounts.length === principals.length ? accounts : undefined;
});
const arnsOf = memo(({ principals }: Statement): readonly string[] | undefined => {
  const isOne = ({ value }: Principal): boolean => ['role', 'user'].includes(parseAwsPrincipal(value).kind);
  return principals.every(isOne) ? principals.map((p) => p.value.value) : undefined;
});

/** Whether a test leaves only the values that it names. */
const isExact = memo(({ operator, values }: Condition): boolean => {
  if (!operator || operator.set || !isPositive(operator) || operator.base.endsWith('IgnoreCase')) return false;
  if (!comparesTexts(operator)) return false;
  return values.every(
    ({ text }) => text && !text.value.includes('${') && (!operator.wildcards || !hasWildcard(text.value)),
  );
});

function comparesTexts({ family }: Operator): boolean {
  return family === 'String' || family === 'Arn' || family === 'Bool';
}

function isMetByAll(sent: readonly string[] | undefined, test: Condition, operator: Operator, budget: Budget): boolean {
  if (!sent?.length || operator.set || !comparesTexts(operator)) return false;
  const { literal, patterns, hasVariables } = wantedBy(test);
  if (hasVariables) return false;
  budget.steps -= sent.length;
  const isMet = sent.every((value) => {
    const text = folded(value, operator);
    const parts = operator.family === 'Arn' ? partsOf(text) : [text];
    const matches = literal.has(text) || patterns.some((p) => budget.steps >= 0 && partsMatch(p, parts, budget));
    return budget.steps >= 0 && matches !== operator.negated;
  });
  return isMet && budget.steps >= 0;
}

/** The values of a test, as they are compared; of those of ARNs the parts. */
const wantedBy = memo((test: Condition) => {
  const { operator } = test;
  const wanted = textsOf(test).map((text) => (operator ? folded(text, operator) : text));
  const patterns = operator?.wildcards ? wanted.filter(hasWildcard) : [];
  return {
    literal: new Set(wanted),
    patterns: patterns.map((p) => (operator?.family === 'Arn' ? partsOf(p) : [p])),
    hasVariables: wanted.some((value) => value.includes('${')),
  };
});

function folded(text: string, { family, base }: Operator): string {
  return family === 'Bool' || base.endsWith('IgnoreCase') ? text.toLowerCase() : text;
}

/** The six parts of an ARN are compared one by one: a wildcard does not reach over a colon of the first five. */
function partsMatch(pattern: readonly string[], given: readonly string[], budget: Budget): boolean {
  budget.steps--;
  return pattern.length === given.length && pattern.every((part, i) => matchesWithin(part, given[i] ?? '', budget));
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
