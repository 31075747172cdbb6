import { ruleTest } from '../support/ruleTest.ts';

const s = (issuer: string, key: string): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${issuer}}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {${key}: "x"}}`;
const arn = (issuer: string): string => `"arn:aws:iam::111122223333:oidc-provider/${issuer}"`;

ruleTest('key-provider-mismatch', {
  clean: [
    s(arn('gitlab.com'), '"gitlab.com:sub"'),
    s(arn('gitlab.com'), '"GitLab.com:SUB"'),
    s(arn('acme.eu.auth0.com/'), '"acme.eu.auth0.com/:sub"'),
    s(
      arn('sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d/'),
      '"sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d:aud"',
    ),
    s(arn('<ISSUER>'), '"gitlab.com:sub"'),
    s(arn('gitlab.com'), '"<ISSUER>:sub"'),
    s('"${PROVIDER}"', '"gitlab.com:sub"'),
    s(arn('gitlab.com'), '"aws:SourceIp"'),
    s(
      `[${arn('gitlab.com')}, ${arn('token.actions.githubusercontent.com')}]`,
      '"token.actions.githubusercontent.com:sub"',
    ),
    '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"gitlab.com:sub": "x"}}',
  ],
  flagged: [
    {
      policy: s(arn('oidc.eks.eu-west-1.amazonaws.com/id/AAAA'), '«"oidc.eks.eu-west-1.amazonaws.com/id/BBBB:sub"»'),
      says: ['other'],
      fixed: s(arn('oidc.eks.eu-west-1.amazonaws.com/id/AAAA'), '"oidc.eks.eu-west-1.amazonaws.com/id/AAAA:sub"'),
    },
    {
      policy: s(arn('gitlab.com'), '«"https://gitlab.com:sub"»'),
      says: ['scheme'],
      fixed: s(arn('gitlab.com'), '"gitlab.com:sub"'),
    },
    {
      policy: s(`[${arn('gitlab.com')}, ${arn('app.terraform.io')}]`, '«"token.actions.githubusercontent.com:sub"»'),
      says: ['other'],
      fixed: null,
    },
  ],
});
