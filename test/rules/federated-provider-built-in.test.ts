import { ruleTest } from '../support/ruleTest.ts';

const s = (provider: string, claim: string): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${provider}}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {"${claim}": "x"}}`;
const arn = (issuer: string): string => `"arn:aws:iam::111122223333:oidc-provider/${issuer}"`;

ruleTest('federated-provider-built-in', {
  clean: [
    s('"accounts.google.com"', 'accounts.google.com:sub'),
    // A user pool does need a provider, and so do hosts that only end or begin alike.
    s(
      arn('cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI'),
      'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI:aud',
    ),
    s(arn('my-accounts.google.com'), 'my-accounts.google.com:sub'),
    s(arn('accounts.google.com/o/shop'), 'accounts.google.com/o/shop:sub'),
    s(arn('<ISSUER>'), 'accounts.google.com:sub'),
    // The slash is wrong first.
    s(arn('accounts.google.com/'), 'accounts.google.com:sub'),
    // So is the account.
    s('"arn:aws:iam::1111:oidc-provider/accounts.google.com"', 'accounts.google.com:sub'),
    s('"arn:aws:iam::111122223333:saml-provider/www.amazon.com"', 'SAML:aud'),
  ],
  flagged: [
    ...['accounts.google.com', 'graph.facebook.com', 'www.amazon.com', 'cognito-identity.amazonaws.com'].map(
      (host) => ({
        policy: s(`«${arn(host)}»`, `${host}:aud`),
        says: ['builtIn'],
        level: 'information' as const,
        mentions: host,
        fixed: s(`"${host}"`, `${host}:aud`),
      }),
    ),
    {
      policy: s('«"arn:aws:iam::<ACCOUNT>:oidc-provider/graph.facebook.com"»', 'graph.facebook.com:app_id'),
      says: ['builtIn'],
      fixed: s('"graph.facebook.com"', 'graph.facebook.com:app_id'),
    },
  ],
});
