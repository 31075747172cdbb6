import { parseArn } from '../iam/arn.ts';
import { isPositive, type Operator } from '../iam/operators.ts';
import { isOnlyWildcards, wildcardMatches } from '../iam/wildcards.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { isAlwaysSent } from './alwaysSent.ts';
import { factsOf } from './keyFacts.ts';
import type { Condition } from './model.ts';
import { underOperator } from './read.ts';
import { instantOf, testsClock } from './times.ts';

/** Why no request meets one test, or two of them together; only where that is sure. */
export interface Contradiction {
  readonly kind: 'values' | 'range' | 'nulls' | 'account' | 'session' | 'notAny' | 'onlyAbsent';
  /** The test that is to be named. */
  readonly at: Condition;
  readonly data: Readonly<Record<string, string>>;
}

/** Why one test is never met, or only by requests without its key. */
export function selfContradiction(condition: Condition): Contradiction | undefined {
  const { operator, values, known, open } = condition;
  if (!operator || open || !values.length || operator.family === 'Null') return undefined;
  const texts = values.map((v) => v.text?.value ?? '');
  const because = (kind: Contradiction['kind']): Contradiction => ({ kind, at: condition, data: {} });
  if (known?.name === KEYS.principalArn && isPositive(operator) && texts.every((t) => t.includes(':assumed-role/')))
    return because('session');
  const coversAll =
    operator.negated &&
    operator.wildcards &&
    operator.family === 'String' &&
    operator.set !== 'ForAllValues' &&
    texts.some(isOnlyWildcards);
  if (!coversAll) return undefined;
  const demands = operator.set === 'ForAnyValue' || (isAlwaysSent(condition) && !operator.ifExists);
  return because(demands ? 'notAny' : 'onlyAbsent');
}

/** Why two tests of a statement are never met together; the later one comes second. */
export function contradictionOf(a: Condition, b: Condition): Contradiction | undefined {
  const [one, two] = [a.operator, b.operator];
  if (!one || !two || a.open || b.open || one.set || two.set) return undefined;
  if (sameName(a.key.value, b.key.value) && !a.key.holes.length) {
    if (a.operatorMember === b.operatorMember) return undefined; // one key in two spellings: json-duplicate-key
    if (one.family === 'Null' || two.family === 'Null') return ofNulls(a, b);
    if (one.ifExists || two.ifExists) return undefined;
    return ofRange(a, b) ?? ofValues(a, b);
  }
  if (testsClock(a) && testsClock(b) && !one.ifExists && !two.ifExists) return ofRange(a, b);
  return ofSource(a, b) ?? ofSource(b, a);
}

/** Whether tests contradict themselves or what stands beside them, once they stand under another operator. */
export function contradictUnder(conditions: readonly Condition[], operator: Operator): boolean {
  const moved = conditions.map((c) => underOperator(c, operator));
  const stay = conditions[0]?.statement.conditions.filter((c) => !conditions.includes(c)) ?? [];
  return moved.some((condition, i) => {
    const alone = selfContradiction(condition);
    return (
      (alone !== undefined && alone.kind !== 'onlyAbsent') ||
      [...moved.slice(0, i), ...stay].some((other) => contradictionOf(other, condition))
    );
  });
}

function ofRange(a: Condition, b: Condition): Contradiction | undefined {
  if (!emptyRange(a, b)) return undefined;
  const [start, end] = a.operator && isLower(a.operator) ? [a, b] : [b, a];
  return { kind: 'range', at: b, data: { start: textOf(start), end: textOf(end) } };
}

function textOf(condition: Condition): string {
  return condition.values[0]?.text?.value ?? '';
}

function ofNulls(a: Condition, b: Condition): Contradiction | undefined {
  const absent = [a, b].find((c) => c.operator?.family === 'Null' && c.values.length === 1 && textOf(c) === 'true');
  const other = absent === a ? b : a;
  if (!absent || !other.operator) return undefined;
  const present =
    other.operator.family === 'Null'
      ? textOf(other) === 'false' && other.values.length === 1
      : isPositive(other.operator);
  return present ? { kind: 'nulls', at: b, data: {} } : undefined;
}

function ofValues(a: Condition, b: Condition): Contradiction | undefined {
  const apart = factsOf(b)?.multivalued === false && (keepsOut(a, b) || keepsOut(b, a));
  return apart ? { kind: 'values', at: b, data: {} } : undefined;
}

/** Whether every value that `exact` allows is kept out by `other`. */
function keepsOut(exact: Condition, other: Condition): boolean {
  const [one, two] = [exact.operator, other.operator];
  if (!one || !two || one.negated || one.wildcards || one.family !== 'String' || two.family !== 'String') return false;
  const folds = one.base.endsWith('IgnoreCase') || two.base.endsWith('IgnoreCase');
  if (one.base.endsWith('IgnoreCase') && two.negated) return false; // another case may pass
  const fold = (s: string): string => (folds ? s.toLowerCase() : s);
  const values = exact.values.map((v) => v.text?.value);
  const tests = other.values.map((v) => v.text?.value);
  if (values.some((v) => v === undefined || v.includes('${')) || tests.some((t) => t === undefined || t.includes('${')))
    return false;
  const matches = (value = ''): boolean =>
    tests.some((test = '') => (two.wildcards ? wildcardMatches(fold(test), fold(value)) : fold(test) === fold(value)));
  return values.length > 0 && values.every((v) => matches(v) === two.negated);
}

function isLower({ base }: Operator): boolean {
  return base.includes('GreaterThan');
}

/** Whether one condition bounds a date or number below where the other bounds it above, and nothing lies between. */
function emptyRange(a: Condition, b: Condition): boolean {
  const [one, two] = [a.operator, b.operator];
  if (!one || !two || !/Than/.test(one.base) || !/Than/.test(two.base) || isLower(one) === isLower(two)) return false;
  const [lower, upper] = isLower(one) ? [a, b] : [b, a];
  const numbers = one.family === 'Numeric' && two.family === 'Numeric';
  const read = (c: Condition): number[] =>
    c.values.map(({ text }) => (numbers ? Number(text?.value) : (instantOf(c, text) ?? Number.NaN)));
  const [from, to] = [Math.min(...read(lower)), Math.max(...read(upper))];
  return (
    from > to || (from === to && !(lower.operator?.base.endsWith('Equals') && upper.operator?.base.endsWith('Equals')))
  );
}

/** A source account that is not the account of the source's ARN. */
function ofSource(account: Condition, source: Condition): Contradiction | undefined {
  if (account.known?.name !== KEYS.sourceAccount || source.known?.name !== KEYS.sourceArn) return undefined;
  if (!account.operator || !source.operator || !isPositive(account.operator) || !isPositive(source.operator))
    return undefined;
  const accounts = account.values.map((v) => v.text?.value ?? '');
  const inArns = source.values.map(({ text }) => parseArn({ value: text?.value ?? '', holes: [] })?.account.value);
  const apart =
    accounts.length > 0 &&
    inArns.length > 0 &&
    inArns.every(
      (id) => id !== undefined && /^\d{12}$/.test(id) && accounts.every((a) => /^\d{12}$/.test(a) && a !== id),
    );
  return apart
    ? { kind: 'account', at: account, data: { account: accounts.join(', '), other: inArns.join(', ') } }
    : undefined;
}
