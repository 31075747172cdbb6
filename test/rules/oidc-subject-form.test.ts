import { ruleTest } from '../support/ruleTest.ts';

const GITHUB = '"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"';
const K = 'token.actions.githubusercontent.com';
const s = (condition: string | undefined, provider = GITHUB, action = 'sts:AssumeRoleWithWebIdentity'): string =>
  `"Effect": "Allow", "Principal": {"Federated": ${provider}}, "Action": "${action}"${condition === undefined ? '' : `, "Condition": {${condition}}`}`;
const sub = (value: string, operator = 'StringEquals'): string => s(`"${operator}": {"${K}:sub": ${value}}`);

const at = (issuer: string, value: string, operator = 'StringEquals'): string =>
  s(`"${operator}": {"${issuer}:sub": ${value}}`, `"arn:aws:iam::111122223333:oidc-provider/${issuer}"`);
const gitlab = (value: string, operator?: string): string => at('gitlab.com', value, operator);
const POOL = 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123';

ruleTest('oidc-subject-form', {
  clean: [
    sub('"repo:octo-org/octo-repo:ref:refs/heads/main"'),
    sub('"repo:octo-org@1/octo-repo@2:environment:production"'),
    sub('"repo:octo-org/octo-repo:*"', 'StringLike'),
    sub('"repository_owner:octo-org:job_workflow_ref:octo-org/x/.github/workflows/y.yml@refs/heads/main"'),
    sub('"repo:octo-org/octo-repo:actor:ada"'),
    sub('"${SUBJECT}"'),
    sub('"repo:${REPO}:ref:refs/heads/main"'),
    sub('"repo:octo-org/octo-repo:environment:team/blue"'),
    sub(
      '"repo:octo-org/octo-repo:environment:live:job_workflow_ref:octo-org/x/.github/workflows/y.yml@refs/heads/main"',
    ),
    sub('"repo:octo-org/octo-repo:*:job_workflow_ref:octo-org/x/.github/workflows/y.yml@*"', 'StringLike'),
    sub('"*:environment:live"', 'StringLike'),
    sub('"repo:octo-org/octo-repo:environment:${ENV}"'),
    sub('"nonsense"', 'StringNotEquals'),
    sub('"Repo:octo-org/octo-repo:ref:refs/heads/main"', 'StringEqualsIgnoreCase'),
    sub('"Repo:octo-org/octo-repo:Ref:${REF}"', 'StringEqualsIgnoreCase'),
    s(
      '"StringEquals": {"idp.example.com:sub": "anything"}',
      '"arn:aws:iam::111122223333:oidc-provider/idp.example.com"',
    ),
    // Composed by a GitLab project, of parts that GitLab documents.
    gitlab('"project_path:mygroup/myproject:ref_type:branch:ref:main:deployment_tier:staging"'),
    gitlab('"project_id:42:ref_protected:true"'),
    gitlab('"project_id:42"'),
    gitlab('"project_path:mygroup/*:ref_type:*:deployment_tier:production"', 'StringLike'),
    gitlab('"project_path:mygroup/sub/myproject:ref:main"'),
    // On a host that can be anybody's.
    at('idp.example.com', '"space:ours"'),
    at('idp.example.com', '"repo:octo-org/octo-repo:branch:main"'),
    at('bucket.s3.eu-west-1.amazonaws.com', '"spiffe://example.org/ns/shop/sa/web"'),
    at('octopus.example.com', '"space:default:project:shop:runbook:clean-up"'),
    at('kc.example.com/realms/shop', '"f:0f1e2d3c-1111-4222-8333-444455556666:ada"'),
    at('kc.example.com/auth/realms/shop', '"service-account-shop"'),
    at('kc.example.com/realms/shop', '"shop-*"', 'StringLike'),
    at('sso.example.com/oidc', '"job/shop"'),
    at('id.example.com/team/oidc', '"https://ci.example.com/shop"'),
    at('id.example.com/v1/identity/oidc', '"shop"'),
    at('id.example.com/_services/token', '"shop"'),
    // What an app client gets for itself.
    at(POOL, '"1h57kf5cpq17m0eml12example"'),
    at(POOL, '"1h57kf5cpq17m0*"', 'StringLike'),
    at('agent.buildkite.com', '"pipeline_id:0f1e2d3c-1111-4222-8333-444455556666"'),
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
    { policy: sub('«"repo:octo-org/octo-repo/*:*"»', 'ForAllValues:StringLike'), says: ['never'], level: 'error' },
    {
      policy: sub('«"repo:octo-org/octo-repo:ref:heads/main"»'),
      says: ['never'],
      fixed: sub('"repo:octo-org/octo-repo:ref:refs/heads/main"'),
    },
    {
      policy: at('app.terraform.io', '«"organization:acme:project:p:workspace:w"»'),
      says: ['never'],
      mentions: 'RUN_PHASE',
    },
    { policy: at('oidc.fly.io/acme', '«"acme:shop"»'), says: ['never'], fixed: null },
    // By default a token has one context.
    {
      policy: sub('«"repo:octo-org/octo-repo:environment:live:ref:refs/heads/main"»'),
      says: ['custom'],
      level: 'warning',
    },
    {
      policy: sub('«"repo:octo-org/octo-repo:environment:*ref:refs/*"»', 'StringLike'),
      says: ['custom'],
      level: 'warning',
    },
    { policy: sub('«"repo:octo-org/*:environment:live:*"»', 'StringLike'), says: ['custom'], level: 'warning' },
    { policy: sub('«"repo:octo-org/octo-repo:pull_request:ref:refs/heads/main"»'), says: ['custom'], level: 'warning' },
    {
      policy: sub('«"repository:octo-org/octo-repo:ref:refs/heads/main"»'),
      says: ['custom'],
      level: 'warning',
      fixed: sub('"repo:octo-org/octo-repo:ref:refs/heads/main"'),
    },
    {
      policy: sub('«"repo:octo-org/octo-repo:ref:refs/pull/8/merge"»'),
      says: ['custom'],
      level: 'warning',
      fixed: sub('"repo:octo-org/octo-repo:pull_request"'),
    },
    { policy: sub('«"pull_request"»'), says: ['custom'], level: 'warning' },
    { policy: sub('«"repo:octo-repo:ref:refs/heads/main"»'), says: ['never'], level: 'error' },
    { policy: sub('«"repo:octo-repo:*"»', 'StringLike'), says: ['never'], level: 'error' },
    { policy: sub('«"repo:octo-org@12/octo-repo:*"»', 'StringLike'), says: ['never'], level: 'error' },
    { policy: sub('«"repo:12/34@octo-repo:ref:refs/heads/main"»'), says: ['never'], level: 'error' },
    {
      policy: at('token.actions.acme.ghe.com', '«"repo:octo-org/octo-repo:tag:v3"»'),
      says: ['never'],
      level: 'error',
      fixed: at('token.actions.acme.ghe.com', '"repo:octo-org/octo-repo:ref:refs/tags/v3"'),
    },
    { policy: at('token.actions.githubusercontent.com/acme', '«"repo:octo-org/octo-repo:env:live"»'), says: ['never'] },
    { policy: gitlab('«"project_path:mygroup/myproject"»'), says: ['custom'], level: 'warning', fixed: null },
    { policy: gitlab('«"project_path:mygroup/myproject:environment:live"»'), says: ['unusual'], level: 'information' },
    {
      policy: gitlab('«"project_path:mygroup/myproject:job_project_path:a/b"»'),
      says: ['unusual'],
      level: 'information',
    },
    {
      policy: gitlab('«"project_path:mygroup/*:environment:live"»', 'StringLike'),
      says: ['unusual'],
      level: 'information',
    },
    // More than its case is wrong.
    {
      policy: sub('«"Repo:octo-org/octo-repo:branch:main"»', 'StringEqualsIgnoreCase'),
      says: ['never'],
      level: 'error',
    },
    {
      policy: gitlab(
        '«"project_path:mygroup/myproject:ref_type:branch:Ref:refs/heads/main"»',
        'StringEqualsIgnoreCase',
      ),
      says: ['never'],
      level: 'error',
    },
    // The message names a part as its reader does, and a subject that is an ID by what it looks like.
    {
      policy: at(
        'acme.semaphoreci.com',
        '«"org:acme:project:936a5312-a3b8-4921-8b3f-2cec8baac574:repo:web:ref_type:branch:ref:main"»',
      ),
      says: ['never'],
      mentions: ':repo:REPOSITORY:',
      fixed: at(
        'acme.semaphoreci.com',
        '"org:acme:project:936a5312-a3b8-4921-8b3f-2cec8baac574:repo:web:ref_type:branch:ref:refs/heads/main"',
      ),
    },
    {
      policy: s('"StringEquals": {"accounts.google.com:sub": «"ada@acme.example"»}', '"accounts.google.com"'),
      says: ['never'],
      mentions: 'Expected: a value like 109876543210987654321',
    },
    // GitLab has the short name of a branch or a tag in its subjects.
    {
      policy: gitlab('«"project_path:mygroup/myproject:ref_type:branch:ref:refs/heads/main"»'),
      says: ['never'],
      level: 'error',
      fixed: gitlab('"project_path:mygroup/myproject:ref_type:branch:ref:main"'),
    },
    {
      policy: gitlab('«"project_path:mygroup/*:ref_type:tag:ref:refs/tags/v*"»', 'StringLike'),
      says: ['never'],
      level: 'error',
      fixed: gitlab('"project_path:mygroup/*:ref_type:tag:ref:v*"', 'StringLike'),
    },
    {
      policy: gitlab('«"project_id:42:ref:refs/heads/main:ref_protected:true"»'),
      says: ['never'],
      level: 'error',
    },
    {
      policy: at('git.acme.example', '«"project_path:mygroup/myproject:ref_type:branch:ref:refs/heads/main"»'),
      says: ['never'],
      level: 'warning',
      fixed: at('git.acme.example', '"project_path:mygroup/myproject:ref_type:branch:ref:main"'),
    },
    {
      policy: gitlab('«"project_path:mygroup/myproject:ref_type:merge_request:ref:main"»'),
      says: ['never'],
      level: 'error',
    },
    { policy: gitlab('«"project_path:mygroup/myproject:deployment_tier:live"»'), says: ['never'], level: 'error' },
    { policy: gitlab('«"project_path:myproject:*"»', 'StringLike'), says: ['never'], level: 'error' },
    {
      policy: at('git.example.com', '«"project_path:myproject:ref_type:branch:ref:main"»'),
      says: ['never'],
      level: 'warning',
    },
    {
      policy: at('idp.example.com', '«"system:serviceaccount:shop/web"»'),
      says: ['never'],
      level: 'warning',
      fixed: at('idp.example.com', '"system:serviceaccount:shop:web"'),
    },
    { policy: at('bucket.s3.eu-west-1.amazonaws.com/live', '«"serviceaccount:shop:web"»'), says: ['never'] },
    { policy: at('oidc.deno.com', '«"deployment:acme:shop:production"»'), says: ['never'], level: 'error' },
    {
      policy: at('vstoken.dev.azure.com/0f1e2d3c-1111-4222-8333-444455556666', '«"sc:acme:Shop:aws"»'),
      says: ['never'],
      fixed: at('vstoken.dev.azure.com/0f1e2d3c-1111-4222-8333-444455556666', '"sc://acme/Shop/aws"'),
    },
    // A path tells no product, a path and a subject like the product's do.
    {
      policy: at('vault.example.com/v1/identity/oidc/plugins', '«"plugin-identity:root:secret:aws/"»'),
      says: ['never'],
      level: 'error',
    },
    { policy: at('ci.example.com/oidc', '«"https://ci.example.com/job/shop"»'), says: ['custom'], level: 'warning' },
    {
      policy: at('git.example.com/_services/token', '«"repo:web/store:branch:main"»'),
      says: ['never'],
      level: 'error',
    },
    {
      policy: at(POOL, '«"ada"»'),
      says: ['never'],
      level: 'error',
      mentions: 'No token from Amazon Cognito user pools has this subject.',
    },
    { policy: at(POOL, '«"shop-app-client"»'), says: ['never'], level: 'error' },
  ],
});
