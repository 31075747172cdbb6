import { ruleTest } from '../support/ruleTest.ts';

const GITHUB = '"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"';
const K = 'token.actions.githubusercontent.com';
const s = (condition: string | undefined, provider = GITHUB, action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${provider}}, "Action": "${action}"${condition === undefined ? '' : `, "Condition": {${condition}}`}`;
const sub = (value: string, operator = 'StringEquals'): string => s(`"${operator}": {"${K}:sub": ${value}}`);

ruleTest('oidc-subject-form', {
  clean: [
    sub('"repo:octo-org/octo-repo:ref:refs/heads/main"'),
    sub('"repo:octo-org@1/octo-repo@2:environment:production"'),
    sub('"repo:octo-org/octo-repo:*"', 'StringLike'),
    sub('"repository_owner:octo-org:job_workflow_ref:octo-org/x/.github/workflows/y.yml@refs/heads/main"'),
    sub('"repo:octo-org/octo-repo:actor:ada"'),
    sub('"${SUBJECT}"'),
    sub('"repo:${REPO}:ref:refs/heads/main"'),
    sub('"nonsense"', 'StringNotEquals'),
    sub('"Repo:octo-org/octo-repo:ref:refs/heads/main"', 'StringEqualsIgnoreCase'),
    s(
      '"StringEquals": {"idp.example.com:sub": "anything"}',
      '"arn:aws:iam::111122223333:oidc-provider/idp.example.com"',
    ),
  ],
  flagged: [
    {
      policy: sub('«"repo:octo-org/octo-repo:branch:main"»'),
      says: ['never'],
      level: 'error',
      fixed: sub('"repo:octo-org/octo-repo:ref:refs/heads/main"'),
    },
    {
      policy: sub('«"repo:octo-org/octo-repo:ref:main"»'),
      says: ['never'],
      fixed: sub('"repo:octo-org/octo-repo:ref:refs/heads/main"'),
    },
    {
      policy: sub('«"octo-org/octo-repo:ref:refs/heads/main"»'),
      says: ['never'],
      fixed: sub('"repo:octo-org/octo-repo:ref:refs/heads/main"'),
    },
    { policy: sub('«"repo:octo-org:octo-repo:*"»', 'StringLike'), says: ['never'], fixed: null },
    { policy: sub('«"sts.amazonaws.com"»'), says: ['audience'], level: 'error', fixed: null },
    { policy: sub('«"repo:octo-org/octo-repo"»'), says: ['custom'], level: 'warning', fixed: null },
    {
      policy: s(
        '"StringEquals": {"oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub": «"serviceaccount:shop:checkout"»}',
        '"arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC"',
      ),
      says: ['never'],
    },
  ],
});
