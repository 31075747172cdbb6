import { ruleTest } from '../support/ruleTest.ts';

const GITHUB = '"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"';
const K = 'token.actions.githubusercontent.com';
const s = (condition: string | undefined, provider = GITHUB, action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${provider}}, "Action": "${action}"${condition === undefined ? '' : `, "Condition": {${condition}}`}`;

ruleTest('oidc-unconditioned', {
  clean: [
    s(`"StringEquals": {"${K}:aud": "sts.amazonaws.com"}`),
    s('"StringEquals": {"<KEY>": "x"}'),
    s('"StringEquals": {"gitlab.com:sub": "x"}'), // key-provider-mismatch
    s(undefined, GITHUB, 'sts:TagSession'),
    s(undefined, '"arn:aws:iam::111122223333:oidc-provider/<ISSUER>"'),
    s(undefined, '"cognito-identity.amazonaws.com"'),
    s(undefined).replace('Allow', 'Deny'),
    s(
      '"StringEquals": {"sts:RoleSessionName": "MicrosoftSentinel_x"}',
      '"arn:aws:iam::111122223333:oidc-provider/sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/"',
    ),
  ],
  flagged: [
    {
      policy: s(undefined, `«${GITHUB}»`),
      says: ['shared'],
      level: 'error',
      fixed: s(
        `"StringEquals": {"${K}:aud": "sts.amazonaws.com", "${K}:sub": "repo:<owner>/<repo>:environment:<environment>"}`,
      ),
    },
    { policy: s('"StringEquals": {"sts:RoleSessionName": "x"}', `«${GITHUB}»`), says: ['shared'] },
    {
      policy: s(
        undefined,
        '«"arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABCDEF0123456789ABCDEF0123456789"»',
      ),
      says: ['own'],
      level: 'warning',
    },
    { policy: s(undefined, '«"arn:aws:iam::111122223333:oidc-provider/idp.example.com"»'), says: ['own'] },
  ],
});
