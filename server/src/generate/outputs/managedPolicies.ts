import { MANAGED_POLICIES_AS_OF, managedPolicyPath, nearestManagedPolicy } from '../../catalogue/managedPolicies.ts';
import { isAccountId } from '../../iam/account.ts';
import { monthOf } from '../../text/month.ts';
import { printable } from '../../text/printable.ts';
import type { AnswerCheck } from '../answerChecks.ts';
import { pastedArn, unquoted } from '../pasted.ts';
import type { Setting } from '../role.ts';

type Place = Pick<Setting, 'partition' | 'account'>;

/** The managed policies that somebody names: those of AWS by their names, their own by ARN. Each once. */
export function readManagedPolicies(text: string, { partition }: Place): readonly string[] {
  return [...new Set(named(text).map((name) => arnOf(name, partition)))];
}

/** AWS's own as IAM spells them, with their path. */
function arnOf(name: string, ofRole: string): string {
  const arn = pastedArn(name);
  const known = managedPolicyPath(lastPart(name));
  if (arn && (arn.account.value !== 'aws' || known === undefined)) return name;
  return `arn:${arn?.partition.value ?? ofRole}:iam::aws:policy/${known ?? name}`;
}

/** Without its path. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** In every separation, and as a list in JSON. IAM takes a comma in a name; no policy of AWS has one. */
function named(text: string): readonly string[] {
  return text
    .split(/[\s,;[\]]/)
    .map(unquoted)
    .filter(Boolean);
}

/** @param role where the role is: a managed policy is of the same partition, and of the same account or of AWS */
export const managedPolicies =
  (role: Place): AnswerCheck =>
  (value) => {
    const names = named(value);
    for (const name of names) {
      const problem = policy(name, role);
      if (problem !== undefined) return names.length === 1 ? problem : `"${printable(name.slice(0, 60))}": ${problem}`;
    }
    const count = readManagedPolicies(value, role).length;
    return count > MOST ? `Roles have at most ${MOST} managed policies (found ${count}).` : undefined;
  };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST = 20;

function policy(name: string, role: Place): string | undefined {
  const arn = pastedArn(name);
  if (!arn) return PATH_AND_NAME.test(name) && !name.startsWith('arn:') ? awsPolicy(name) : NEITHER;
  const owner = arn.account.value;
  const [kind = '', ...rest] = arn.resource.value.split('/');
  const path = rest.join('/');
  const sound = arn.service.value === 'iam' && arn.region.value === '' && kind === 'policy';
  if (!sound || !(owner === 'aws' || isAccountId(owner)) || !PATH_AND_NAME.test(path)) return NEITHER;
  if (arn.partition.value !== role.partition)
    return `The role is in partition ${role.partition}, this policy in "${printable(arn.partition.value)}".`;
  if (owner === 'aws') return path.startsWith(SERVICE_LINKED) ? OF_A_SERVICE : undefined;
  return role.account === undefined || owner === role.account
    ? undefined
    : `The role is in account ${role.account} and can't use a policy of account ${owner}.`;
}

/** By its name alone a policy is one of AWS's that we know: any other is told by its ARN. */
function awsPolicy(name: string): string | undefined {
  if (name.startsWith(SERVICE_LINKED)) return OF_A_SERVICE;
  const last = lastPart(name);
  if (managedPolicyPath(last) !== undefined) return undefined;
  const near = nearestManagedPolicy(last);
  const unknown = `Not in our list of AWS managed policies of ${monthOf(MANAGED_POLICIES_AS_OF)}.`;
  return near === undefined ? `${unknown} Give its ARN.` : `${unknown} Did you mean "${near}"? Otherwise give its ARN.`;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html */
const SERVICE_LINKED = 'aws-service-role/';
const OF_A_SERVICE = 'Only service-linked roles can have this policy.';

const NEITHER = 'Not the name or ARN of a managed policy. Example: ReadOnlyAccess';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
const PATH_AND_NAME = /^(?:[\w+=,.@-]{1,128}\/){0,8}[\w+=,.@-]{1,128}$/;
