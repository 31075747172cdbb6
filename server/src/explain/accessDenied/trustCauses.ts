import { parseArn } from '../../iam/arn.ts';
import { parseAwsPrincipal } from '../../iam/awsPrincipal.ts';
import { wildcardMatches } from '../../iam/wildcards.ts';
import { ASSUME_ROLE, KEYS, sameName } from '../../iam/vocabulary.ts';
import type { Condition, Policy, Principal, Statement } from '../../policy/model.ts';
import { endOf } from '../../policy/times.ts';
import { itemsOf } from '../../tree/node.ts';
import { CALLER, clauseText } from '../clause.ts';
import { conditionClause } from '../conditionClauses.ts';
import { displayText, type Names } from '../phrases.ts';
import type { AwsError } from './awsError.ts';
import type { Cause, Check, AccessDenied } from './types.ts';

type Denied = AwsError & { readonly kind: 'denied' };

/**
 * Looks for what in a trust policy denies a caller: the principal, the action, then the conditions; at last the caller's own
 * side. @param now milliseconds since 1970
 */
export function explainDenied(error: Denied, policy: Policy | undefined, names: Names, now: number): AccessDenied {
  const action = error.action ?? ASSUME_ROLE;
  const causes = policy ? [...causesIn(policy, error, action, names, now)] : [];
  return {
    summary: `AWS denied ${displayText(action)}${error.caller === undefined ? '' : ` to ${displayText(error.caller)}`}${error.role === undefined ? '' : ` on ${displayText(error.role)}`}.`,
    causes: [...(error.because === undefined ? [] : [said(error.because)]), ...causes],
    checks: checksFor(error, action),
  };
}

function said(because: string): Cause {
  return {
    sure: true,
    text: `The error names the cause: ${because}. If that isn't the trust policy, look there.`,
    span: undefined,
  };
}

function* causesIn(policy: Policy, error: Denied, action: string, names: Names, now: number): Generator<Cause> {
  const { root } = policy.source;
  if (!policy.complete || !policy.statements.length) {
    yield { sure: false, text: 'The policy has syntax errors. Fix them first.', span: root.span };
    return;
  }
  const odd = policy.statements.find((s) => s.principals.some((p) => p.negated));
  if (odd)
    yield {
      sure: false,
      text: 'IAM rejects trust policies with NotPrincipal, so the role has a different policy.',
      span: odd.node.span,
    };
  const allows = policy.statements.filter((s) => s.effect === 'Allow' && s !== odd);
  if (!allows.length)
    yield { sure: true, text: 'No statement allows anything, so no one can assume the role.', span: root.span };
  const naming = allows.filter((s) => s.principals.some((p) => mayBe(p, error, action)));
  if (allows.length && !naming.length) yield unnamed(allows, error);
  const calling = naming.filter((s) => covers(s, action));
  for (const s of naming)
    if (!calling.includes(s))
      yield {
        sure: calling.length === 0,
        text: `The statement that names the caller doesn't allow ${displayText(action)}.`,
        span: (s.elements.get('Action') ?? s.elements.get('NotAction'))?.member.span ?? s.node.span,
      };
  // A condition that fails denies nothing to a caller that another statement allows.
  for (const statement of calling)
    for (const c of statement.conditions) yield conditionCause(c, names, now, calling.length === 1);
  for (const deny of policy.denies)
    if (covers(deny, action) && deny.principals.some((p) => mayBe(p, error, action)))
      yield {
        sure: deny.conditions.length === 0 && !deny.conditionsOpen,
        text: 'This Deny applies to the caller and overrides every Allow if its conditions match.',
        span: deny.node.span,
      };
  if (calling.some((s) => !s.conditions.length && !s.conditionsOpen) && !policy.denies.some((d) => covers(d, action)))
    yield {
      sure: false,
      text: "The trust policy allows this caller. Check the caller's own policies.",
      span: undefined,
    };
}

/** Whether a statement is about an action; one whose actions are not known yet may be. */
function covers({ actions, assumes, elements }: Statement, action: string): boolean {
  const spared = elements.get('NotAction')?.value;
  if (spared)
    return !itemsOf(spared).some(
      (a) => a.kind === 'string' && wildcardMatches(a.value.toLowerCase(), action.toLowerCase()),
    );
  if (!actions.length || actions.some((a) => a.holes.length > 0)) return true;
  return assumes.includes(action) || actions.some((a) => wildcardMatches(a.value.toLowerCase(), action.toLowerCase()));
}

function unnamed(allows: readonly Statement[], { caller }: Denied): Cause {
  const [first] = allows;
  const span = first?.elements.get('Principal')?.member.span ?? first?.node.span;
  return {
    sure: caller !== undefined,
    text:
      caller === undefined
        ? 'No statement names a principal that can use this action.'
        : `No statement names ${displayText(caller)} or its account. Add it to Principal, or check that this is the right role.`,
    span,
  };
}

