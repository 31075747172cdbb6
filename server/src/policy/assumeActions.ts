import { ASSUME_ACTIONS, sameName } from '../iam/vocabulary.ts';
import { coversAction } from '../semantics/action.ts';
import { EVERYONE, principalNames } from '../semantics/principalNames.ts';
import { memo } from '../text/memo.ts';
import type { Policy, Principal, Statement } from './model.ts';
import type { Text } from './policyText.ts';

/**
 * The assume actions that a list of actions covers; wildcards count for all they match. Unknown names count for none.
 * Companions (sts:TagSession, …) alone let nobody in: AWS's own pattern splits them off.
 */
export function assumeActionsOf(actions: readonly Text[]): readonly string[] {
  return ASSUME_ACTIONS.filter((action) => actions.some((a) => coversAction(a.value.trim(), action)));
}

/** Whether an action is one of those that let somebody in, spelt out. */
export function isAssumeAction(action: Text): boolean {
  return ASSUME_ACTIONS.some((a) => sameName(a, action.value));
}

/** Whether some Allow of the policy allows an action to one of these principals; what is not known yet may. */
export function allowsTo(statement: Statement, action: string, principals: readonly Principal[]): boolean {
  if (statement.effect === 'Allow' && mayAllow(statement, action)) return true;
  const { everyone, names } = allowed(statement.policy, action);
  return (
    everyone || principals.some((p) => principalNames(p)?.covering.some((name) => names.has(name)) ?? names.size > 0)
  );
}

function mayAllow({ elements, actions }: Statement, action: string): boolean {
  return (
    elements.get('NotAction') !== undefined ||
    actions.some((a) => a.holes.length > 0 || coversAction(a.value.trim(), action))
  );
}

/** To whom the Allows of a policy give an action. */
interface Allowed {
  /** Or somebody who is not known yet. */
  everyone: boolean;
  /** As principals are called where they are compared. */
  readonly names: Set<string>;
}

const allowedBy = memo<Policy, Map<string, Allowed>>(() => new Map());

function allowed(policy: Policy, action: string): Allowed {
  const known = allowedBy(policy);
  let found = known.get(action);
  if (!found) known.set(action, (found = readAllowed(policy, action)));
  return found;
}

function readAllowed({ statements }: Policy, action: string): Allowed {
  const found: Allowed = { everyone: false, names: new Set() };
  for (const statement of statements) {
    if (statement.effect !== 'Allow' || !mayAllow(statement, action)) continue;
    for (const principal of statement.principals) {
      const own = principalNames(principal)?.own;
      if (!own || own[0] === EVERYONE) found.everyone = true;
      else for (const name of own) found.names.add(name);
    }
  }
  return found;
}
