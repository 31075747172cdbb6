import type { SaidReason } from './reading.ts';

const PROVIDERS = 'aws iam list-open-id-connect-providers';
const PROVIDER = 'aws iam get-open-id-connect-provider --open-id-connect-provider-arn <PROVIDER_ARN>';
const DECODE = {
  text: 'Decode the token and check its claims iss, aud, sub and exp.',
  command: 'cut -d. -f2 token.jwt | base64 -d 2>/dev/null',
};

/**
 * Messages about a token or a SAML response that say their reason themselves. Sources:
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
 */
export const REASONS_OF_TOKENS: readonly SaidReason[] = [
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
    words: /does not contain the required audience|SAML.{0,40}audience.{0,20}invalid/i,
    text: "The audience of the SAML response isn't the one that AWS expects.",
    checks: [
      {
        text: 'Compare the audience (entity ID) in the identity provider with that of the SAML provider in IAM. For signing in it is urn:amazon:webservices or the sign-in URL.',
        command: 'aws iam get-saml-provider --saml-provider-arn <SAML_PROVIDER_ARN>',
      },
    ],
    isToken: true,
  },
  {
    words: /Incorrect token audience/i,
    common: /audience (?:is )?(?:invalid|mismatch|not allowed)|invalid audience/i,
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
      /ExpiredToken.{0,80}(?:web identity|identity provider|AssumeRoleWith)|web ?identity ?token.{0,40}\bexpired|Token expired: current date\/time|Token must have been issued within/i,
    common: /(?:(?<!security )\bToken|\bassertion)\b.{0,40}\bexpired/i,
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
    words: /Specified provider (?:doesn't|does not) exist/i,
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
    words: /Invalid ?identity ?token(?!.{0,200}(?:No OpenIDConnect|audience))|WebIdentityToken.{0,60}invalid/i,
    common: /Missing a required claim|not a valid JWT/i,
    text: "AWS can't accept the token: it is malformed, or lacks a claim.",
    checks: [
      DECODE,
      { text: 'Check that the issuer of the token is exactly the URL of the provider in IAM.', command: PROVIDERS },
    ],
    about: 'provider',
    isToken: true,
  },
];
