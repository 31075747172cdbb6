import { ruleTest } from '../support/ruleTest.ts';

const GITHUB = '"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"';
const K = 'token.actions.githubusercontent.com';
const s = (condition: string | undefined, provider = GITHUB, action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${provider}}, "Action": "${action}"${condition === undefined ? '' : `, "Condition": {${condition}}`}`;

ruleTest('oidc-audience-missing', {
  clean: [
    s(`"StringEquals": {"${K}:aud": "sts.amazonaws.com", "${K}:sub": "repo:octo-org/octo-repo:ref:refs/heads/main"}`),
    s(`"StringEquals": {"${K}:oaud": "x", "${K}:sub": "y"}`),
    s(undefined), // oidc-unconditioned
    s('"StringEquals": {"<KEY>": "x"}'),
    s('"StringEquals": {"${OIDC}:sub": "x"}', '"arn:aws:iam::111122223333:oidc-provider/${OIDC}"'),
  ],
  flagged: [
    {
      policy: s(
        '"StringEquals": {"idp.example.com:sub": "x"}',
        '«"arn:aws:iam::111122223333:oidc-provider/idp.example.com"»',
      ),
      says: ['missing'],
      fixed: null,
    },
    { policy: s('"StringEquals": {"accounts.google.com:sub": "1"}', '«"accounts.google.com"»'), says: ['missing'] },
    // The action is a mistake of its own.
    { policy: s(`"StringEquals": {"${K}:sub": "x"}`, `«${GITHUB}»`, 'sts:AssumeRole'), says: ['missing'] },
    {
      policy: s(`"StringEquals": {"${K}:sub": "repo:octo-org/octo-repo:ref:refs/heads/main"}`, `«${GITHUB}»`),
      says: ['missing'],
      level: 'information',
      fixed: s(
        `"StringEquals": {"${K}:sub": "repo:octo-org/octo-repo:ref:refs/heads/main", "${K}:aud": "sts.amazonaws.com"}`,
      ),
    },
    { policy: s(`"ForAnyValue:StringEquals": {"${K}:amr": "x"}`, `«${GITHUB}»`), says: ['missing'], level: 'warning' },
  ],
});
