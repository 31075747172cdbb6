import { accountOf, isAccountId } from '../iam/account.ts';
import { parseArn } from '../iam/arn.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { conditionsOn, guarantees } from './conditionGuarantees.ts';
import type { PolicySource } from '../tree/source.ts';
import type { Policy, Statement } from './model.ts';
import { isMetByCallers } from './surelyMet.ts';

/**
 * Accounts that a document itself shows to be the role's own: of the role's ARN, of a Federated provider (it lives in the
 * role's account), of aws:SourceAccount or aws:PrincipalAccount; not where it only repeats the account of the principals.
 */
export function accountsShownOwn(policies: readonly Policy[]): ReadonlySet<string> {
  const own = new Set<string>();
  for (const policy of policies) {
    const role = accountOfRole(policy.source);
    if (role !== undefined) own.add(role);
    for (const account of accountsShownIn(policy)) own.add(account);
  }
  return own;
}

/** The account of the role that a policy is known to be of. */
export function accountOfRole({ owner }: Pick<PolicySource, 'owner'>): string | undefined {
  if (owner?.roleArn === undefined) return undefined;
  const account = parseArn({ value: owner.roleArn, holes: [] })?.account.value;
  return account !== undefined && isAccountId(account) ? account : undefined;
}

/** Those that the text of a policy shows. */
export function accountsShownIn({ statements }: Policy): ReadonlySet<string> {
  const own = new Set<string>();
  for (const statement of statements) {
    for (const principal of statement.principals) {
      const account = principal.type === 'Federated' ? accountOf(principal.value) : undefined;
      if (account !== undefined) own.add(account);
    }
    if (statement.effect === 'Allow' && statement.conditions.length) addTested(statement, own);
  }
  return own;
}

function addTested(statement: Statement, own: Set<string>): void {
  for (const key of [KEYS.sourceAccount, KEYS.principalAccount])
    for (const condition of conditionsOn(statement, key)) {
      if (guarantees(condition) !== 'yes' || isMetByCallers(condition)) continue;
      for (const { text } of condition.values) if (text && isAccountId(text.value)) own.add(text.value);
    }
}
