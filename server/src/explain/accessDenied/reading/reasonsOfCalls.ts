import type { SaidReason } from './reading.ts';

const IDENTITY = {
  text: "Confirm who is calling: it's often a different profile than expected.",
  command: 'aws sts get-caller-identity',
};
const ID_TOKEN = {
  text: 'Give the job the permissions id-token: write and contents: read. Pull requests from forks never get a token.',
};

/**
 * Messages about a call, or about what comes before it, that say their reason themselves. Sources:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * https://github.com/aws-actions/configure-aws-credentials#oidc
 */
export const REASONS_OF_CALLS: readonly SaidReason[] = [
  {
    words:
      /Did you mean to set the .{0,3}id-token|Credentials could not be loaded|Could not load credentials from any providers|ACTIONS_ID_TOKEN_REQUEST_(?:URL|TOKEN)|Unable to get OIDC token/i,
    text: 'The job got no token from GitHub, so it never called AWS.',
    checks: [
      ID_TOKEN,
      {
        text: 'Check that role-to-assume and aws-region are set, and that secrets and variables in them are not empty.',
      },
    ],
  },
  {
    words: /Source Account ID is needed/i,
    text: 'role-to-assume has only the name of the role, so the action needs its ARN.',
    checks: [{ text: 'Set role-to-assume to the ARN: arn:aws:iam::ACCOUNT_ID:role/NAME' }],
  },
  {
    words:
      /Request ARN is invalid|Invalid ARN|RoleArn.{0,40}(?:is not valid|invalid|failed to satisfy)|is not a valid (?:role )?ARN|ARN .{0,200} is not valid|at '(?:role|roleArn)' failed to satisfy constraint|for parameter RoleArn\b|\bAssumeRole\w{0,15} operation: \S{1,300} is invalid$|\barn:[\w:/.+=,@*-]{5,300} is invalid(?! or|[.:,;]? ?.{0,60}\bassum)/i,
    text: "The value for the role isn't the ARN of a role.",
    checks: [
      {
        text: 'Use arn:aws:iam::ACCOUNT_ID:role/NAME, not the ARN of an identity provider, a session or an instance profile. Check for spaces and empty variables.',
      },
    ],
  },
  {
    words: /\bnon self-assuming\b|role can assume itself/i,
    text: "The role must be able to assume itself. Its trust policy must trust the role's own ARN, and its permissions policy must allow sts:AssumeRole on it.",
    checks: [
      {
        text: "Create the role first, then add its own ARN to Principal: IAM rejects a role that doesn't exist yet.",
      },
    ],
    about: 'principal',
  },
  {
    words:
      /at '(?:roleSessionName|externalId|sourceIdentity|tokenCode|serialNumber|durationSeconds|policyArns|tags)[^']{0,60}' failed to satisfy/i,
    text: 'AWS rejected a parameter of the call before it looked at the trust policy.',
    checks: [
      {
        text: 'A session name or source identity has 2 to 64 letters, digits and _+=,.@-. An external ID has 2 to 1,224, with : and / too.',
      },
    ],
  },
  {
    words: /(?:unable to assume|verify that|create|missing).{0,60}service[- ]linked role/i,
    text: 'The service-linked role of this service is missing. Only AWS can create or change its trust policy.',
    checks: [
      {
        text: 'Create it, with the principal of the service.',
        command: 'aws iam create-service-linked-role --aws-service-name <SERVICE>.amazonaws.com',
      },
    ],
  },
  {
    words: /Cross-account pass role is not allowed/i,
    text: 'The role is in another account than the resource: a service can only get a role of its own account.',
    checks: [
      {
        text: "Compare the account in the role's ARN with the one that you call.",
        command: 'aws sts get-caller-identity',
      },
    ],
  },
  {
    words: /Access to role .{0,300} is forbidden/i,
    text: "The caller's own permissions policy must allow iam:PassRole on this role.",
    checks: [IDENTITY],
  },
  {
    words: /Roles may not be assumed by root accounts/i,
    text: "An account's root user can't assume roles.",
    checks: [{ text: 'Call as an IAM user or from a role session instead.', command: 'aws sts get-caller-identity' }],
  },
  {
    words: /MultiFactorAuthentication failed/i,
    text: "AWS couldn't validate the MFA code, or the device isn't the caller's.",
    checks: [
      {
        text: 'Wait for the next code: each one works once. Check that the serial number is that of your device.',
        command: 'aws iam list-mfa-devices',
      },
    ],
  },
  {
    words: /DurationSeconds exceeds the 1 hour session limit|role chaining.{0,80}(?:hour|limit|duration)/i,
    text: 'Role chaining: a role session that assumes another role gets one hour at most.',
    checks: [{ text: 'Ask for 3600 seconds or less.' }],
  },
  {
    words: /DurationSeconds exceeds the MaxSessionDuration/i,
    text: "The call asks for a longer session than the role's maximum.",
    checks: [
      {
        text: "Ask for a shorter session, or raise the role's maximum session duration.",
        command: 'aws iam get-role --role-name <ROLE_NAME> --query Role.MaxSessionDuration',
      },
    ],
  },
  {
    words: /Tag keys? .{1,200} not allowed to be overridden|conflicts with a transitive tag key/i,
    text: 'The session that calls has this tag as a transitive one, so the call must not set it.',
    checks: [{ text: 'Leave the tag out of the call, or call from a session that was started without it.' }],
  },
  {
    words:
      /Unable to locate credentials|Partial credentials found in assume-role|config profile .{1,80} could not be found|Infinite loop in credential configuration/i,
    text: 'The AWS CLI or SDK found no credentials to call with, so it never called AWS.',
    checks: [
      { text: 'Look at the profile and its source_profile or credential_source.', command: 'aws configure list' },
    ],
  },
  {
    words:
      /(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|Could not connect to the endpoint URL|Could not resolve host|no such host|i\/o timeout)\b.{0,80}\bsts[\w.-]{0,80}\.amazonaws\.com|\bsts[\w.-]{0,80}\.amazonaws\.com.{0,80}(?:no such host|i\/o timeout|connection refused)/i,
    text: "AWS STS couldn't be reached over the network.",
    checks: [{ text: 'Check the Region, the proxy and the VPC endpoint of STS.' }],
  },
  {
    words: /PackedPolicyTooLarge|Packed (?:policy|size)/i,
    text: 'The session policy and session tags of the call are too large together.',
    checks: [{ text: 'Pass fewer or shorter tags, or a shorter session policy.' }],
  },
  {
    // Which extensions it must have: https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
    words: /\bUntrusted (?:signing )?certificate\b|\bInsufficient certificate\b/i,
    text: "IAM Roles Anywhere doesn't accept the certificate. The trust policy isn't the cause.",
    checks: [
      {
        text: "The certificate must be issued by the trust anchor's CA. It needs CA: false and the key usage Digital Signature.",
        command: 'openssl x509 -in certificate.pem -noout -text',
      },
      { text: "Look at the trust anchor's certificates.", command: 'aws rolesanywhere list-trust-anchors' },
    ],
  },
  {
    words: /RegionDisabledException|STS is not activated in this region/i,
    text: "AWS STS is disabled in this Region for the role's account.",
    checks: [{ text: 'Activate it under Account settings in IAM, or call STS in another Region.' }],
  },
  {
    words:
      /ExpiredToken|security token included in the request (?:is|has) expired|InvalidClientTokenId|security token included in the request is invalid|SignatureDoesNotMatch|UnrecognizedClient/i,
    text: "The caller's own credentials are invalid or have expired.",
    checks: [IDENTITY],
  },
  {
    words: /Cannot call (?:GetSessionToken|GetFederationToken) with session credentials/i,
    text: "This call needs an IAM user's long-term access keys.",
    checks: [IDENTITY],
  },
];
