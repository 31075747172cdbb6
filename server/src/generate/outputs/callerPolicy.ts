import { callerPolicy } from '../../policy/callerPolicy.ts';
import { roleArn } from '../role.ts';
import type { Output } from './output.ts';

/** The second half of a trust across accounts: the policy that the callers attach on their side. */
export const callerPolicyOutput: Output = {
  id: 'callerPolicy',
  label: 'Permissions policy for the callers',
  detail: 'Callers from other accounts also need it on their side',
  fileName: 'caller-permissions.json',
  language: 'json',
  write: (role) => `${JSON.stringify(callerPolicy(roleArn(role)), null, 2)}\n`,
};
