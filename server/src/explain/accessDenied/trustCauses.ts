import { guardOf } from '../../guards/ofKey.ts';
import { parseAwsPrincipal } from '../../iam/awsPrincipal.ts';
import { wildcardMatches } from '../../iam/wildcards.ts';
import { ASSUME_ROLE } from '../../iam/vocabulary.ts';
import type { Condition, Policy, Principal, Statement } from '../../policy/model.ts';
import { textOf } from '../../policy/policyText.ts';
import { isMade } from '../../policy/reference.ts';
import { endOf } from '../../policy/times.ts';
import { listed } from '../../text/listed.ts';
import { itemsOf, type ValueNode } from '../../tree/node.ts';
import { CALLER, clauseText } from '../../text/clause.ts';
import { conditionClause } from '../conditionClauses.ts';
import { phrasesText } from '../phrase.ts';
import { displayText, type Names } from '../phrases.ts';
import { templatePhrase } from '../template.ts';
import type { AwsError } from './awsError.ts';
import { isSettled, mayBe } from './namedCaller.ts';
import { isMfa, isRoleSession, requiredOptions } from './retry.ts';
import type { Cause, Check, AccessDenied } from './types.ts';

type Denied = AwsError & { readonly kind: 'denied' };

/**
 * Looks for what in a trust policy denies a caller: the principal, the action, then the conditions; at last the caller's own
 * side. @param now milliseconds since 1970
 */
export function explainDenied(error: Denied, policy: Policy | undefined, names: Names, now: number): AccessDenied {
  const action = error.action ?? ASSUME_ROLE;
  const causes = policy ? causesIn(policy, error, action, names, now) : [];
  return {
    summary: `AWS denied ${displayText(action)}${error.caller === undefined ? '' : ` to ${displayText(error.caller)}`}${error.role === undefined ? '' : ` on ${displayText(error.role)}`}.`,
    causes: [...(error.because === undefined ? [] : [said(error.because)]), ...causes],
    checks: checksFor(error, action, policy ? (allowing(policy, error, action)[0]?.conditions ?? []) : []),
  };
}

function said(because: string): Cause {
  return {
    sure: true,
    text: `The error names the cause: ${because}. If that isn't the trust policy, look there.`,
    span: undefined,
  };
}

function causesIn(policy: Policy, error: Denied, action: string, names: Names, now: number): readonly Cause[] {
  const { span } = policy.source.root;
  const causes = [...causesSaid(policy, error, action, names, now)];
  if (isLeftOpen(policy))
    return [
      ...causes.map((cause) => ({ ...cause, sure: false })),
      { sure: false, text: "A deployment adds statements or an Effect that aren't known here.", span },
    ];
  if (policy.complete && policy.statements.length) return causes;
  return [{ sure: false, text: 'The policy has syntax errors. Fix them first.', span }];
}

/** Whether a deployment adds statements, or decides what one of them does. */
function isLeftOpen({ node, elements, statements }: Policy): boolean {
  const list = elements.get('Statement')?.value;
  const isOpen = (list?.kind === 'array' && list.open !== undefined) || isSetLater(list);
  return (
    isOpen ||
    node?.open !== undefined ||
    statements.some((s) => !s.effect && isSetLater(s.elements.get('Effect')?.value))
  );
}

function isSetLater(value: ValueNode | undefined): boolean {
  return (value?.kind === 'opaque' || value?.kind === 'string') && isMade(textOf(value));
}

