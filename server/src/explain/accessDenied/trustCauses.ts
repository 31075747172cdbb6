import { parseArn } from '../../iam/arn.ts';
import { parseAwsPrincipal } from '../../iam/awsPrincipal.ts';
import { wildcardMatches } from '../../iam/wildcards.ts';
import { ASSUME_ROLE, KEYS, sameName } from '../../iam/vocabulary.ts';
import type { Condition, Policy, Principal, Statement } from '../../policy/model.ts';
import { endOf } from '../../policy/times.ts';
import { itemsOf } from '../../tree/node.ts';
import { conditionPhrase } from '../conditionPhrases.ts';
import { ONE, displayText, type Names } from '../phrases.ts';
import type { AwsError } from './awsError.ts';
import type { Cause, Check, AccessDenied } from './types.ts';

type Denied = AwsError & { readonly kind: 'denied' };

/**
 * Looks for what in a trust policy keeps a caller out: the principal, the action, then the conditions; at last the caller's own
 * side. @param now milliseconds since 1970
 */
export function explainDenied(error: Denied, policy: Policy | undefined, names: Names, now: number): AccessDenied {
  const action = error.action ?? ASSUME_ROLE;
  const causes = policy ? [...causesIn(policy, error, action, names, now)] : [];
  return {
    summary: `AWS refused ${displayText(action)}${error.caller === undefined ? '' : ` by ${displayText(error.caller)}`}${error.role === undefined ? '' : ` on ${displayText(error.role)}`}.`,
    causes: [...(error.because === undefined ? [] : [said(error.because)]), ...causes],
    checks: checksFor(error, action),
  };
}

function said(because: string): Cause {
  return {
    sure: true,
    text: `AWS itself names the cause: ${because}. It is not in the trust policy if that is another kind of policy.`,
    span: undefined,
  };
}

