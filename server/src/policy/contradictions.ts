import { servicePrincipal } from '../catalogue/servicePrincipals.ts';
import type { Operator } from '../iam/operators.ts';
import { isPositive } from '../semantics/absent.ts';
import type { Budget } from '../iam/wildcards.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import type { Allowed, Values } from '../semantics/allowed.ts';
import type { CallerFacts } from '../semantics/request.ts';
import { Possible } from '../semantics/possible.ts';
import { KEYS_TOLD } from '../semantics/sentValues.ts';
import { groupedBy } from '../text/grouped.ts';
import { memo } from '../text/memo.ts';
import { allowedIn, sentBy } from './allowedValues.ts';
import { conditionsNamed } from './conditionIndex.ts';
import { isAlwaysSent } from './keyFacts.ts';
import { linksOf, mayBeLinked, type KeyLink } from './keyLinks.ts';
import type { Condition, Statement } from './model.ts';
import { underOperator } from './read.ts';
import { missesTenant } from './tenantOfIssuer.ts';
import { testsClock } from './times.ts';

/** Why no request meets one test, or several of them together; only where that is sure. */
export interface Contradiction {
  readonly kind:
    | 'values'
    | 'range'
    | 'nulls'
    | 'session'
    | 'notAny'
    | 'onlyAbsent'
    | 'principal'
    | 'sent'
    | 'service'
    | 'issuer'
    | KeyLink['kind'];
  /** The test that is to be named. */
  readonly at: Condition;
  readonly data: Readonly<Record<string, string>>;
}

/** Why one test is never met, or only by requests without its key. */
export function selfContradiction(condition: Condition): Contradiction | undefined {
  const { operator } = condition;
  const missed = missesTenant(condition);
  if (missed) return { kind: 'issuer', at: condition, data: { ...missed } };
  if (!operator || operator.family === 'Null' || operator.set === 'ForAllValues') return undefined;
  const because = (kind: Contradiction['kind']): Contradiction => ({ kind, at: condition, data: {} });
  if (!operator.negated) return isPositive(operator) && namesSessions(condition) ? because('session') : undefined;
  const allowed = allowedIn(condition);
  if (allowed?.values.kind !== 'none') return undefined;
  return because(allowed.absent === 'no' || isAlwaysSent(condition) ? 'notAny' : 'onlyAbsent');
}

/** Whether a test wants a session where a request has its role. */
function namesSessions(condition: Condition): boolean {
  const { known, values } = condition;
  if (known?.name !== KEYS.principalArn || !allowedIn(condition)) return false;
  return values.every(({ text }) => text?.value.includes(':assumed-role/'));
}

/** What tests may take to be compared with each other: more than those of a policy need that IAM takes. */
const STEPS = 1 << 18;
/** And with the callers. */
const STEPS_OF_CALLERS = 1 << 16;
/**
 * More tests of one subject than there are operators, each with and without IfExists, for two keys. Only a key that is written in
 * many cases has more, and those are said.
 */
const MANY = 110;

/** Tests of one statement, by the key that they are of, and whether all of them can be met at once. */
export class Tests {
  readonly #bySubject = new Map<string, Subject>();
  readonly #budget: Budget = { steps: STEPS };

  /** Adds a test; why it is never met together with those before it. */
  add(condition: Condition): Contradiction | undefined {
    const allowed = allowedIn(condition);
    if (!allowed) return undefined;
    const subject = subjectOf(condition);
    let tests = this.#bySubject.get(subject);
    if (!tests) this.#bySubject.set(subject, (tests = new Subject(this.#budget)));
    return tests.add(condition, allowed) ?? this.#linked(condition, tests);
  }

