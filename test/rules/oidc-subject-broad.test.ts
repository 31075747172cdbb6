import { ruleTest } from '../support/ruleTest.ts';

const GITHUB = '"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"';
const K = 'token.actions.githubusercontent.com';
const s = (condition: string | undefined, provider = GITHUB, action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${provider}}, "Action": "${action}"${condition === undefined ? '' : `, "Condition": {${condition}}`}`;
const sub = (value: string, operator = 'StringLike'): string => s(`"${operator}": {"${K}:sub": ${value}}`);

ruleTest('oidc-subject-broad', {
  clean: [
    // Both tests must be met, and the other one is narrow.
    s(`"StringEquals": {"${K}:sub": "repo:o@1/r@2:ref:refs/heads/main"}, "StringLike": {"${K}:sub": "repo:*"}`),
    sub('"repo:octo-org/octo-repo:ref:refs/heads/main"', 'StringEquals'),
    sub('"repo:octo-org/octo-repo:ref:refs/tags/v*"'),
    sub('"repo:octo-org@*/octo-repo@*:ref:refs/heads/main"'),
    sub('"repo:octo-org/*"', 'StringNotLike'),
    sub('"${SUBJECT}*"'),
    sub('"${PREFIX}:*"'),
    s(`"StringLike": {"${K}:sub": "repo:octo-org/*"}, "StringEquals": {"${K}:repository_id": "123456"}`),
    sub('"*"'), // oidc-subject-missing
    sub('"repo:${REPOSITORY}:ref:refs/heads/main"'),
    s(`"StringLike": {"${K}:sub": "repo:octo-org/octo-repo:*"}, "StringEquals": {"${K}:ref": "refs/heads/main"}`),
    s('"StringLike": {"idp.example.com:sub": "a*"}', '"arn:aws:iam::111122223333:oidc-provider/idp.example.com"'),
    sub('"workflow:deploy:repository_owner:octo-org"', 'StringEquals'),
  ],
  flagged: [
    { policy: sub('«"repo:*"»'), says: ['strangers'], level: 'warning' },
    {
      policy: sub('«"repo:octo-org*"»'),
      says: ['strangers'],
      mentions: 'owner',
      fixed: sub('"repo:<OWNER>/<REPOSITORY>:ref:refs/heads/<BRANCH>"'),
    },
    { policy: sub('«"repo:*/octo-repo:*"»'), says: ['strangers'] },
    { policy: sub('«"repo:octo-org/*"»'), says: ['tenant'], level: 'warning', mentions: 'repository' },
    {
      policy: sub('["repo:octo-org/a:ref:refs/heads/main", «"repo:octo-org/b-*:ref:refs/heads/main"»]'),
      says: ['tenant'],
    },
    {
      policy: sub('«"repo:octo-org/octo-repo:*"»'),
      says: ['project'],
      level: 'information',
      mentions: 'branch',
      fixed: sub('"repo:octo-org/octo-repo:ref:refs/heads/<BRANCH>"'),
    },
    { policy: sub('«"repo:<ORG>/<REPO>:ref:refs/heads/*"»'), says: ['project'] },
    {
      policy: sub('«"repo:octo-org/octo-repo:pull_request"»', 'StringEquals'),
      says: ['pullRequest'],
      level: 'information',
      fixed: null,
    },
    { policy: sub('«"environment:production"»', 'StringEquals'), says: ['anybody'], level: 'warning', fixed: null },
    {
      policy: s(
        '"StringLike": {"oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub": «"system:serviceaccount:*:*"»}',
        '"arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC"',
      ),
      says: ['tenant'],
      mentions: 'namespace',
    },
    // The issuer is still to be filled in, but its key belongs to the statement's provider.
    {
      policy: s(
        '"StringLike": {"${OIDC}:sub": «"system:serviceaccount:kube-system:*"»}',
        '"arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC"',
      ),
      says: ['project'],
    },
    {
      policy: s(
        '"StringLike": {"git.example.com:sub": «"project_path:mygroup/*"»}',
        '"arn:aws:iam::111122223333:oidc-provider/git.example.com"',
      ),
      says: ['tenant'],
    },
  ],
});
