import { accountOf, isWholeAccount } from '../iam/account.ts';
import { ASSUME_ACTIONS, sameName } from '../iam/vocabulary.ts';
import { wildcardMatches } from '../iam/wildcards.ts';
import type { Statement } from './model.ts';
import type { Text } from './policyText.ts';

/**
 * The assume actions that a list of actions covers; wildcards count for all they match. Unknown names count for none.
 * Companions (sts:TagSession, …) alone let nobody in: AWS's own pattern splits them off.
 */
export function assumeActionsOf(actions: readonly Text[]): readonly string[] {
  return ASSUME_ACTIONS.filter((action) => actions.some((a) => covers(a.value, action)));
}

/** Whether a statement lets somebody in: an Allow with an assume action. */
export function letsIn(statement: Statement, action?: string): boolean {
  if (statement.effect !== 'Allow') return false;
  return action === undefined ? statement.assumes.length > 0 : statement.assumes.includes(action);
}

function covers(pattern: string, action: string): boolean {
  if (pattern === action) return true;
  if (!pattern.includes('*') && !pattern.includes('?')) return sameName(pattern.trim(), action);
  return wildcardMatches(pattern.toLowerCase(), action.toLowerCase());
}

/** Whether an action is one of those that let somebody in, spelt out. */
export function isAssumeAction(action: Text): boolean {
  return ASSUME_ACTIONS.some((a) => sameName(a, action.value));
}

/** Whether some Allow of the policy allows an action to one of these principals; what is not known yet may. */
export function allowsTo(statement: Statement, action: string, principals: readonly Text[]): boolean {
  const names = principals.map((p) => p.value);
  const accounts = principals.map(accountOf);
  return statement.policy.statements.some((other) => {
    if (other.effect !== 'Allow') return false;
    const same =
      other === statement ||
      other.principals.some(
        ({ value }) =>
          value.value === '*' ||
          value.holes.length > 0 ||
          names.includes(value.value) ||
          (isWholeAccount(value) === 'yes' && accounts.includes(accountOf(value))),
      );
    return (
      same &&
      (other.elements.get('NotAction') !== undefined ||
        other.actions.some((a) => a.holes.length > 0 || covers(a.value, action)))
    );
  });
}
