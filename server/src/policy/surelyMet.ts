import { hasWildcard, type Budget } from '../iam/wildcards.ts';
import type { Allowed } from '../semantics/allowed.ts';
import { Possible } from '../semantics/possible.ts';
import { alwaysSends, type CallerFacts } from '../semantics/request.ts';
import { KEYS_TOLD } from '../semantics/sentValues.ts';
import { memo } from '../text/memo.ts';
import { allowedIn, sentBy } from './allowedValues.ts';
import { guarantees } from './conditionGuarantees.ts';
import { conditionsNamed } from './conditionIndex.ts';
import { tellersOf, type KeyLink } from './keyLinks.ts';
import { sendersAmong } from './keyFacts.ts';
import type { Condition, Policy, Statement } from './model.ts';
import { isClock, testsClock } from './times.ts';

/**
 * Whether every request that an Allow grants surely meets a test of another statement.
 * @param budget what may be compared yet; what a used-up one leaves open is not known
 */
export function isSurelyMet(test: Condition, allow: Statement, budget: Budget): boolean {
  const wanted = allowedIn(test);
  // What can be told of a test that is written alike, is told of its values as well.
  if (!(wanted && isTold(wanted)) && isAlikeBeside(test, allow, budget)) return true;
  if (!wanted) return false;
  const known = possibleOf(test, allow, budget);
  return (
    known?.every((possible) => --budget.steps >= 0 && possible.isWithin(wanted, budget)) === true && budget.steps >= 0
  );
}

/** A test that is for one text to the letter, of a key of which neither the caller nor another test tells. */
export interface TextTest {
  /** Its key and how it compares: of two of one name, each for another text, none surely meets the other. */
  readonly name: string;
  readonly text: string;
}

export const textTestOf = memo((condition: Condition): TextTest | undefined => {
  const { operator, key, values, open } = condition;
  const [only, ...more] = values;
  if (open || !only?.text || more.length || operator?.family !== 'String' || operator.base.endsWith('IgnoreCase'))
    return undefined;
  const { value: text, holes } = only.text;
  if (holes.length || text === '' || text.includes('${') || (operator.wildcards && hasWildcard(text))) return undefined;
  const name = key.value.toLowerCase();
  if (KEYS_TOLD.has(name) || tellersOf(condition, () => true).length) return undefined;
  return { name: `${operator.base} ${name}`, text };
});

function isTold({ absent, values, of }: Allowed): boolean {
  return absent !== 'unknown' && values.kind !== 'unknown' && of === 'one';
}

/**
 * Whether some Allow of the policy may have only requests that surely meet a test of a Deny: another test speaks of its key or of a
 * linked one, or what the callers send tells it. Of most Denies nothing does, and then no Allow need be looked at.
 */
export function maySurelyBeMet(test: Condition, policy: Policy): boolean {
  const name = test.key.value.toLowerCase();
  const asked = keysAsked(policy);
  if (asked.has(name) || KEYS_TOLD.has(name) || isClock(name)) return true;
  if (tellersOf(test, (other) => asked.has(other)).length) return true;
  const wanted = allowedIn(test);
  return wanted !== undefined && sentIn(policy, name).some((sent) => isWithin(sent, wanted));
}

const sentByName = memo<Policy, Map<string, readonly Allowed[]>>(() => new Map());

/** What the callers of a policy's Allows send of a key; asked for each Deny. */
function sentIn(policy: Policy, name: string): readonly Allowed[] {
  const known = sentByName(policy);
  let sent = known.get(name);
  if (!sent) known.set(name, (sent = callersIn(policy).map((caller) => sentBy(caller, name))));
  return sent;
}

function isWithin(sent: Allowed, wanted: Allowed): boolean {
  // Of most keys the caller tells only whether it sends them.
  if (sent.values.kind === 'none') return wanted.absent === 'yes';
  if (sent.absent !== 'no' && wanted.absent !== 'yes') return false;
  if (sent.values.kind === 'every' && wanted.values.kind !== 'line') return wanted.values.kind === 'every';
  const possible = new Possible({ steps: STEPS });
  possible.add(sent);
  return possible.isWithin(wanted);
}

const allowsOf = memo(({ statements }: Policy) => statements.filter(({ effect }) => effect === 'Allow'));

/** The keys that the Allows test, lower case. */
const keysAsked = memo(
  (policy: Policy): ReadonlySet<string> =>
    new Set(allowsOf(policy).flatMap(({ conditions }) => conditions.map((c) => c.key.value.toLowerCase()))),
);

/** One of all callers of the Allows that send the same keys. */
const callersIn = memo((policy: Policy) => sendersAmong(allowsOf(policy).flatMap(({ shape }) => shape.principals)));

/** Whether surely none of these requests meets it. */
export function isNeverMet(test: Condition, allow: Statement, budget: Budget): boolean {
  const wanted = allowedIn(test);
  if (!wanted || !allow.shape.principals.length) return false;
  const known = possibleOf(test, allow, budget);
  return known?.every((possible) => possible.with(wanted, budget).isEmpty) === true && budget.steps >= 0;
}

