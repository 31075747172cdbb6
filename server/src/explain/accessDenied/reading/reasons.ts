import type { Reason } from './reading.ts';

const PROVIDERS = 'aws iam list-open-id-connect-providers';
const PROVIDER = 'aws iam get-open-id-connect-provider --open-id-connect-provider-arn <PROVIDER_ARN>';
const DECODE = {
  text: 'Decode the token and check its claims iss, aud, sub and exp.',
  command: 'cut -d. -f2 token.jwt | base64 -d 2>/dev/null',
};
const IDENTITY = {
  text: "Confirm who is calling: it's often a different profile than expected.",
  command: 'aws sts get-caller-identity',
};
const ID_TOKEN = {
  text: 'Give the job the permissions id-token: write and contents: read. Pull requests from forks never get a token.',
};

/**
 * Messages that say their reason themselves. Sources:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * https://github.com/aws-actions/configure-aws-credentials#oidc
 */
const REASONS: readonly (Reason & { readonly words: RegExp })[] = [
  {
    words: /No OpenIDConnect provider found/i,
    text: "The role's account has no identity provider with exactly this URL.",
    checks: [
      {
        text: "List the identity providers of the role's account. If this one is missing, add it; its URL must be the token's issuer, character by character.",
        command: PROVIDERS,
      },
      { text: 'Check that the role is in the account that you expect: the provider must be in the same account.' },
    ],
    about: 'provider',
    isToken: true,
  },
  {
    words: /Incorrect token audience|audience (?:is )?(?:invalid|mismatch|not allowed)|invalid audience/i,
    text: "The token's audience isn't in the identity provider's list of audiences (client IDs).",
    checks: [
      { text: 'Compare the audiences of the identity provider with the aud of the token.', command: PROVIDER },
      {
        text: 'Add the audience to the provider, or request the token for one that is listed. AWS clients usually request sts.amazonaws.com.',
        command:
          'aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn <PROVIDER_ARN> --client-id sts.amazonaws.com',
      },
      DECODE,
    ],
    about: 'audience',
    isToken: true,
  },
  {
    words:
      /ExpiredToken.{0,80}(?:web identity|identity provider|AssumeRoleWith)|(?:web identity token|Token|assertion).{0,40}\b(?:has |is )?expired|Token must have been issued within/i,
    text: 'The token has expired, or it was issued too long ago.',
    checks: [{ text: 'Get a new token right before the call, and check the clock of the machine.' }, DECODE],
    isToken: true,
  },
  {
    words: /retrieve (?:the )?verification key/i,
    text: "AWS couldn't get the signing keys of the identity provider.",
    checks: [
      {
        text: "Check that the provider's /.well-known/openid-configuration and its jwks_uri are public and answer quickly. Their certificate must be of a public CA.",
      },
      { text: 'Check that its URL in IAM is exactly the issuer of the token.', command: PROVIDERS },
    ],
    about: 'provider',
    isToken: true,
  },
  {
    words: /certificate doesn't match configured thumbprint/i,
    text: "The certificate of the identity provider doesn't match the thumbprint in IAM.",
    checks: [{ text: 'Update the thumbprint of the provider.', command: PROVIDER }],
    about: 'provider',
    isToken: true,
  },
  {
    words: /IDPRejectedClaim/i,
    text: 'The identity provider rejected the token: it was revoked, or has expired.',
    checks: [DECODE],
    isToken: true,
  },
  {
    words: /IDPCommunicationError/i,
    text: "AWS couldn't reach the identity provider. Try again; if it persists, check that the provider is public.",
    checks: [{ text: 'Open the /.well-known/openid-configuration of the issuer from outside your network.' }],
    isToken: true,
  },
  {
    words: /RoleSessionName is required in AuthnResponse|RoleSessionName in AuthnResponse must match/i,
    text: "The SAML response's RoleSessionName is missing or invalid: 2 to 64 letters, digits and _+=,.@-",
    checks: [
      {
        text: 'Fix the attribute https://aws.amazon.com/SAML/Attributes/RoleSessionName in the identity provider: it must not contain spaces.',
      },
    ],
    isToken: true,
  },
  {
    words: /Source ?Identity is invalid|SourceIdentity in AuthnResponse/i,
    text: "The SAML response's SourceIdentity is invalid: 2 to 64 letters, digits and _+=,.@-",
    checks: [
      { text: 'Fix the attribute https://aws.amazon.com/SAML/Attributes/SourceIdentity in the identity provider.' },
    ],
    isToken: true,
  },
  {
    words: /Response signature invalid|signature (?:is )?invalid.{0,40}SAML/i,
    text: "The SAML response isn't signed with the certificate in the metadata that IAM has.",
    checks: [
      {
        text: "Download the identity provider's current metadata and upload it to the SAML provider in IAM.",
        command: 'aws iam list-saml-providers',
      },
    ],
    isToken: true,
  },
  {
    words: /Issuer not present in specified provider/i,
    text: "The Issuer of the SAML response isn't the entityID in the metadata that IAM has.",
    checks: [
      {
        text: "Compare both, and upload the identity provider's current metadata.",
        command: 'aws iam get-saml-provider --saml-provider-arn <SAML_PROVIDER_ARN>',
      },
    ],
    isToken: true,
  },
  {
    words: /Specified provider doesn't exist/i,
    text: "The SAML response names an identity provider that doesn't exist in the role's account.",
    checks: [
      {
        text: 'Compare the Role attribute of the SAML response (role ARN,provider ARN) with the providers in IAM.',
        command: 'aws iam list-saml-providers',
      },
    ],
    isToken: true,
  },
  {
    words:
      /Could not parse metadata|invalid SAML response|SAML Assertion.{0,30}invalid|InvalidSamlResponse|Your request included an invalid SAML/i,
    text: "AWS can't read the SAML response: its attributes, encoding or audience are wrong.",
    checks: [
      {
        text: 'Look at the SAML response in the browser: its Role attribute must be role ARN,provider ARN. The response must be in base64 and not expired.',
      },
    ],
    isToken: true,
  },
  {
    words:
      /InvalidIdentityToken(?!.{0,200}(?:No OpenIDConnect|audience))|Missing a required claim|not a valid JWT|WebIdentityToken.{0,60}invalid/i,
    text: "AWS can't accept the token: it is malformed, or lacks a claim.",
    checks: [
      DECODE,
      { text: 'Check that the issuer of the token is exactly the URL of the provider in IAM.', command: PROVIDERS },
    ],
    about: 'provider',
    isToken: true,
  },
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
      /Request ARN is invalid|Invalid ARN|RoleArn.{0,40}(?:is not valid|invalid|failed to satisfy)|is not a valid (?:role )?ARN|ARN .{0,200} is not valid|at '(?:role|roleArn)' failed to satisfy constraint/i,
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
    words: /PackedPolicyTooLarge|Packed (?:policy|size)/i,
    text: 'The session policy and session tags of the call are too large together.',
    checks: [{ text: 'Pass fewer or shorter tags, or a shorter session policy.' }],
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

/** What a message says itself; undefined where it leaves the reason open. */
export function reasonIn(text: string): (Reason & { readonly at: number }) | undefined {
  const reason = REASONS.find(({ words }) => words.test(text));
  const found = reason?.words.exec(text);
  return reason && found ? { ...reason, at: found.index + found[0].length } : undefined;
}