/** Whether a principal may be the caller; of one that still has to be filled in nobody knows. */
function mayBe({ type, value, statement }: Principal, { caller }: Denied, action: string): boolean {
  if (value.holes.length) return true;
  const kind = statement.shape.principals[statement.principals.findIndex((p) => p.value === value)]?.kind;
  if (kind === 'everyone') return true;
  if (action === 'sts:AssumeRoleWithWebIdentity') return kind === 'oidc' || kind === 'federated';
  if (action === 'sts:AssumeRoleWithSAML') return kind === 'saml' || kind === 'federated';
  if (caller === undefined) return kind === 'account' || kind === 'service';
  if (type !== 'AWS') return false;
  if (value.value === caller) return true;
  const named = parseAwsPrincipal(value);
  const account = parseArn({ value: caller, holes: [] })?.account.value;
  if (named.kind === 'account') return named.account === account;
  const who = parseAwsPrincipal({ value: caller, holes: [] });
  // A session's ARN has the role's name without its path.
  return named.kind === 'role' && who.kind === 'session' && named.account === account && named.name === who.role;
}

/** What a caller must do to meet a condition. */
const HOW: readonly (readonly [key: string, how: string])[] = [
  [KEYS.externalId, 'Pass it with --external-id. It must match exactly, including case and spaces.'],
  [
    KEYS.mfaPresent,
    'Pass --serial-number and --token-code, or call from a session that signed in with MFA. Long-term access keys alone have no MFA.',
  ],
  [KEYS.mfaAge, 'Sign in with MFA again.'],
  [KEYS.sourceIp, 'Calls through a VPC endpoint have no public IP address, so this never matches them.'],
  [KEYS.principalOrgId, 'The management account is part of it. An account that left the organization is not.'],
  [KEYS.principalArn, "For a role session this is the role's ARN, not the session's."],
  [KEYS.roleSessionName, 'This is the value of --role-session-name.'],
  [KEYS.sourceAccount, 'Only requests from AWS services include it.'],
  [KEYS.sourceArn, 'Only requests from AWS services include it.'],
  [KEYS.samlAudience, 'This is the Recipient in the SAML response: the sign-in URL.'],
];

function conditionCause(condition: Condition, names: Names, now: number, alone: boolean): Cause {
  const phrase = clauseText(conditionClause(condition, CALLER, names).clause);
  const how = HOW.find(([key]) => sameName(key, condition.key.value))?.[1] ?? (condition.providerKey ? CLAIM : '');
  const end = endOf(condition);
  const expired = end !== undefined && end < now;
  return {
    sure: expired && alone,
    text: expired ? `This condition has expired: ${phrase}.` : `Only if ${phrase}.${how === '' ? '' : ` ${how}`}`,
    span: condition.member.span,
  };
}

const CLAIM = 'Compare it with the token claim, character by character.';

function checksFor({ caller, role }: Denied, action: string): readonly Check[] {
  const name = role?.slice(role.lastIndexOf('/') + 1) ?? '<ROLE_NAME>';
  const arn = role ?? 'arn:aws:iam::<ACCOUNT_ID>:role/<ROLE_NAME>';
  const common: readonly Check[] = [
    {
      text: 'Check that this is the policy deployed in IAM.',
      command: `aws iam get-role --role-name=${name} --query Role.AssumeRolePolicyDocument`,
    },
    {
      text: 'CloudTrail has more details about the denied call.',
      command:
        'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=' + action.slice(4),
    },
  ];
  switch (action) {
    case 'sts:AssumeRoleWithWebIdentity':
      return [
        {
          text: 'Decode the token and compare iss, aud and sub with the policy.',
          command: 'cut -d. -f2 token.jwt | base64 -d 2>/dev/null',
        },
        {
          text: "Check that the identity provider exists in the role's account and lists this audience.",
          command: 'aws iam list-open-id-connect-providers',
        },
        ...common,
      ];
    case 'sts:AssumeRoleWithSAML':
      return [
        {
          text: "Check that the SAML provider exists in the role's account and has the current certificate.",
          command: 'aws iam list-saml-providers',
        },
        {
          text: 'Check that the Role attribute of the assertion lists this role and this provider.',
          command: undefined,
        },
        ...common,
      ];
    default:
      return [
        {
          text: "Confirm who is calling: it's often a different profile than expected.",
          command: 'aws sts get-caller-identity',
        },
        ...common,
        {
          text: "Check that the caller's own policies allow this call on the role. Callers in other accounts always need this.",
          command:
            caller === undefined
              ? undefined
              : `aws iam simulate-principal-policy --policy-source-arn ${sourceOf(caller)} --action-names sts:AssumeRole --resource-arns ${arn}`,
        },
        {
          text: "Check the caller's service control policies, permissions boundary and session policy.",
          command: undefined,
        },
        {
          text: 'Retry with everything the conditions require:',
          command: `aws sts assume-role --role-arn ${arn} --role-session-name try-out --debug`,
        },
      ];
  }
}

/** simulate-principal-policy takes roles and users, not sessions. */
function sourceOf(caller: string): string {
  const who = parseAwsPrincipal({ value: caller, holes: [] });
  return who.kind === 'session' ? `arn:aws:iam::${who.account}:role/${who.role}` : caller;
}
