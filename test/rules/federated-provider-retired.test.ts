import { ruleTest } from '../support/ruleTest.ts';

const s = (principal: string, condition = '', action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${principal}}, "Action": "${action}"${condition === '' ? '' : `, "Condition": ${condition}`}`;

ruleTest('federated-provider-retired', {
  clean: [
    s('"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"'),
    s('"arn:aws:iam::111122223333:oidc-provider/vstoken.actions.githubusercontent.com.example.org"'),
  ],
  flagged: [
    {
      policy: s('"${PROVIDER}"', '{"StringEquals": {"«vstoken.actions.githubusercontent.com»:sub": "x"}}'),
      says: ['gone'],
      fixed: null,
    },
    {
      policy: s(
        '"arn:aws:iam::<ACCOUNT>:oidc-provider/«vstoken.actions.githubusercontent.com»"',
        '{"StringEquals": {"vstoken.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:ref:refs/heads/main"}}',
      ),
      says: ['gone'],
      fixed: s(
        '"arn:aws:iam::<ACCOUNT>:oidc-provider/token.actions.githubusercontent.com"',
        '{"StringEquals": {"token.actions.githubusercontent.com:sub": "repo:octo-org/octo-repo:ref:refs/heads/main"}}',
      ),
    },
    {
      policy: s(
        '"arn:aws:iam::<ACCOUNT>:oidc-provider/«vstoken.actions.githubusercontent.com»"',
        '{"StringEquals": {"vstoken.actions.githubusercontent.com:sub": "x"}}',
      ),
      says: ['gone'],
      fixed: null, // no token of the successor has that subject
    },
  ],
});
