import { callerPolicy } from '../../policy/callerPolicy.ts';
import type { Output } from './output.ts';

/** The second half of a trust across accounts: the policy that the callers attach on their side. */
export const callerPolicyOutput: Output = {
  id: 'callerPolicy',
  label: 'The callers’ permission policy',
  detail: 'The second half: callers of other accounts need it on their own side',
  fileName: 'caller-permissions.json',
  language: 'json',
  write: ({ name, account }) =>
    `${JSON.stringify(callerPolicy(`arn:aws:iam::${account ?? '<ACCOUNT_ID>'}:role/${name}`), null, 2)}
`,
};
