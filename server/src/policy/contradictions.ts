import { isAccountId } from '../iam/account.ts';
import { parseArn } from '../iam/arn.ts';
import { isPositive, type Operator } from '../iam/operators.ts';
import { Patterns } from '../iam/patterns.ts';
import { isOnlyWildcards } from '../iam/wildcards.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { groupedBy } from '../text/grouped.ts';
import { isAlwaysSent } from './alwaysSent.ts';
import { factsOf } from './keyFacts.ts';
import { memo } from '../text/memo.ts';
import type { Condition, Statement } from './model.ts';
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

/** Tests of one statement, by what two of them must have in common to contradict each other. */
export class Tests {
  readonly #bySubject = new Map<string, Condition[]>();

  add(condition: Condition): void {
    if (!condition.operator || condition.operator.set || condition.open) return; // contradicts none
    const subject = subjectOf(condition);
    const present = this.#bySubject.get(subject);
    if (!present) this.#bySubject.set(subject, [condition]);
    else if (present.length < MANY) present.push(condition);
  }

  /** Why a later test is never met together with one of them. */
  contradict(condition: Condition): Contradiction | undefined {
    return firstAmong(this.#bySubject.get(subjectOf(condition)) ?? [], condition);
  }
}

/**
 * More tests of one subject than there are operators, each with and without IfExists, for two keys. Only a key that is written in
 * many cases has more, and those are said.
 */
const MANY = 110;

function firstAmong(others: readonly Condition[], condition: Condition): Contradiction | undefined {
  for (const other of others) {
    const found = contradictionOf(other, condition);
    if (found) return found;
  }
  return undefined;
}

/** The key of a test; of those that belong together one name for all. */
function subjectOf(condition: Condition): string {
  if (testsClock(condition)) return 'clock';
  const name = condition.known?.name;
  return name === KEYS.sourceAccount || name === KEYS.sourceArn ? 'source' : condition.key.value.toLowerCase();
}

const bySubject = memo(({ conditions }: Statement) => groupedBy(conditions, subjectOf));

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
  const moving = new Set(conditions);
  const moved = new Tests();
  return conditions.some((before) => {
    const condition = underOperator(before, operator);
    const alone = selfContradiction(condition);
    if (alone !== undefined && alone.kind !== 'onlyAbsent') return true;
    const alike = bySubject(before.statement).get(subjectOf(condition)) ?? [];
    const stay = alike.filter((c) => !moving.has(c)).slice(0, MANY);
    if (moved.contradict(condition) ?? firstAmong(stay, condition)) return true;
    moved.add(condition);
    return false;
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
  return present ? { kind: 'nulls', at: absent, data: {} } : undefined;
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
  if (!exact.values.length) return false;
  const values = exact.values.map((v) => v.text?.value);
  const tests = other.values.map((v) => v.text?.value);
  if (values.some((v) => v === undefined || v.includes('${')) || tests.some((t) => t === undefined || t.includes('${')))
    return false;
  const folded = tests.map((test = '') => fold(test));
  const literals = new Set(folded);
  const patterns = two.wildcards ? new Patterns(folded) : undefined;
  return values.every((value = '') => {
    const matches = patterns ? patterns.matches(fold(value)) : literals.has(fold(value));
    return matches === two.negated;
  });
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
  // Not spread: there may be more of them than a call takes.
  const from = read(lower).reduce((a, b) => Math.min(a, b), Infinity);
  const to = read(upper).reduce((a, b) => Math.max(a, b), -Infinity);
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
    accounts.every(isAccountId) &&
    inArns.every((id) => id !== undefined && isAccountId(id)) &&
    new Set([...accounts, ...inArns]).size === new Set(accounts).size + new Set(inArns).size;
  return apart
    ? { kind: 'account', at: account, data: { account: accounts.join(', '), other: inArns.join(', ') } }
    : undefined;
}
