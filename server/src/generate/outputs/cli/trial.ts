import { POD_IDENTITY, ROLES_ANYWHERE } from '../../../catalogue/servicePrincipals.ts';
import { roleArn, type AccountCaller, type Caller, type Role } from '../../role.ts';
import { callerSide } from './callerSide.ts';
import { asIs, command, commented, option, type Lines } from './shell.ts';

/** How the role is tried and watched: by others than who sets it up, so nothing of it is run. */
export function trial(role: Role): Lines {
  return ['# 4. Test', ...tryOut(role), ...watch(role)];
}

function tryOut(role: Role): Lines {
  const { caller } = role;
  const arn = option('--role-arn', roleArn(role));
  const session = option('--role-session-name', 'try-out');
  switch (caller.kind) {
    case 'account':
      return [
        ...(caller.own ? callerSide(role, caller) : []),
        '# As one of the trusted callers, run:',
        ...commented(command('aws sts assume-role', arn, session, ...conditionsOf(caller), DURATION)),
      ];
    case 'service':
      return [`# Only ${caller.name.replace(/\s+/g, ' ')} can assume this role: configure the service to use it.`];
    case 'saml':
      return [
        '# With a SAML response from the identity provider, Base64-encoded in assertion.b64, run:',
        ...commented(
          command(
            'aws sts assume-role-with-saml',
            arn,
            option('--principal-arn', caller.provider),
            option('--saml-assertion', 'file://assertion.b64'),
          ),
        ),
      ];
    case 'oidc':
      return [
        '# With a token from the identity provider in token.jwt, run:',
        ...commented(
          command(
            'aws sts assume-role-with-web-identity',
            arn,
            session,
            option('--web-identity-token', 'file://token.jwt'),
          ),
        ),
      ];
  }
}

const DURATION = option('--duration-seconds', '3600');

function conditionsOf({ externalId, mfa }: AccountCaller): readonly string[] {
  return [
    ...(externalId === undefined ? [] : [asIs('--external-id', 'ExternalId', externalId)]),
    ...(mfa ? [option('--serial-number', '<MFA_DEVICE_ARN>'), option('--token-code', '<CODE>')] : []),
  ];
}

function watch({ name, caller }: Role): Lines {
  const event = eventOf(caller);
  return [
    `# CloudTrail records each use as ${event}, some minutes later, in the Region of the call:`,
    ...commented(
      command(
        'aws cloudtrail lookup-events',
        `--lookup-attributes=AttributeKey=EventName,AttributeValue=${event}`,
        option('--query', `Events[?contains(CloudTrailEvent, 'role/${name}')].[EventTime,Username,EventId]`),
      ),
    ),
  ];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html */
function eventOf(caller: Caller): string {
  switch (caller.kind) {
    case 'account':
      return 'AssumeRole';
    case 'saml':
      return 'AssumeRoleWithSAML';
    case 'oidc':
      return 'AssumeRoleWithWebIdentity';
    case 'service':
      return SERVICE_EVENTS.get(caller.name) ?? 'AssumeRole';
  }
}

/** Of services that have a call of their own for it. */
const SERVICE_EVENTS: ReadonlyMap<string, string> = new Map([
  // https://docs.aws.amazon.com/eks/latest/APIReference/API_auth_AssumeRoleForPodIdentity.html
  [POD_IDENTITY, 'AssumeRoleForPodIdentity'],
  // https://docs.aws.amazon.com/rolesanywhere/latest/userguide/authentication-create-session.html
  [ROLES_ANYWHERE, 'CreateSession'],
]);