function* causesSaid(policy: Policy, error: Denied, action: string, names: Names, now: number): Generator<Cause> {
  const { root } = policy.source;
  const odd = policy.statements.find(isOdd);
  if (odd)
    yield {
      sure: false,
      text: 'IAM rejects trust policies with NotPrincipal, so the role has a different policy.',
      span: odd.node.span,
    };
  const allows = allowsOf(policy);
  if (!allows.length)
    yield { sure: true, text: 'No statement allows anything, so no one can assume the role.', span: root.span };
  const named = (s: Statement): readonly Principal[] => s.principals.filter((p) => mayBe(p, error, action));
  const isSure = (s: Statement): boolean => named(s).some(isSettled);
  const naming = namesCaller(policy, error, action);
  if (allows.length && !naming.length) yield unnamed(allows, error);
  const calling = allowing(policy, error, action);
  for (const s of naming)
    if (!calling.includes(s))
      yield {
        sure: calling.length === 0 && isSure(s),
        text: `The statement that ${isSure(s) ? 'names' : 'may name'} the caller doesn't allow ${displayText(action)}.`,
        span: (s.elements.get('Action') ?? s.elements.get('NotAction'))?.member.span ?? s.node.span,
      };
  for (const s of calling) if (!isSure(s)) yield onlyIfNamed(named(s));
  // A condition that fails denies nothing to a caller that another statement allows.
  for (const statement of calling)
    for (const c of statement.conditions) yield conditionCause(c, error, names, now, calling.length === 1);
  for (const deny of policy.denies)
    if (covers(deny, action) && deny.principals.some((p) => mayBe(p, error, action)))
      yield {
        sure: deny.conditions.length === 0 && !deny.conditionsOpen && isSure(deny),
        text: 'This Deny applies to the caller and overrides every Allow if its conditions match.',
        span: deny.node.span,
      };
  if (
    calling.some((s) => isSure(s) && !s.conditions.length && !s.conditionsOpen) &&
    !policy.denies.some((d) => covers(d, action))
  )
    yield {
      sure: false,
      text: "The trust policy allows this caller. Check the caller's own policies.",
      span: undefined,
    };
}

function allowsOf({ statements }: Policy): readonly Statement[] {
  return statements.filter((s) => s.effect === 'Allow' && !isOdd(s));
}

/** With NotPrincipal. */
function isOdd({ principals }: Statement): boolean {
  return principals.some((p) => p.negated);
}

function namesCaller(policy: Policy, error: Denied, action: string): readonly Statement[] {
  return allowsOf(policy).filter((s) => s.principals.some((p) => mayBe(p, error, action)));
}

/** The statements that allow the call, if their conditions match. */
function allowing(policy: Policy, error: Denied, action: string): readonly Statement[] {
  return namesCaller(policy, error, action).filter((s) => covers(s, action));
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

function onlyIfNamed(principals: readonly Principal[]): Cause {
  const texts = principals.map(({ value, statement }) =>
    isMade(value)
      ? phrasesText([templatePhrase(value, statement.policy.source, 'principal')], 'and')
      : displayText(value.value),
  );
  return {
    sure: false,
    text: `Only if ${listed(texts, 'or')} is the caller or its account.`,
    span: principals[0]?.value.span,
  };
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

function conditionCause(condition: Condition, error: Denied, names: Names, now: number, alone: boolean): Cause {
  const phrase = clauseText(conditionClause(condition, CALLER, names).clause);
  const without = error.caller !== undefined && isMfa(condition) && isRoleSession(error.caller);
  const how = without ? NO_MFA : (guardOf(condition.key.value)?.meet ?? (condition.providerKey ? CLAIM : ''));
  const end = endOf(condition);
  const expired = end !== undefined && end < now;
  return {
    sure: expired && alone,
    text: expired ? `This condition has expired: ${phrase}.` : `Only if ${phrase}.${how === '' ? '' : ` ${how}`}`,
    span: condition.member.span,
  };
}

const NO_MFA = 'Sessions of roles have no MFA: call as an IAM user who signed in with MFA, or remove the condition.';

const CLAIM = 'Compare it with the token claim, character by character.';

/** @param conditions those that the call has to meet */
function checksFor({ caller, role }: Denied, action: string, conditions: readonly Condition[]): readonly Check[] {
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
          command: `aws sts assume-role --role-arn ${arn} ${retryOptions(conditions, caller).join(' ')} --debug`,
        },
      ];
  }
}

/** Each call has a name for its session. */
function retryOptions(conditions: readonly Condition[], caller: string | undefined): readonly string[] {
  const options = requiredOptions(conditions, caller);
  return options.some((o) => o.startsWith(SESSION_NAME)) ? options : [`${SESSION_NAME} try-out`, ...options];
}

const SESSION_NAME = '--role-session-name';

/** simulate-principal-policy takes roles and users, not sessions. */
function sourceOf(caller: string): string {
  const who = parseAwsPrincipal({ value: caller, holes: [] });
  return who.kind === 'session' ? `arn:aws:iam::${who.account}:role/${who.role}` : caller;
}