  /** A test of another key that tells what this one is, or is told by it. */
  #linked(condition: Condition, tests: Subject): Contradiction | undefined {
    if (tests.possible.absent !== 'no' || this.#bySubject.size < 2) return undefined;
    for (const link of linksOf(condition, (key) => this.#bySubject.has(key))) {
      const other = this.#bySubject.get(link.other);
      if (other?.possible.absent !== 'no') continue;
      const [from, to] = link.tells ? [tests, other] : [other, tests];
      const teller = from.members.find((c) => {
        const told = link.tell(c);
        return told && !to.possible.mayBe(told);
      });
      const about = to.members.find((c) => c.operator && isPositive(c.operator));
      if (teller && about) return { kind: link.kind, at: about, data: { other: teller.key.value } };
    }
    return undefined;
  }

  /** The test that keeps out each of the statement's callers: none of them has such a value. */
  unmetByCallers({ shape }: Statement): Contradiction | undefined {
    let found: Contradiction | undefined;
    const budget: Budget = { steps: STEPS_OF_CALLERS };
    const unlike = new Set<Subject>();
    const silent: (readonly Subject[])[] = [];
    for (const { caller } of shape.principals) {
      if (!caller || budget.steps < 0) return undefined;
      const unsent: Subject[] = [];
      let isKeptOut = false;
      for (const subject of this.#bySubject.values()) {
        const { members, possible } = subject;
        const test =
          members.find((c) => c.operator && isPositive(c.operator)) ??
          members.find((c) => c.operator?.negated) ??
          members.find(wantsNoKey);
        if (!test) continue;
        const { values, absent } = sentBy(caller, test.key.value);
        // A test that is met without its key keeps out whoever always sends it.
        if ((possible.absent !== 'no' && absent !== 'no') || possible.mayBe(values, budget)) continue;
        if (values.kind === 'none') {
          unsent.push(subject);
          continue;
        }
        isKeptOut = true;
        unlike.add(subject);
        const ofValue = sameName(test.key.value, KEYS.sourceArn) ? 'service' : 'principal';
        const kind = wantsNoKey(test) ? 'sent' : ofValue;
        found ??= {
          kind,
          at: members.find((c) => areUnlike(c, values)) ?? test,
          data: dataOf(caller),
        };
        break;
      }
      if (!isKeptOut && !unsent.length) return undefined;
      if (!isKeptOut) silent.push(unsent);
    }
    // Those who never send the key of such a test are kept out by it as well; of any other key that is said of it.
    if (!silent.every((unsent) => unsent.some((subject) => unlike.has(subject)))) return undefined;
    return found;
  }
}

/** A service, and what it sends as aws:SourceArn. */
function dataOf({ service = '' }: CallerFacts): Contradiction['data'] {
  return { service, shape: servicePrincipal(service)?.sends.sourceArns[0] ?? '' };
}

/** Whether a test alone allows none of some values. */
function areUnlike(condition: Condition, values: Values): boolean {
  const alone = new Possible({ steps: STEPS });
  const allowed = allowedIn(condition);
  if (allowed) alone.add(allowed);
  return !alone.mayBe(values);
}

/** The tests of one key. */
class Subject {
  readonly members: Condition[] = [];
  readonly possible: Possible;

  constructor(budget: Budget) {
    this.possible = new Possible(budget);
  }

  add(condition: Condition, allowed: Allowed): Contradiction | undefined {
    const { operator } = condition;
    const { members, possible } = this;
    // Each of two values may meet one of them; all of them are met by none; and a key in two spellings is another mistake.
    if (operator?.set === 'ForAllValues' || members.length > MANY) return undefined;
    if (operator?.set === 'ForAnyValue' && members.some((c) => c.operator?.set === 'ForAnyValue')) return undefined;
    if (
      members.some((c) => c.operatorMember === condition.operatorMember && sameName(c.key.value, condition.key.value))
    )
      return undefined;
    members.push(condition);
    possible.add(allowed);
    return members.length > 1 && possible.isEmpty ? this.#why(condition) : undefined;
  }

