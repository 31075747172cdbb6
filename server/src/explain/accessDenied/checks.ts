import { parseAwsPrincipal } from '../../iam/awsPrincipal.ts';
import { ASSUME_ROLE, ASSUME_ROLE_WITH_SAML, ASSUME_ROLE_WITH_WEB_IDENTITY } from '../../iam/vocabulary.ts';
import type { Condition } from '../../policy/model.ts';
import { displayText } from '../phrases.ts';
import { GITHUB } from './reading/callers.ts';
import type { DeniedCall, LookUp, SaidRole } from './reading/reading.ts';
import { requiredOptions } from './retry.ts';
import type { Check } from './types.ts';
import { isOthersCall, withAccount } from './who.ts';

/** What to look at next, for this caller. @param conditions those that the call has to match */
export function checksFor(denied: DeniedCall, conditions: readonly Condition[]): readonly Check[] {
  return [...lookUps(denied.lookUp), ...ofCaller(denied, conditions)];
}

/** The command that shows the whole evaluation. */
export function lookUps(lookUp: LookUp | undefined): readonly Check[] {
  switch (lookUp?.kind) {
    case undefined:
      return [];
    case 'authorizationId':
      return [
        {
          text: 'Look up the evaluation by its authorization ID: within 24 hours, in the same Region, with iam:GetRequestAuthorizationDetails.',
          command: `aws iam-toolbox get-request-authorization-details --region ${lookUp.region ?? '<REGION>'} --authorization-id ${lookUp.id}`,
        },
      ];
    case 'encodedMessage':
      return [
        {
          text: 'Decode the message: it has the request, and the statement that decided. It needs sts:DecodeAuthorizationMessage.',
          command: `aws sts decode-authorization-message --query DecodedMessage --output text --encoded-message ${lookUp.message}`,
        },
      ];
  }
}

function ofCaller(denied: DeniedCall, conditions: readonly Condition[]): readonly Check[] {
  const { action, caller, role } = denied;
  const common = [deployed(role), inCloudTrail(action)];
  if (caller?.kind === 'service') return [...OF_SERVICES, ...common];
  if (isOthersCall(denied))
    return [
      {
        text: `Compare the role's name and account, and the external ID, with those on the page of ${caller?.kind === 'vendor' ? displayText(caller.name) : 'the vendor'}.`,
        command: undefined,
      },
      ...common,
      {
        text: "If only some Regions fail, check the service control policies of the role's account.",
        command: undefined,
      },
    ];
  switch (action) {
    case ASSUME_ROLE_WITH_WEB_IDENTITY:
      return [
        {
          text: 'Decode the token and compare iss, aud and sub with the policy.',
          command: 'cut -d. -f2 token.jwt | base64 -d 2>/dev/null',
        },
        ...(isGitHub(denied) ? [OF_GITHUB] : []),
        {
          text: "Check that the identity provider exists in the role's account and lists this audience.",
          command: 'aws iam list-open-id-connect-providers',
        },
        ...common,
      ];
    case ASSUME_ROLE_WITH_SAML:
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
        ...ofReader(denied, conditions),
      ];
  }
}

const OF_SERVICES: readonly Check[] = [
  {
    text: 'Check that the role exists, that the service is set to use exactly this role, and that both are in the same account.',
    command: undefined,
  },
  {
    text: 'If the role was just created or changed, wait a few seconds and try again: changes in IAM need a moment to reach every Region.',
    command: undefined,
  },
];

const OF_GITHUB: Check = {
  text: 'The subject depends on the job: a branch or tag, an environment, or a pull request; since July 15, 2026 it may have IDs. Pull requests from forks get no token.',
  command: undefined,
};

function isGitHub({ caller }: DeniedCall): boolean {
  return caller?.kind === 'oidc' && caller.issuer === GITHUB;
}

/** Where to look who asked for a role. */
export function checksOf(role: SaidRole): readonly Check[] {
  const value = role.arn ?? role.name;
  return [
    {
      text: 'CloudTrail shows who asked for the role, and what AWS answered.',
      command: `aws cloudtrail lookup-events --lookup-attributes AttributeKey=ResourceName,AttributeValue=${value}`,
    },
  ];
}

/** The policy may have been changed in AWS. */
export function deployed(role: SaidRole | undefined): Check {
  return {
    text: 'Check that this is the policy deployed in IAM.',
    command: `aws iam get-role --role-name=${role?.name ?? '<ROLE_NAME>'} --query Role.AssumeRolePolicyDocument`,
  };
}

function inCloudTrail(action: string): Check {
  const name = /^sts:AssumeRole/.test(action) ? action.slice(4) : ASSUME_ROLE.slice(4);
  return {
    text: 'CloudTrail has more details about the denied call.',
    command: `aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=${name}`,
  };
}

function ofReader({ caller, role }: DeniedCall, conditions: readonly Condition[]): readonly Check[] {
  const arn = role?.arn ?? `arn:aws:iam::<ACCOUNT_ID>:role/${role?.name ?? '<ROLE_NAME>'}`;
  const called = caller?.kind === 'principal' ? withAccount(caller.arn) : undefined;
  return [
    {
      text: "Check that the caller's own policies allow this call on the role. Callers in other accounts always need this.",
      command:
        called === undefined
          ? undefined
          : `aws iam simulate-principal-policy --policy-source-arn ${sourceOf(called)} --action-names sts:AssumeRole --resource-arns ${arn}`,
    },
    {
      text: "Check the caller's service control policies, permissions boundary and session policy.",
      command: undefined,
    },
    {
      text: 'Retry with everything the conditions require:',
      command: `aws sts assume-role --role-arn ${arn} ${retryOptions(conditions, called).join(' ')} --debug`,
    },
  ];
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
  return who.kind === 'session'
    ? `arn:${caller.split(':', 2)[1] ?? 'aws'}:iam::${who.account}:role/${who.role}`
    : caller;
}
