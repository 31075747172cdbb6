import { inlinePolicyName, type Role } from '../../role.ts';
import { command, option, printed, quoted, type Lines } from './shell.ts';

/** Stops before anything is made where it would be in the wrong account, or would lack a policy half-way. */
export function checksBefore({ account, managedPolicies }: Role): Lines {
  const lines = [
    ...(account === undefined ? [] : rightAccount(account)),
    ...managedPolicies.map((arn) => `aws iam get-policy ${option('--policy-arn', arn)} > /dev/null`),
  ];
  return lines.length ? ['', '# Stop here if this is the wrong account or a managed policy is missing', ...lines] : [];
}

function rightAccount(account: string): Lines {
  return [
    `account=${printed('aws sts get-caller-identity', '--query=Account', '--output=text')}`,
    `if [ "$account" != ${quoted(account)} ]; then`,
    `  echo "The role belongs in account ${account}, but these commands run in account $account." >&2`,
    '  exit 1',
    'fi',
  ];
}

/** What is there now. */
export function checks(role: Role): Lines {
  const name = option('--role-name', role.name);
  return [
    '# 5. Verify: the account, the trust policy in IAM, and the permissions',
    'aws sts get-caller-identity',
    ...command('aws iam get-role', name, option('--query', 'Role.AssumeRolePolicyDocument')),
    ...command('aws iam list-attached-role-policies', name),
    ...command('aws iam list-role-policies', name),
    ...(role.inlinePolicy === undefined
      ? []
      : command('aws iam get-role-policy', name, option('--policy-name', inlinePolicyName(role)))),
  ];
}
