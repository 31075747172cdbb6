import type { Budget } from '../iam/wildcards.ts';
import { memo } from '../text/memo.ts';
import { principalNames } from '../semantics/principalNames.ts';
import { deniedTogether } from './deniedTogether.ts';
import { callsOf, deniedNames, deniesOf, MOST_DENIES } from './denies.ts';
import type { Condition, Policy, Principal, Statement } from './model.ts';
import { isSurelyMet, maySurelyBeMet } from './surelyMet.ts';
import { startOf } from './times.ts';

/**
 * The first Deny of the same policy that, alone or with others, surely covers an Allow: every request that the Allow grants meets
 * one of them too, so nobody can assume the role through that Allow. Undefined where there is none, or where it can't be proved: a hole, a key that may be absent.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @param isPast whether an instant has passed; left out, a Deny from a date on covers nothing
 */
export function deniedBy(allow: Statement, isPast?: IsPast): Statement | undefined {
  return denyingAll(allow, isPast)[0];
}

/** The Denies that cover an Allow: one that does alone, else several that do together. */
export function denyingAll(allow: Statement, isPast?: IsPast): readonly Statement[] {
  const [alone] = deniesOver(allow, isPast);
  return alone ? [alone] : deniedTogether(allow);
}

/** All that cover it alone. */
export function deniesOver(allow: Statement, isPast?: IsPast): readonly Statement[] {
  if (!allow.policy.denies.length) return NONE;
  return denialsOf(allow).flatMap(({ deny, since }) => (since === ALWAYS || isPast?.(since) ? [deny] : []));
}

export type IsPast = (instant: number) => boolean;

/** A Deny that covers an Allow from an instant on. */
interface Denial {
  readonly deny: Statement;
  readonly since: number;
}

const ALWAYS = -Infinity;
const NONE: readonly Statement[] = [];
const NO_DENIALS: readonly Denial[] = [];

const denialsOf = memo((allow: Statement): readonly Denial[] => {
  const { effect, policy, principals, complete, elements } = allow;
  if (effect !== 'Allow' || !complete || elements.get('NotAction')) return NO_DENIALS;
  const byName = mayAnyCover(policy) ? deniesOf(policy) : NO_NAMES;
  const calls = byName.size ? callsOf(allow) : [];
  if (!calls.length) return NO_DENIALS;
  const names = principals[0] && principalNames(principals[0]);
  if (!names) return NO_DENIALS;
  const budget: Budget = { steps: Math.min(STEPS, Math.floor(STEPS_OF_ALL / policy.statements.length)) };
  const denies = new Set(names.covering.flatMap((name) => byName.get(name)?.slice(0, MOST_DENIES) ?? []));
  return [...denies].flatMap((deny) => {
    if (!mayCover(deny) || !calls.every((action) => deny.assumes.includes(action))) return [];
    if (!coversCallers(deny, principals, budget)) return [];
    const since = coveringSince(deny, allow, budget);
    return since < Infinity ? [{ deny, since }] : [];
  });
});

/** What may be compared for one Allow, and for all of a policy: far more than any that a person writes needs. Characters. */
const STEPS = 1 << 16;
const STEPS_OF_ALL = 1 << 20;

const NO_NAMES: ReadonlyMap<string, readonly Statement[]> = new Map();

const mayAnyCover = memo(({ denies }: Policy): boolean => denies.some(mayCover));

/** Whether all tests of a Deny are such that an Allow of the policy may surely meet them. */
const mayCover = memo(({ conditions, policy }: Statement) => conditions.every((test) => maySurelyBeMet(test, policy)));

function coversCallers(deny: Statement, callers: readonly Principal[], budget: Budget): boolean {
  const denied = deniedNames(deny);
  budget.steps -= callers.length;
  return budget.steps >= 0 && callers.every((p) => principalNames(p)?.covering.some((name) => denied.has(name)));
}

/** From when on all that an Allow grants meets the tests of a Deny; never is infinitely far. */
function coveringSince(deny: Statement, allow: Statement, budget: Budget): number {
  const since = (test: Condition): number => (isSurelyMet(test, allow, budget) ? ALWAYS : (startOf(test) ?? Infinity));
  let last = ALWAYS;
  for (const test of deny.conditions) {
    last = Math.max(last, since(test));
    if (last === Infinity) break;
  }
  return last;
}
