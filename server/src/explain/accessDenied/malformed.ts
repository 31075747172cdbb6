import { servicePrincipalIgnoringCase } from '../../catalogue/servicePrincipals.ts';
import { parseArn } from '../../iam/arn.ts';
import { parseAwsPrincipal } from '../../iam/awsPrincipal.ts';
import type { Policy, Principal } from '../../policy/model.ts';
import { namedService } from '../../policy/namedService.ts';
import type { RuleId } from '../../ruleIds.ts';
import { ownersOf } from '../../tree/source.ts';
import { overlaps } from '../../text/span.ts';
import { displaySubject } from '../phrases.ts';
import { placeOfPrincipal, pointAt } from './causes/place.ts';
import { causeOf } from './causes/proven.ts';
import type { RejectedPolicy } from './reading/reading.ts';
import type { AccessDenied, Cause, Check, Suspect } from './types.ts';

/** Which of a policy's parts IAM meant. @param suspects the findings of the policy, or of the document where it has none */
export function explainRejected(
  rejected: RejectedPolicy,
  policy: Policy | undefined,
  suspects: readonly Suspect[],
): AccessDenied {
  const causes = [...causesOf(rejected, policy, suspects)].toSorted((a, b) => Number(b.sure) - Number(a.sure));
  const { message, principal } = rejected;
  const left = causes.length || !policy ? [] : [UNEXPLAINED];
  return {
    summary: `IAM rejected the policy: ${displaySubject(message)}`,
    causes,
    checks: [
      ...left,
      ...(principal || !causes.length ? [existing(principal?.value)] : []),
      ...jsonChecks(message),
      VALIDATE,
    ],
  };
}

function* causesOf(
  rejected: RejectedPolicy,
  policy: Policy | undefined,
  suspects: readonly Suspect[],
): Generator<Cause> {
  const { message, principal, quota } = rejected;
  if (quota !== undefined) {
    yield* tooLarge(quota, policy, suspects);
    return;
  }
  if (principal) {
    const named = policy?.statements.flatMap((s) => s.principals).find((p) => isSame(p, principal.value));
    const about = named
      ? suspects.filter((s) => (s.rejected || NO_PRINCIPALS.includes(s.ruleId)) && overlaps(s.span, named.value.span))
      : [];
    for (const suspect of about) yield causeOf(suspect, about.length === 1);
    const text = principal.type.toUpperCase() === 'STAR' ? BARE_STAR : lacks(rejected, principal.value, policy);
    if (!about.length && (named || !policy)) yield { sure: true, text, span: named && placeOfPrincipal(named) };
    else if (!named)
      yield {
        sure: false,
        text: `The policy doesn't name ${displaySubject(principal.value)}: a different text was sent to IAM. ${text}`,
        span: undefined,
      };
    return;
  }
  const rules = SAID.find(([words]) => words.test(message))?.[1] ?? [];
  const found = suspects.filter(
    (s) => rules.includes(s.ruleId) || (s.iamError !== undefined && sameError(s.iamError, message)),
  );
  const [only, ...more] = found.length ? found : suspects.filter(({ level }) => level === 'error');
  // IAM takes no text with such a finding, whatever it says of it.
  if (only) yield causeOf(only, !more.length && (found.length > 0 || only.rejected));
  for (const suspect of more) yield causeOf(suspect, false);
}

/** Rules whose findings say why a principal is none, though they can't be sure that IAM rejects it. */
const NO_PRINCIPALS: readonly RuleId[] = ['service-name-unknown', 'federated-provider-invalid'];

const BARE_STAR =
  'IAM doesn\'t accept "*" as the whole Principal. Name accounts, roles or users, or write {"AWS": "*"} with a condition that restricts it.';

/** IAM's other words for what a rule finds; no name in a sentence of its own is longer than the room between. */
const SAID: readonly (readonly [words: RegExp, rules: readonly RuleId[]])[] = [
  [/\bS(?:tatement )?IDs?\b.{0,80}\balpha-?numeric/i, ['sid-invalid']],
  [/\bS(?:tatement )?IDs?\b.{0,80}\bunique/i, ['sid-duplicate']],
  [/\bVendor\b.{0,80}\bis not valid|\bprefaced by a vendor/i, ['action-not-sts', 'action-unknown', 'key-unknown']],
  [/\bduplicate\b.{0,80}\b(?:field|key)/i, ['json-duplicate-key']],
];

function isSame({ value }: Principal, named: string): boolean {
  return value.value === named || value.value.toLowerCase() === named.toLowerCase();
}

