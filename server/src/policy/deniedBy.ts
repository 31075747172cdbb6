import { fittingActions } from '../iam/fit.ts';
import type { Budget } from '../iam/wildcards.ts';
import { memo } from '../text/memo.ts';
import { principalNames } from '../semantics/principalNames.ts';
import type { Condition, Policy, Principal, Statement } from './model.ts';
import { callerOf } from './principalKinds.ts';
import { isSurelyMet, maySurelyBeMet } from './surelyMet.ts';
import { startOf } from './times.ts';

/**
 * The first Deny of the same policy that surely covers an Allow: every request that the Allow grants meets it too, so nobody can
 * assume the role through that Allow. Undefined where there is none, or where it can't be proved: a hole, a key that may be absent.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @param isPast whether an instant has passed; left out, a Deny from a date on covers nothing
 */
export function deniedBy(allow: Statement, isPast?: IsPast): Statement | undefined {
  return deniesOver(allow, isPast)[0];
}

/** All of them. */
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
  const byName = deniesOf(policy);
  const calls = byName.size ? callsOf(allow) : [];
  if (!calls.length) return NO_DENIALS;
  const names = principals[0] && principalNames(principals[0]);
  if (!names) return NO_DENIALS;
  const budget: Budget = { steps: Math.min(STEPS, Math.floor(STEPS_OF_ALL / policy.statements.length)) };
  const denies = new Set(names.covering.flatMap((name) => byName.get(name)?.slice(0, MOST) ?? []));
  return [...denies].flatMap((deny) => {
    if (!mayCover(deny) || !calls.every((action) => deny.assumes.includes(action))) return [];
    if (!coversCallers(deny, principals, budget)) return [];
    const since = coveringSince(deny, allow, budget);
    return since < Infinity ? [{ deny, since }] : [];
  });
});

/** Denies of one name that are looked at for one Allow: nobody writes more. */
const MOST = 50;
/** What may be compared for one Allow, and for all of a policy: far more than any that a person writes needs. Characters. */
const STEPS = 1 << 16;
const STEPS_OF_ALL = 1 << 20;

/** The Denies of a policy that can be told whole, by whom they name; none where none of them can cover anything. */
const deniesOf = memo(({ denies }: Policy): ReadonlyMap<string, readonly Statement[]> => {
  const byName = new Map<string, Statement[]>();
  if (!denies.some(mayCover)) return byName;
  for (const deny of denies) {
    if (!deny.complete || deny.conditionsOpen || deny.elements.get('NotAction') || !deny.assumes.length) continue;
    if (deny.principals.some((p) => p.negated)) continue;
    for (const name of deniedNames(deny)) {
      const alike = byName.get(name);
      if (alike) alike.push(deny);
      else byName.set(name, [deny]);
    }
  }
  return byName;
});

/** Whether all tests of a Deny are such that an Allow of the policy may surely meet them. */
const mayCover = memo(({ conditions, policy }: Statement) => conditions.every((test) => maySurelyBeMet(test, policy)));

const deniedNames = memo(
  ({ principals }: Statement): ReadonlySet<string> => new Set(principals.flatMap((p) => principalNames(p)?.own ?? [])),
);

/** The assume actions of an Allow that its callers can make. */
function callsOf({ assumes, shape }: Statement): readonly string[] {
  const fitting = new Set(
    shape.principals.flatMap((kind) => {
      const caller = callerOf(kind);
      return caller === undefined ? assumes : fittingActions(caller);
    }),
  );
  return assumes.filter((action) => fitting.has(action));
}

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
