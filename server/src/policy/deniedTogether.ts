import type { Budget } from '../iam/wildcards.ts';
import { outside, type Allowed } from '../semantics/allowed.ts';
import type { Possible } from '../semantics/possible.ts';
import { principalNames } from '../semantics/principalNames.ts';
import type { CallerFacts } from '../semantics/request.ts';
import { Texts } from '../semantics/texts.ts';
import { memo } from '../text/memo.ts';
import { allowedIn } from './allowedValues.ts';
import { callsOf, deniesOf, MOST_DENIES } from './denies.ts';
import { factsOf } from './keyFacts.ts';
import type { Condition, Policy, Principal, Statement } from './model.ts';
import { possibleFor } from './surelyMet.ts';
import { testsClock } from './times.ts';

/**
 * The Denies of the same policy that together cover an Allow: each request that it grants surely meets one of them. None where that
 * can't be proved. A request escapes a Deny by not meeting one of its tests; where no choice of such tests leaves a request, none
 * escapes them all.
 */
export const deniedTogether = memo((allow: Statement): readonly Statement[] => {
  const { effect, policy, principals, complete, elements } = allow;
  if (effect !== 'Allow' || !complete || elements.get('NotAction') || policy.denies.length < 2) return NONE;
  if (principals.length < 2 && !testedByTwo(policy)) return NONE;
  const budget = budgetOf(policy);
  const calls = callsOf(allow);
  if (!calls.length || budget.steps < 0) return NONE;
  const needed = new Set<Statement>();
  for (const [i, principal] of principals.entries())
    for (const call of calls) {
      const denies = denyingCall({ allow, principal, call, caller: allow.shape.principals[i]?.caller, budget });
      if (!denies.length) return NONE;
      for (const deny of denies) needed.add(deny);
    }
  return policy.denies.filter((deny) => needed.has(deny));
});

const NONE: readonly Statement[] = [];

/** What may be compared in all Allows of a policy, in tests and characters: far more than any that a person writes needs. */
const budgetOf = memo<Policy, Budget>(() => ({ steps: 1 << 14 }));
/** Denies that are looked at for one caller: nobody writes more. */
const MOST = 8;
/** What one step of the search costs. */
const COST = 8;

/** The requests of one caller that an Allow grants. */
interface Cell {
  readonly allow: Statement;
  readonly principal: Principal;
  readonly call: string;
  readonly caller: CallerFacts | undefined;
  readonly budget: Budget;
}

/** The Denies that leave no request of a cell. */
function denyingCall(cell: Cell): readonly Statement[] {
  const { allow, principal, call } = cell;
  const known = foundByCell(allow.policy);
  // Of Allows without conditions there may be many, and what one caller may send is then the same in all of them.
  const name = allow.conditions.length ? undefined : `${call} ${principal.type ?? ''} ${principal.value.value}`;
  const before = name === undefined ? undefined : known.get(name);
  if (before) return before;
  const found = leastOf(deniesFor(cell), cell) ?? NONE;
  if (name !== undefined) known.set(name, found);
  return found;
}

const foundByCell = memo<Policy, Map<string, readonly Statement[]>>(() => new Map());

/** Whether two Denies of a policy test one key: else one caller meets both only where one of them is enough. */
const testedByTwo = memo(({ denies }: Policy): boolean => {
  const tested = new Set<string>();
  return denies.some(({ conditions }) => {
    const own = new Set(conditions.map(subjectOf));
    const isTwice = [...own].some((key) => tested.has(key));
    for (const key of own) tested.add(key);
    return isTwice;
  });
});

/** The key of a test; of both keys of the clock one name. */
function subjectOf(test: Condition): string {
  return testsClock(test) ? 'clock' : test.key.value.toLowerCase();
}

/** The Denies that name a principal's callers, all of them, and their call, as far as a request can be told to escape them. */
function deniesFor({ principal, call, allow }: Cell): readonly Statement[] {
  const byName = deniesOf(allow.policy);
  const names = principalNames(principal)?.covering ?? [];
  const denies = new Set(names.flatMap((name) => byName.get(name)?.slice(0, MOST_DENIES) ?? []));
  return [...denies].filter((deny) => deny.assumes.includes(call) && deny.conditions.every((test) => escaping(test)));
}

/** What a request has that escapes a Deny by one of its tests; undefined where that can't be told. */
const escaping = memo((test: Condition): Allowed | undefined => {
  const allowed = allowedIn(test);
  const escape = allowed && outside(allowed);
  return escape?.values.kind === 'line' && !isOnLine(test) ? undefined : escape;
});

/** Whether all values of a test's key are numbers, times or addresses, so that one which isn't below a bound is above. */
function isOnLine(test: Condition): boolean {
  const type = factsOf(test)?.type;
  return type === 'Numeric' || type === 'Date' || type === 'IPAddress';
}

/** The fewest of some Denies that leave no request of a cell; undefined where some may be left. */
function leastOf(denies: readonly Statement[], cell: Cell): readonly Statement[] | undefined {
  let least = [...denies].sort((a, b) => a.conditions.length - b.conditions.length).slice(0, MOST);
  if (!least.length || mayEscape(least, new Map(), cell)) return undefined;
  for (const deny of least) {
    const others = least.filter((other) => other !== deny);
    if (others.length && !mayEscape(others, new Map(), cell)) least = others;
  }
  return least;
}

/** What is left of the keys that were spoken of, in requests that escaped the Denies before. */
type Left = ReadonlyMap<string, Possible>;

/** Whether a request may escape each of some Denies. */
function mayEscape([deny, ...others]: readonly Statement[], left: Left, cell: Cell): boolean {
  if (!deny) return true;
  return deny.conditions.some((test) => {
    if ((cell.budget.steps -= COST) < 0) return true;
    const subject = subjectOf(test);
    const known = left.get(subject) ?? possibleIn(cell, test);
    const escape = escaping(test);
    const rest = escape && known?.with(escape, cell.budget);
    if (!rest || cell.budget.steps < 0) return true;
    return !rest.isEmpty && mayEscape(others, new Map(left).set(subject, rest), cell);
  });
}

function possibleIn({ allow, caller, budget }: Cell, test: Condition): Possible | undefined {
  const possible = possibleFor(caller, test, allow, budget);
  if (factsOf(test)?.type === 'Bool') possible?.add(TRUE_OR_FALSE);
  return possible;
}

const TRUE_OR_FALSE: Allowed = {
  absent: 'yes',
  values: { kind: 'some', texts: Texts.of(['true', 'false'], { wildcards: false, folds: true, inParts: false }) },
  of: 'one',
};
