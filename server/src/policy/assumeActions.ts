import { accountOf, isWholeAccount } from '../iam/account.ts';
import { ASSUME_ACTIONS, sameName } from '../iam/vocabulary.ts';
import { coversAction } from '../semantics/action.ts';
import { memo } from '../text/memo.ts';
import type { Policy, Statement } from './model.ts';
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
export function allowsTo(statement: Statement, action: string, principals: readonly Text[]): boolean {
  if (statement.effect === 'Allow' && mayAllow(statement, action)) return true;
  const { everyone, names, accounts } = allowed(statement.policy, action);
  return (
    everyone ||
    principals.some((p) => names.has(p.value)) ||
    (accounts.size > 0 && principals.some((p) => accounts.has(accountOf(p))))
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
  readonly names: Set<string>;
  /** Whole accounts. */
  readonly accounts: Set<string | undefined>;
}

const allowedBy = memo<Policy, Map<string, Allowed>>(() => new Map());

function allowed(policy: Policy, action: string): Allowed {
  const known = allowedBy(policy);
  let found = known.get(action);
  if (!found) known.set(action, (found = readAllowed(policy, action)));
  return found;
}

function readAllowed({ statements }: Policy, action: string): Allowed {
  const found: Allowed = { everyone: false, names: new Set(), accounts: new Set() };
  for (const statement of statements) {
    if (statement.effect !== 'Allow' || !mayAllow(statement, action)) continue;
    for (const { value } of statement.principals) {
      if (value.value === '*' || value.holes.length > 0) found.everyone = true;
      found.names.add(value.value);
      if (isWholeAccount(value) === 'yes') found.accounts.add(accountOf(value));
    }
  }
  return found;
}
