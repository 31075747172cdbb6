import { callerPolicy } from '../../policy/callerPolicy.ts';
import type { Output } from './output.ts';

/** The second half of a trust across accounts: the policy that the callers attach on their side. */
export const callerPolicyOutput: Output = {
  id: 'callerPolicy',
  label: 'Permissions policy for the callers',
  detail: 'Callers from other accounts also need it on their side',
  fileName: 'caller-permissions.json',
  language: 'json',
  write: ({ name, account }) =>
    `${JSON.stringify(callerPolicy(`arn:aws:iam::${account ?? '<ACCOUNT_ID>'}:role/${name}`), null, 2)}
`,
};
