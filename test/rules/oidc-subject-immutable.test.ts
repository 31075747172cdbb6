import { ruleTest } from '../support/ruleTest.ts';

const GITHUB = '"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"';
const K = 'token.actions.githubusercontent.com';
const s = (condition: string | undefined, provider = GITHUB, action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${provider}}, "Action": "${action}"${condition === undefined ? '' : `, "Condition": {${condition}}`}`;
const sub = (value: string, operator = 'StringEquals'): string => s(`"${operator}": {"${K}:sub": ${value}}`);

ruleTest('oidc-subject-immutable', {
  clean: [
    sub('"repo:octo-org@1/octo-repo@2:ref:refs/heads/main"'),
    sub('["repo:octo-org/octo-repo:ref:refs/heads/main", "repo:octo-org@1/octo-repo@2:ref:refs/heads/main"]'),
    sub('"repo:${ORG}/octo-repo:ref:refs/heads/main"'),
    // They take names with IDs too.
    sub('"repo:octo-org*"', 'StringLike'),
    sub('"repo:*/octo-repo:*"', 'StringLike'),
    // No token has these, or only some of a template of one's own.
    sub('"repo:octo-org/octo-repo:branch:main"'),
    sub('"repo:octo-org/*"'),
    sub('"repo:octo-org/octo-repo"'),
    s(
      '"StringEquals": {"git.example.com/_services/token:sub": "repo:octo-org/a:pull_request"}',
      '"arn:aws:iam::111122223333:oidc-provider/git.example.com/_services/token"',
    ),
    sub('["repo:octo-org/*", "repo:octo-org@1/*"]', 'StringLike'),
    s(`"StringLike": {"${K}:sub": "repo:octo-org/*", "${K}:repository_owner_id": "12"}`),
    s(`"StringEquals": {"${K}:sub": "repo:octo-org/octo-repo:ref:refs/heads/main", "${K}:repository_id": "2"}`),
  ],
  flagged: [
    { policy: sub('[«"repo:octo-org/a:pull_request"», "repo:octo-org/a:ref:refs/heads/main"]'), says: ['names'] },
    // Patterns too: what is created or renamed from now on does not match them.
    {
      policy: sub('«"repo:octo-org/*"»', 'StringLike'),
      says: ['names'],
      level: 'hint',
      mentions: 'repo:octo-org@ID/*:',
      fixed: sub('["repo:octo-org/*", "repo:octo-org@<OWNER_ID>/*"]', 'StringLike'),
    },
    {
      policy: sub('«"repo:octo-org/svc-*:ref:refs/heads/main"»', 'StringLike'),
      says: ['names'],
      fixed: sub(
        '["repo:octo-org/svc-*:ref:refs/heads/main", "repo:octo-org@<OWNER_ID>/svc-*:ref:refs/heads/main"]',
        'StringLike',
      ),
    },
    {
      policy: sub('«"repo:octo-org/octo-repo:*"»', 'StringLike'),
      says: ['names'],
      fixed: sub('["repo:octo-org/octo-repo:*", "repo:octo-org@<OWNER_ID>/octo-repo@<REPOSITORY_ID>:*"]', 'StringLike'),
    },
    { policy: sub('«"repo:octo-org/${REPO}:*"»', 'StringLike'), says: ['names'], fixed: null },
    {
      policy: s(
        `"StringEquals": {"${K}:sub": «"repo:octo-org/a:pull_request"»}, "StringNotEquals": {"${K}:repository_id": "2"}`,
      ),
      says: ['names'],
    },
    {
      policy: sub('«"repo:octo-org/octo-repo:ref:refs/heads/main"»'),
      says: ['names'],
      level: 'hint',
      fixed: sub(
        '["repo:octo-org/octo-repo:ref:refs/heads/main", "repo:octo-org@<OWNER_ID>/octo-repo@<REPOSITORY_ID>:ref:refs/heads/main"]',
      ),
    },
    {
      policy: sub('[«"repo:octo-org/a:ref:refs/heads/main"», "repo:octo-org/b:ref:refs/heads/main"]'),
      says: ['names'],
    },
  ],
});
