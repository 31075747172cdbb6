import { accountOf, isWholeAccount } from '../iam/account.ts';
import { fittingActions } from '../iam/fit.ts';
import type { Budget } from '../iam/wildcards.ts';
import { memo } from '../text/memo.ts';
import type { Policy, Principal, Statement } from './model.ts';
import { callerOf } from './principalKinds.ts';
import { isSurelyMet } from './surelyMet.ts';

/**
 * The Deny of the same policy that surely covers an Allow: every request that the Allow grants meets it too, so nobody can assume
 * the role through that Allow. Undefined where there is none, or where it can't be proved: a hole, a key that may be absent.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const deniedBy = memo((allow: Statement): Statement | undefined => {
  const { effect, policy, principals, complete } = allow;
  const [first] = principals;
  if (effect !== 'Allow' || !first || !complete || !policy.denies.length) return undefined;
  if (allow.elements.get('NotAction') || !principals.every(isKnown)) return undefined;
  const calls = callsOf(allow);
  if (!calls.length) return undefined;
  const index = deniesOf(policy);
  const everyone = meetsEveryone(first) ? index.everyone : [];
  const budget: Budget = { steps: Math.min(STEPS, Math.floor(STEPS_OF_ALL / policy.statements.length)) };
  return [...everyone.slice(0, MOST), ...(index.byName.get(nameOf(first)) ?? []).slice(0, MOST)].find(
    (deny) =>
      calls.every((action) => deny.assumes.includes(action)) &&
      coversCallers(deny, principals, budget) &&
      deny.conditions.every((test) => isSurelyMet(test, allow, budget)),
  );
});

/** Denies of everyone, and of one caller, that are looked at for one Allow: nobody writes more. */
const MOST = 50;
/** What may be compared for one Allow, and for all of a policy: far more than any that a person writes needs. Characters. */
const STEPS = 1 << 16;
const STEPS_OF_ALL = 1 << 20;

interface Denies {
  /** Those of `*`. */
  readonly everyone: readonly Statement[];
  readonly byName: ReadonlyMap<string, readonly Statement[]>;
}

/** The Denies of a policy that can be told whole, by whom they name. */
const deniesOf = memo(({ denies }: Policy): Denies => {
  const everyone: Statement[] = [];
  const byName = new Map<string, Statement[]>();
  for (const deny of denies) {
    if (!deny.complete || deny.conditionsOpen || deny.elements.get('NotAction') || !deny.assumes.length) continue;
    if (deny.principals.some((p) => p.negated)) continue;
    if (deny.principals.some(isEveryone)) everyone.push(deny);
    else
      for (const name of deniedCallers(deny).names) {
        const alike = byName.get(name);
        if (alike) alike.push(deny);
        else byName.set(name, [deny]);
      }
  }
  return { everyone, byName };
});

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

function isKnown({ type, value, negated }: Principal): boolean {
  return type !== undefined && !negated && !value.holes.length;
}

function isEveryone({ type, value }: Principal): boolean {
  return type === '*' || (type === 'AWS' && value.value === '*');
}

/** AWS does not say whether a `*` in a trust policy's Deny also means services and federated callers, so it is taken for accounts only. */
function meetsEveryone({ type }: Principal): boolean {
  return type === '*' || type === 'AWS';
}

function coversCallers(deny: Statement, callers: readonly Principal[], budget: Budget): boolean {
  const { names, everyone } = deniedCallers(deny);
  budget.steps -= callers.length;
  return budget.steps >= 0 && callers.every((p) => (everyone && meetsEveryone(p)) || names.has(nameOf(p)));
}

const deniedCallers = memo(({ principals }: Statement) => ({
  names: new Set(principals.filter(isKnown).map(nameOf)),
  everyone: principals.some(isEveryone),
}));

/** An account's ID and its root ARN are one principal. */
const nameOf = memo(({ type, value }: Principal): string => {
  const account = type === 'AWS' && isWholeAccount(value) === 'yes' ? accountOf(value) : undefined;
  return `${type ?? ''} ${account ?? value.value}`;
});