function* causesIn(policy: Policy, error: Denied, action: string, names: Names, now: number): Generator<Cause> {
  const { root } = policy.source;
  if (!policy.complete || !policy.statements.length) {
    yield { sure: false, text: 'The policy cannot be read as it is: mend its text first.', span: root.span };
    return;
  }
  const odd = policy.statements.find((s) => s.principals.some((p) => p.negated));
  if (odd)
    yield {
      sure: false,
      text: 'IAM refuses a trust policy with NotPrincipal: the role has another one.',
      span: odd.node.span,
    };
  const allows = policy.statements.filter((s) => s.effect === 'Allow' && s !== odd);
  if (!allows.length)
    yield { sure: true, text: 'No statement allows anything: without an Allow nobody gets in.', span: root.span };
  const naming = allows.filter((s) => s.principals.some((p) => mayBe(p, error, action)));
  if (allows.length && !naming.length) yield unnamed(allows, error);
  const calling = naming.filter((s) => covers(s, action));
  for (const s of naming)
    if (!calling.includes(s))
      yield {
        sure: calling.length === 0,
        text: `The statement that names the caller does not allow ${displayText(action)}.`,
        span: (s.elements.get('Action') ?? s.elements.get('NotAction'))?.member.span ?? s.node.span,
      };
  // A condition that fails keeps nobody out whom another statement lets in.
  for (const statement of calling)
    for (const c of statement.conditions) yield conditionCause(c, names, now, calling.length === 1);
  for (const deny of policy.denies)
    if (covers(deny, action) && deny.principals.some((p) => mayBe(p, error, action)))
      yield {
        sure: deny.conditions.length === 0 && !deny.conditionsOpen,
        text: 'This Deny covers the caller; where its conditions hold, nothing else lets it in.',
        span: deny.node.span,
      };
  if (calling.some((s) => !s.conditions.length && !s.conditionsOpen) && !policy.denies.some((d) => covers(d, action)))
    yield {
      sure: false,
      text: 'The trust policy lets this caller in. Then the caller’s own side forbids the call.',
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
        ? 'No statement names a principal of this kind of call.'
        : `No statement names ${displayText(caller)} or its account: add it to Principal, or check that this is the role you meant.`,
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
  [KEYS.externalId, 'Give it with --external-id; it is compared exactly, case and blanks included.'],
  [
    KEYS.mfaPresent,
    'Give --serial-number and --token-code, or assume from a session that was opened with MFA. Long-term access keys alone never carry it.',
  ],
  [KEYS.mfaAge, 'Sign in with MFA anew.'],
  [KEYS.sourceIp, 'Calls through a VPC endpoint have no public address: then this never matches.'],
  [KEYS.principalOrgId, 'The management account has it too; an account that left the organization has not.'],
  [KEYS.principalArn, 'Of a session it is the role’s ARN, not the session’s.'],
  [KEYS.roleSessionName, 'It is what --role-session-name says.'],
  [KEYS.sourceAccount, 'Only calls of AWS services carry it.'],
  [KEYS.sourceArn, 'Only calls of AWS services carry it.'],
  [KEYS.samlAudience, 'It is the Recipient of the SAML response, the sign-in address.'],
];

function conditionCause(condition: Condition, names: Names, now: number, alone: boolean): Cause {
  const { phrase } = conditionPhrase(condition, ONE, names);
  const how = HOW.find(([key]) => sameName(key, condition.key.value))?.[1] ?? (condition.providerKey ? CLAIM : '');
  const end = endOf(condition);
  const expired = end !== undefined && end < now;
  return {
    sure: expired && alone,
    text: expired
      ? `This condition can no longer hold: ${phrase}.`
      : `Only when ${phrase}.${how === '' ? '' : ` ${how}`}`,
    span: condition.member.span,
  };
}

const CLAIM = 'Compare it with the claims of the token, letter by letter.';

function checksFor({ caller, role }: Denied, action: string): readonly Check[] {
  const name = role?.slice(role.lastIndexOf('/') + 1) ?? '<ROLE_NAME>';
  const arn = role ?? 'arn:aws:iam::<ACCOUNT_ID>:role/<ROLE_NAME>';
  const common: readonly Check[] = [
    {
      text: 'Is the policy in IAM the one you look at?',
      command: `aws iam get-role --role-name=${name} --query Role.AssumeRolePolicyDocument`,
    },
    {
      text: 'CloudTrail tells more of the refused call than the error does.',
      command:
        'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=' + action.slice(4),
    },
  ];
  switch (action) {
    case 'sts:AssumeRoleWithWebIdentity':
      return [
        {
          text: 'What does the token say? Compare iss, aud and sub with the policy.',
          command: 'cut -d. -f2 token.jwt | base64 -d 2>/dev/null',
        },
        {
          text: 'Does the provider exist in the role’s account, with this audience?',
          command: 'aws iam list-open-id-connect-providers',
        },
        ...common,
      ];
    case 'sts:AssumeRoleWithSAML':
      return [
        {
          text: 'Does the provider exist in the role’s account, with today’s certificate?',
          command: 'aws iam list-saml-providers',
        },
        { text: 'Does the assertion list this role and this provider in its Role attribute?', command: undefined },
        ...common,
      ];
    default:
      return [
        {
          text: 'Who is it that calls? Often another profile than one thinks.',
          command: 'aws sts get-caller-identity',
        },
        ...common,
        {
          text: 'The caller’s side: does a policy of the caller allow the call on this role? Callers of other accounts always need one.',
          command:
            caller === undefined
              ? undefined
              : `aws iam simulate-principal-policy --policy-source-arn ${sourceOf(caller)} --action-names sts:AssumeRole --resource-arns ${arn}`,
        },
        {
          text: 'Does a service control policy, a permissions boundary or a session policy of the caller forbid it?',
          command: undefined,
        },
        {
          text: 'Tried again with all that the conditions ask:',
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
