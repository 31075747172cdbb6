import { isAccountId } from '../iam/account.ts';
import { parseArn } from '../iam/arn.ts';
import type { Policy } from '../policy/model.ts';
import { accountsShownOwn } from '../policy/ownAccounts.ts';

/** What is known of the role that is asked for. */
export interface Home {
  readonly account: string | undefined;
  readonly partition: string | undefined;
}

/** What a policy's document tells of its role: its ARN, else an account that the policy shows to be its own. */
export function homeOf(policy: Policy): Home {
  const arn = policy.source.owner?.roleArn;
  const told = arn === undefined ? undefined : homeIn(arn);
  if (told?.account !== undefined) return told;
  const [account, ...others] = accountsShownOwn([policy]);
  return { account: others.length ? undefined : account, partition: told?.partition };
}

export function homeIn(roleArn: string): Home {
  const arn = parseArn({ value: roleArn, holes: [] });
  const account = arn?.account.value;
  return {
    account: account !== undefined && isAccountId(account) ? account : undefined,
    partition: arn?.partition.value,
  };
}
