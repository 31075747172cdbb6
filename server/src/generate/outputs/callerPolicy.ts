import { ASSUME_ROLE, VERSION } from '../../iam/words.ts';
import type { JsonValue } from '../../tree/node.ts';
import type { Output } from './output.ts';

/** The second half of a trust across accounts: the policy that the callers attach on their side. */
export const callerPolicyOutput: Output = {
  id: 'callerPolicy',
  label: 'The callers’ permission policy',
  detail: 'The second half: callers of other accounts need it on their own side',
  fileName: 'caller-permissions.json',
  language: 'json',
  write: ({ name, account }) => {
    const policy: JsonValue = {
      Version: VERSION,
      Statement: [
        { Effect: 'Allow', Action: ASSUME_ROLE, Resource: `arn:aws:iam::${account ?? '<ACCOUNT_ID>'}:role/${name}` },
      ],
    };
    return `${JSON.stringify(policy, null, 2)}\n`;
  },
};