const possibleByKey = memo<Statement, Map<string, readonly Possible[]>>(() => new Map());

/** What each caller of an Allow may send of a test's key, in requests that the Allow grants; undefined where the budget ends. */
function possibleOf(test: Condition, allow: Statement, budget: Budget): readonly Possible[] | undefined {
  const name = isClock(test.key.value) ? 'clock' : test.key.value.toLowerCase();
  const known = possibleByKey(allow);
  const before = known.get(name);
  if (before) return before;
  const found = readPossible(test, allow, callersOf(allow), budget);
  if (budget.steps < 0) return undefined;
  known.set(name, found);
  return found;
}

function readPossible(
  test: Condition,
  allow: Statement,
  callers: readonly (CallerFacts | undefined)[],
  budget: Budget,
): readonly Possible[] {
  const given = besideOn(allow, test).flatMap((condition) => allowedIn(condition) ?? []);
  const told = tellersOf(test, (key) => conditionsNamed(allow, key).length > 0).flatMap((link) => toldBy(link, allow));
  const found: Possible[] = [];
  for (const caller of callers) {
    budget.steps -= 1 + given.length;
    if (budget.steps < 0) break;
    const possible = new Possible(budget);
    for (const allowed of given) possible.add(allowed);
    for (const allowed of told) possible.add(allowed);
    possible.add(sentBy(caller, test.key.value));
    found.push(possible);
  }
  return found;
}

/** What one caller may send of a test's key, in requests that a statement grants. */
export function possibleFor(
  caller: CallerFacts | undefined,
  test: Condition,
  statement: Statement,
  budget: Budget,
): Possible | undefined {
  return readPossible(test, statement, [caller], budget)[0];
}

/** What the tests of another key, which all requests of a statement have, tell of the values of a key. */
function toldBy(link: KeyLink, statement: Statement): readonly Allowed[] {
  return conditionsNamed(statement, link.other).flatMap((condition): readonly Allowed[] => {
    const values = guarantees(condition) === 'yes' ? link.tell(condition) : undefined;
    return values ? [{ absent: 'yes', values, of: 'one' }] : [];
  });
}

function isAlikeBeside(test: Condition, allow: Statement, budget: Budget): boolean {
  const named = besideOn(allow, test);
  budget.steps -= 1 + named.length;
  return budget.steps >= 0 && named.some((given) => isSame(given, test, budget));
}

/**
 * Whether all callers of a statement meet a condition anyway, as the accounts and services that it names tell: then it keeps none
 * of them out. Silent where they may come without the key.
 */
export const isMetByCallers = memo((condition: Condition): boolean => {
  const { statement, key, operator } = condition;
  const [first] = statement.shape.principals;
  if (!first?.caller || !alwaysSends(first.caller, key.value)) return false; // as of most keys
  const wanted = allowedIn(condition);
  if (!wanted) return false;
  const budget: Budget = { steps: STEPS };
  return callersOf(statement).every((caller) => {
    // That the one role has its own ARN is said twice; that another's is excluded keeps nobody out.
    const known = caller && (operator?.negated ? caller : ofWholeAccount(caller));
    if (!known || !alwaysSends(known, key.value)) return false;
    const possible = new Possible(budget);
    possible.add(sentBy(known, key.value));
    return possible.isWithin(wanted) && budget.steps >= 0;
  });
});

/** More than the principals of a policy need that IAM takes. */
const STEPS = 1 << 18;

/** An account that stands for itself alone is one of AWS's own partition, unless it can't be met at all. */
function ofWholeAccount({ kinds, account, partition, service }: CallerFacts): CallerFacts {
  if (account === undefined) return { kinds, ...(service === undefined ? {} : { service }) };
  return { kinds: ['user', 'session'], account, partition: partition ?? 'aws' };
}

/** Each of the statement's callers once, as far as they differ. */
const callersOf = memo(({ shape }: Statement): readonly (CallerFacts | undefined)[] => {
  const found = new Map<string, CallerFacts | undefined>();
  for (const { caller } of shape.principals) found.set(caller ? JSON.stringify(caller) : '', caller);
  return [...found.values()];
});

function besideOn(statement: Statement, { key }: Condition): readonly Condition[] {
  if (!isClock(key.value)) return conditionsNamed(statement, key.value);
  return statement.conditions.filter(testsClock);
}

/** Whether two tests are written alike; then one asks what the other does, whatever a variable in them stands for. */
function isSame(a: Condition, b: Condition, budget: Budget): boolean {
  if (a.open || b.open || !a.operator || a.operatorMember.key.value !== b.operatorMember.key.value) return false;
  if (a.key.value.toLowerCase() !== b.key.value.toLowerCase()) return false;
  const [one, two] = [textsOf(a), textsOf(b)];
  if (!one || !two || one.size !== two.size) return false;
  budget.steps -= one.size;
  if (budget.steps < 0) return false;
  for (const text of one) if (!two.has(text)) return false;
  return true;
}

const textsOf = memo(({ values }: Condition): ReadonlySet<string> | undefined => {
  if (!values.length || !values.every(({ text }) => text)) return undefined;
  return new Set(values.map(({ text }) => text?.value ?? ''));
});