  #why(last: Condition): Contradiction {
    const absent = this.members.find(wantsNoKey);
    if (absent) return { kind: 'nulls', at: absent, data: {} };
    const bound = this.members.find((c) => c !== last && areApart(c, last));
    if (!bound) return { kind: 'values', at: last, data: {} };
    const [start, end] = last.operator && isLower(last.operator) ? [last, bound] : [bound, last];
    return { kind: 'range', at: last, data: { start: textOf(start), end: textOf(end) } };
  }
}

/** `Null: "true"` */
function wantsNoKey(condition: Condition): boolean {
  return condition.operator?.family === 'Null' && allowedIn(condition)?.values.kind === 'none';
}

/** Whether one test bounds a date or number below where the other bounds it above, and nothing lies between. */
function areApart(a: Condition, b: Condition): boolean {
  const [one, two] = [a.operator, b.operator];
  const [first, second] = [allowedIn(a), allowedIn(b)];
  if (!one || !two || !first || !second || !/Than/.test(one.base) || !/Than/.test(two.base)) return false;
  if (isLower(one) === isLower(two)) return false;
  const both = new Possible({ steps: STEPS });
  both.add({ ...first, absent: 'no' });
  both.add({ ...second, absent: 'no' });
  return both.isEmpty;
}

function isLower({ base }: Operator): boolean {
  return base.includes('GreaterThan');
}

function textOf(condition: Condition): string {
  return condition.values[0]?.text?.value ?? '';
}

/** The key of a test; of both keys of the clock one name. */
function subjectOf(condition: Condition): string {
  return testsClock(condition) ? 'clock' : condition.key.value.toLowerCase();
}

const bySubject = memo(({ conditions }: Statement) => groupedBy(conditions, subjectOf));

/** Why no request meets all tests of a statement, or none that one of its principals makes. */
export function contradictionIn(statement: Statement): Contradiction | undefined {
  const tests = standApart(statement) ? undefined : new Tests();
  for (const condition of statement.conditions) {
    const found = selfContradiction(condition) ?? tests?.add(condition);
    if (found) return found;
  }
  return tests?.unmetByCallers(statement);
}

/** The common case, told at once: no two tests are of one key or of linked ones, and no key is one that tells who calls. */
function standApart(statement: Statement): boolean {
  let linked = 0;
  for (const condition of statement.conditions) {
    const { key, operator } = condition;
    if (KEYS_TOLD.has(key.value.toLowerCase()) || testsClock(condition) || (operator && mayLeaveNone(operator)))
      return false;
    if (conditionsNamed(statement, key.value).length > 1 || (mayBeLinked(condition) && ++linked > 1)) return false;
  }
  return true;
}

/** Whether one test alone may leave its key no value: `Null: "true"`, or one that excludes all addresses. */
function mayLeaveNone({ family, negated }: Operator): boolean {
  return family === 'Null' || (negated && family === 'IpAddress');
}

/** Whether tests contradict themselves or what stands beside them, once they stand under another operator. */
export function contradictUnder(conditions: readonly Condition[], operator: Operator): boolean {
  const moving = new Set(conditions);
  const moved = conditions.map((condition) => underOperator(condition, operator));
  const tests = new Tests();
  const [first] = conditions;
  if (!first) return false;
  const beside = bySubject(first.statement);
  const subjects = moved.flatMap((c) => [
    subjectOf(c),
    ...linksOf(c, (key) => beside.has(key)).map(({ other }) => other),
  ]);
  for (const subject of new Set([...subjects, ...KEYS_TOLD]))
    for (const condition of beside.get(subject) ?? []) if (!moving.has(condition)) tests.add(condition);
  const contradicts = moved.some((condition) => {
    const alone = selfContradiction(condition);
    return (alone !== undefined && alone.kind !== 'onlyAbsent') || tests.add(condition) !== undefined;
  });
  return contradicts || tests.unmetByCallers(first.statement) !== undefined;
}
