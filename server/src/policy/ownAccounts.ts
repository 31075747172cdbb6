import { accountOf, isAccountId } from '../iam/account.ts';
import { parseArn } from '../iam/arn.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { conditionsOn, guarantees } from './conditionGuarantees.ts';
import type { Policy } from './model.ts';

/**
 * Accounts that a document itself shows to be the role's own: of the role's ARN, of a Federated provider (it lives in the
 * role's account), of aws:SourceAccount or aws:PrincipalAccount.
 */
export function accountsShownOwn(policies: readonly Policy[]): ReadonlySet<string> {
  const own = new Set<string>();
  for (const policy of policies) {
    const roleArn = policy.source.owner?.roleArn;
    const role = roleArn === undefined ? undefined : parseArn({ value: roleArn, holes: [] })?.account.value;
    if (role !== undefined && isAccountId(role)) own.add(role);
    for (const statement of policy.statements) {
      for (const principal of statement.principals) {
        const account = principal.type === 'Federated' ? accountOf(principal.value) : undefined;
        if (account !== undefined) own.add(account);
      }
      if (statement.effect !== 'Allow') continue;
      for (const key of [KEYS.sourceAccount, KEYS.principalAccount]) {
        for (const condition of conditionsOn(statement, key)) {
          if (guarantees(condition) !== 'yes') continue;
          for (const { text } of condition.values) if (text && isAccountId(text.value)) own.add(text.value);
        }
      }
    }
  }
  return own;
}