/** The length, whatever the level of the finding: the quota of the account may be higher than the settings say. */
function* tooLarge(quota: number, policy: Policy | undefined, suspects: readonly Suspect[]): Generator<Cause> {
  const finding = suspects.find(({ ruleId }) => ruleId === 'policy-too-large');
  const length = policy?.source.length();
  const span = finding?.span ?? policy?.elements.get('Statement')?.member.key.span;
  const raise = 'Shorten it, split it between roles, or raise the quota "Role trust policy length" (up to 8192).';
  if (length === undefined)
    yield {
      sure: policy === undefined,
      text: `The policy is over the quota of ${quota} characters without white space. ${raise}`,
      span: span && pointAt(span),
    };
  else if (length > quota)
    yield {
      sure: true,
      text: `This policy has ${length} characters without white space, and the quota is ${quota}. ${raise}`,
      span: span && pointAt(span),
      findings: finding && [finding],
    };
  else
    yield {
      sure: false,
      text: `This policy has ${length} characters without white space, within the quota of ${quota}: a longer text was sent to IAM.`,
      span: span && pointAt(span),
    };
}

/** What a principal lacks that IAM does not take. */
function lacks({ role }: RejectedPolicy, value: string, policy: Policy | undefined): string {
  const shown = displaySubject(value);
  const aws = parseAwsPrincipal({ value, holes: [] });
  const owners = policy ? ownersOf(policy.source) : [];
  switch (aws.kind) {
    case 'deleted':
      return `${shown} is the ID of a ${aws.what} that was deleted. Replace it with the ARN of an existing one.`;
    case 'role': {
      if (/^\/aws-reserved\/sso\.amazonaws\.com\/$/.test(aws.path))
        return `${shown} doesn't exist: outside us-east-1, the path of roles of IAM Identity Center has the Region, as in /aws-reserved/sso.amazonaws.com/eu-west-1/.`;
      const isOwn =
        role?.name === aws.name || owners.some(({ roleArn, roleName }) => roleArn === value || roleName === aws.name);
      if (isOwn)
        return `${shown} is the role itself, which doesn't exist while it is created. Create the role first, then add it, or trust the account and compare aws:PrincipalArn.`;
      return `${shown} doesn't exist: it isn't created yet, was deleted, or has another path. If it is this role itself, add it after the role is created.`;
    }
    case 'user':
      return `${shown} doesn't exist: it isn't created yet, was deleted, or has another path.`;
    case 'account':
      return `IAM doesn't find account ${displaySubject(aws.account)}: it doesn't exist, is closed, or is in another partition.`;
    case 'session':
    case 'federatedUser':
      return `IAM doesn't accept ${shown}. Use the ARN of the role instead of its session.`;
    case 'everyone':
      return 'IAM doesn\'t accept "*" here. Name accounts, roles or users.';
    case 'other':
      return lacksOther(value, shown);
  }
}

function lacksOther(value: string, shown: string): string {
  const resource = parseArn({ value, holes: [] })?.resource.value ?? '';
  if (resource.startsWith('group/'))
    return `${shown} is a group, which can't be a principal. Name its users, or a role.`;
  if (value.includes('.amazonaws.')) {
    const right = servicePrincipalIgnoringCase(value)?.name ?? namedService(value.toLowerCase())?.service.name;
    if (right !== undefined && right !== value)
      return `${shown} isn't a service principal in this form. Did you mean "${right}"?`;
    return `${shown} isn't a service principal in this partition or Region, or the service can't assume roles. Copy the name from the service's documentation.`;
  }
  return `${shown} isn't a valid principal: use an account ID, or the ARN of an existing role or user.`;
}

function existing(value: string | undefined): Check {
  const aws = value === undefined ? undefined : parseAwsPrincipal({ value, holes: [] });
  const name = aws && 'name' in aws && /^[\w+=,.@-]+$/.test(aws.name) ? aws.name : undefined;
  const isUser = aws?.kind === 'user';
  return {
    text: "IAM also rejects principals that don't exist: deleted roles and users, or ones that aren't created yet. Check that each one exists.",
    command: isUser
      ? `aws iam get-user --user-name=${name ?? '<USER_NAME>'}`
      : `aws iam get-role --role-name=${name ?? '<ROLE_NAME>'}`,
  };
}

const UNEXPLAINED: Check = {
  text: 'Nothing in this policy explains the error. Check that this is the text that was sent to IAM, after templates were filled in.',
  command: undefined,
};

/** IAM got something that isn't JSON: often the name of the file. */
function jsonChecks(message: string): readonly Check[] {
  if (!/invalid json|leading spaces/i.test(message)) return [];
  return [
    {
      text: 'If you used the AWS CLI, check that file:// is before the name of the file, and that the text starts with "{".',
      command: 'aws iam create-role --role-name <ROLE_NAME> --assume-role-policy-document file://trust-policy.json',
    },
  ];
}

const VALIDATE: Check = {
  text: 'IAM Access Analyzer can validate the policy too. It needs credentials.',
  command:
    'aws accessanalyzer validate-policy --policy-type RESOURCE_POLICY --validate-policy-resource-type AWS::IAM::AssumeRolePolicyDocument --policy-document file://trust-policy.json',
};

/** Whether what a rule says of IAM's words is what IAM said: compared by the words before any value. */
function sameError(rule: string, message: string): boolean {
  const words =
    rule
      .replace(/^\w+: /, '')
      .split(/["…:]/)[0]
      ?.trim()
      .toLowerCase() ?? '';
  return words.length > 8 && message.toLowerCase().includes(words);
}
