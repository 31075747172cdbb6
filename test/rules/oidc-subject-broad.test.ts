import { ruleTest } from '../support/ruleTest.ts';

const GITHUB = '"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"';
const K = 'token.actions.githubusercontent.com';
const s = (condition: string | undefined, provider = GITHUB, action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${provider}}, "Action": "${action}"${condition === undefined ? '' : `, "Condition": {${condition}}`}`;
const sub = (value: string, operator = 'StringLike'): string => s(`"${operator}": {"${K}:sub": ${value}}`);

const at = (issuer: string, value: string, operator = 'StringLike'): string =>
  s(`"${operator}": {"${issuer}:sub": ${value}}`, `"arn:aws:iam::111122223333:oidc-provider/${issuer}"`);

const ORG = '2f0d3a55-1111-4222-8333-444455556666';
const PROJECT = '7a8b9c0d-1111-4222-8333-444455556666';
const SPACELIFT = 'demo.app.spacelift.io';
const CIRCLECI = `oidc.circleci.com/org/${ORG}`;

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
    // What is still to be filled in at the start may name owner and repository.
    sub('"${PREFIX}:*:job_workflow_ref:octo-org/.github/.github/workflows/deploy.yml@refs/heads/main"'),
    sub('"${PREFIX}/*"'),
    s(`"StringLike": {"${K}:sub": "repo:octo-org/*"}, "StringEquals": {"${K}:repository_id": "123456"}`),
    s(`"StringLike": {"${K}:sub": "repository_id:*"}, "StringEquals": {"${K}:repository_owner_id": "12"}`),
    sub('"*"'), // oidc-subject-missing
    sub('"repo:${REPOSITORY}:ref:refs/heads/main"'),
    s(`"StringLike": {"${K}:sub": "repo:octo-org/octo-repo:*"}, "StringEquals": {"${K}:ref": "refs/heads/main"}`),
    s('"StringLike": {"idp.example.com:sub": "a*"}', '"arn:aws:iam::111122223333:oidc-provider/idp.example.com"'),
    sub('"workflow:deploy:repository_owner:octo-org"', 'StringEquals'),
    at(CIRCLECI, `"org/${ORG}/project/*/user/*/vcs-origin/github.com/acme/shop/vcs-ref/refs/heads/main"`),
    at(CIRCLECI, `"org/${ORG}/project/${PROJECT}/user/*/vcs-origin/*/vcs-ref/refs/heads/main"`),
    at(SPACELIFT, '"*:space_path:/root/production:stack:infra:run_type:*:scope:write"'),
  ],
  flagged: [
    { policy: sub('«"repo:*"»'), says: ['strangers'], level: 'warning' },
    { policy: sub('«"repo:*/${REPOSITORY}:ref:refs/heads/main"»'), says: ['strangers'], level: 'warning' },
    { policy: sub('«"repo:${OWNER}/*"»'), says: ['tenant'], level: 'warning' },
    {
      policy: sub('«"repo:octo-org*"»'),
      says: ['strangers'],
      mentions: 'owner',
      fixed: sub('"repo:<OWNER>/<REPOSITORY>:ref:refs/heads/<BRANCH>"'),
    },
    { policy: sub('«"repo:*/octo-repo:*"»'), says: ['strangers'] },
    { policy: sub('«"repo:octo-org/*"»'), says: ['tenant'], level: 'warning', mentions: 'repository' },
    // Of one CircleCI project anything that a token has besides; a repository tells the project, too.
    {
      policy: at(CIRCLECI, `«"org/${ORG}/project/${PROJECT}/user/*"»`),
      says: ['project'],
      level: 'information',
      mentions: '"*" matches every user, repository and branch of',
    },
    // The path of a space narrows, whatever the space is called.
    {
      policy: at(SPACELIFT, '«"*:space_path:/root/production/*"»'),
      says: ['project'],
      level: 'information',
      mentions: '"/root/production/*" matches more than one space path',
    },
    {
      policy: at(SPACELIFT, '«"space:*:stack:*:run_type:TRACKED:scope:write"»'),
      says: ['tenant'],
      level: 'warning',
    },
    {
      policy: at(CIRCLECI, `«"org/${ORG}/project/*"»`),
      says: ['tenant'],
      level: 'warning',
      mentions: '"*" matches every project, so',
    },
    // Namespace documents no other subject; a part of a workspace's name is another thing.
    {
      policy: at('federation.namespaceapis.com', '«"tenant_abc123/*"»'),
      says: ['tenant'],
      level: 'information',
    },
    { policy: at('federation.namespaceapis.com', '«"tenant_*/*"»'), says: ['strangers'], level: 'warning' },
    { policy: at('oidc.fly.io/acme', '«"acme:*"»'), says: ['tenant'], level: 'warning' },
    // Not all of them: another claim narrows them by a pattern.
    {
      policy: s(`"StringLike": {"${K}:sub": «"repo:octo-org/*"», "${K}:repository": "octo-org/app-*"}`),
      says: ['restricted'],
      level: 'warning',
      mentions: `only the pattern of ${K}:repository`,
    },
    {
      policy: s(`"StringLike": {"${K}:sub": «"repo:octo-org/*"», "${K}:repository": "*"}`),
      says: ['tenant'],
    },
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
      says: ['projectPath'],
      level: 'warning',
      mentions: 'every project of mygroup',
    },
    // Whatever the operator does where the key is absent.
    { policy: sub('«"repo:octo-org/*"»', 'ForAllValues:StringLike'), says: ['tenant'] },
    { policy: sub('«"repo:octo-org/*"»', 'ForAnyValue:StringLike'), says: ['tenant'] },
    { policy: sub('«"repo:octo-org/*"»', 'StringLikeIfExists'), says: ['tenant'] },
    // A claim of a customized subject that is open, and nothing else tells whose it is.
    { policy: sub('«"repository_id:*"»'), says: ['strangers'], fixed: null },
    { policy: sub('«"job_workflow_ref:*"»'), says: ['strangers'] },
    // All that is open is named, by the grammar of each provider.
    {
      policy: sub('«"repo:octo-org/octo-repo:*"»'),
      says: ['project'],
      mentions: 'every branch, tag, environment and pull request of octo-repo',
    },
    { policy: sub('«"repo:octo-org@1/octo-repo@2:ref:*"»'), says: ['project'], mentions: 'every branch and tag of' },
    { policy: sub('«"repo:octo-org/octo-repo:environment:*"»'), says: ['project'], mentions: 'every environment of' },
    {
      policy: at('gitlab.com', '«"project_path:mygroup/myproject:*"»'),
      says: ['projectPath'],
      level: 'information',
      mentions: 'every branch and tag of myproject',
    },
    {
      policy: at('gitlab.com', '«"project_id:42:ref_type:branch:ref:*"»'),
      says: ['project'],
      level: 'information',
      mentions: 'every branch of 42',
    },
    { policy: at('gitlab.com', '«"project_path:*/myproject:ref_type:branch:ref:main"»'), says: ['strangers'] },
    { policy: at('gitlab.com', '«"project_id:*:ref_protected:true"»'), says: ['strangers'] },
    {
      policy: at('app.terraform.io', '«"organization:acme:project:shop:*"»'),
      says: ['project'],
      mentions: 'every workspace and stack of shop',
    },
    {
      policy: at('agent.buildkite.com', '«"organization:acme:pipeline:shop:*"»'),
      says: ['project'],
      mentions: 'every branch and tag of shop',
    },
    {
      policy: at(
        'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc',
        '«"{0f1e2d3c-1111-4222-8333-444455556666}:*"»',
      ),
      says: ['project'],
      mentions: 'every step and environment of',
    },
    { policy: at('oidc.deno.com', '«"deployment:*/shop/production"»'), says: ['strangers'], level: 'warning' },
    { policy: at('oidc.deno.com', '«"deployment:acme/*"»'), says: ['tenant'], mentions: 'every app of acme' },
    { policy: at('oidc.deno.com', '«"deployment:acme/shop/*"»'), says: ['project'], mentions: 'every context of shop' },
    { policy: at('api.gitpod.io/idp', '«"https://github.com/*"»'), says: ['strangers'] },
    { policy: at('api.gitpod.io/idp', '«"https://github.com/acme/*"»'), says: ['tenant'] },
    {
      policy: at(
        'rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7',
        '«"system:serviceaccount:*:t8c-operator"»',
      ),
      says: ['strangers'],
    },
  ],
});
