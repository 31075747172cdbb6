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
    s(`"StringEquals": {"${K}:sub": "repo:octo-org/octo-repo:ref:refs/heads/main", "${K}:repository_id": "2"}`),
  ],
  flagged: [
    { policy: sub('["repo:octo-org/a:pull_request", «"repo:octo-org/a:ref:refs/heads/main"»]'), says: ['names'] },
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
