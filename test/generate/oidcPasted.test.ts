import assert from 'node:assert/strict';
import {
  check,
  finish,
  generatedText,
  PolicyDocument,
  problemWith,
  wizardSteps,
  type Answers,
} from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

const U = '2c3f7a0e-1111-4222-8333-444455556666';
const V = '9a8b7c6d-1111-4222-8333-444455556666';
const CLUSTER = 'EXAMPLED539D4633E53DE1B71EXAMPLE';
const CLIENT = 'AbCdEfGhIjKlMnOpQrStUvWxYz012345';
const ARN = 'arn:aws:iam::444455556666:oidc-provider/';
const BOTH: Answers = { account: '111122223333', guards: [] };

/** What is on the clipboard, and what of it is in the policy: the issuer of the principal, and the subjects. */
interface Pasted {
  readonly answers: Answers;
  readonly step: string;
  readonly forms: readonly string[];
  readonly issuer: string;
  readonly subject?: string | readonly string[];
  readonly partition?: string;
}

const PASTED: Readonly<Record<string, Pasted>> = {
  'a whole subject of GitHub by name': {
    answers: { kind: 'github' },
    step: 'repository',
    forms: ['repo:octo-org/octo-repo:ref:refs/heads/release/1', '"repo:octo-org/octo-repo:ref:refs/heads/release/1"'],
    issuer: 'token.actions.githubusercontent.com',
    subject: 'repo:octo-org/octo-repo:ref:refs/heads/release/1',
  },
  'a whole subject of GitHub by ID': {
    answers: { kind: 'github' },
    step: 'repository',
    forms: ['repo:octo-org@123/octo-repo@456:environment:prod%3Aeu'],
    issuer: 'token.actions.githubusercontent.com',
    subject: 'repo:octo-org@123/octo-repo@456:environment:prod%3Aeu',
  },
  'a repository with data residency': {
    answers: { kind: 'github', subject: 'names', scope: 'pullRequest' },
    step: 'repository',
    forms: ['https://octocorp.ghe.com/octo-org/octo-repo', 'git@octocorp.ghe.com:octo-org/octo-repo.git'],
    issuer: 'token.actions.octocorp.ghe.com',
    subject: 'repo:octo-org/octo-repo:pull_request',
  },
  'a repository by its short name': {
    answers: { kind: 'github', subject: 'names', scope: 'tag', scopeName: 'refs/tags/v*' },
    step: 'repository',
    forms: ['octo-org/octo-repo.git', '@octo-org/octo-repo', 'https://api.github.com/repos/octo-org/octo-repo'],
    issuer: 'token.actions.githubusercontent.com',
    subject: 'repo:octo-org/octo-repo:ref:refs/tags/v*',
  },
  'GitHub Enterprise Server': {
    answers: {
      kind: 'github-enterprise-server',
      repository: 'https://github.acme.com/o/r',
      scope: 'branch',
      scopeName: 'main',
    },
    step: 'issuer',
    forms: [
      'github.acme.com',
      'GitHub.Acme.com',
      'https://github.acme.com/',
      'https://github.acme.com/o/r',
      'https://github.acme.com/_services/token',
      'https://github.acme.com/_services/token/.well-known/openid-configuration',
    ],
    issuer: 'github.acme.com/_services/token',
    subject: 'repo:o/r:ref:refs/heads/main',
  },
  'an enterprise on ghe.com': {
    answers: {
      kind: 'github-actions-data-residency',
      repository: 'o/r',
      subject: 'names',
      scope: 'branch',
      scopeName: 'main',
    },
    step: 'issuer',
    forms: ['octocorp', 'octocorp.ghe.com', 'https://octocorp.ghe.com/o/r', 'https://token.actions.octocorp.ghe.com'],
    issuer: 'token.actions.octocorp.ghe.com',
  },
  'an enterprise with an issuer of its own': {
    answers: {
      kind: 'github-actions-enterprise-issuer',
      repository: 'o/r',
      subject: 'names',
      scope: 'branch',
      scopeName: 'main',
    },
    step: 'issuer',
    forms: ['octocat-inc', 'https://token.actions.githubusercontent.com/octocat-inc'],
    issuer: 'token.actions.githubusercontent.com/octocat-inc',
  },
  'a known issuer of any provider': {
    answers: { kind: 'oidc', scope: 'branch', group: 'a', project: 'b', branch: 'main' },
    step: 'issuer',
    forms: [
      'gitlab.com',
      'https://gitlab.com',
      'https://gitlab.com/',
      'https://GITLAB.com',
      'https://gitlab.com/.well-known/openid-configuration',
    ],
    issuer: 'gitlab.com',
    subject: 'project_path:a/b:ref_type:branch:ref:main',
  },
  'GitHub as any provider': {
    answers: { kind: 'oidc', repository: 'o/r', subject: 'names', scope: 'environment', scopeName: 'prod' },
    step: 'issuer',
    forms: ['https://token.actions.githubusercontent.com', 'token.actions.githubusercontent.com/'],
    issuer: 'token.actions.githubusercontent.com',
    subject: 'repo:o/r:environment:prod',
  },
  'a cluster as any provider': {
    answers: { kind: 'oidc', namespace: 'shop/checkout' },
    step: 'issuer',
    forms: [
      `https://oidc.eks.us-gov-west-1.amazonaws.com/id/${CLUSTER}`,
      `https://OIDC.EKS.us-gov-west-1.amazonaws.com/id/${CLUSTER}/`,
    ],
    issuer: `oidc.eks.us-gov-west-1.amazonaws.com/id/${CLUSTER}`,
    subject: 'system:serviceaccount:shop:checkout',
    partition: 'aws-us-gov',
  },
  'an issuer that holds a part of the subject': {
    answers: { kind: 'oidc', scope: 'any', ccProjectId: V },
    step: 'issuer',
    forms: [`https://oidc.circleci.com/org/${U}`],
    issuer: `oidc.circleci.com/org/${U}`,
    subject: `org/${U}/project/${V}/user/*`,
  },
  'a project of GitLab': {
    answers: { kind: 'gitlab', scope: 'tag', tag: 'refs/tags/v*' },
    step: 'group',
    forms: ['https://gitlab.com/acme/platform/shop/-/pipelines', 'git@gitlab.com:acme/platform/shop.git'],
    issuer: 'gitlab.com',
    subject: 'project_path:acme/platform/shop:ref_type:tag:ref:v*',
  },
  'a subject of GitLab': {
    answers: { kind: 'gitlab', scope: 'branch' },
    step: 'group',
    forms: ['project_path:acme/platform/shop:ref_type:branch:ref:main'],
    issuer: 'gitlab.com',
    subject: 'project_path:acme/platform/shop:ref_type:branch:ref:main',
  },
  'a server of GitLab': {
    answers: { kind: 'gitlab-self-managed', scope: 'any', group: 'a', project: 'b' },
    step: 'issuer',
    forms: ['code.example.com', 'https://code.example.com/', 'https://Code.Example.com/acme/shop'],
    issuer: 'code.example.com',
    subject: 'project_path:a/b:*',
  },
  'a subject of Bitbucket': {
    answers: {
      kind: 'bitbucket',
      scope: 'environment',
      issuer: 'acme',
      workspaceUuid: `ari:cloud:bitbucket::workspace/${U}`,
    },
    step: 'repositoryUuid',
    forms: [`{${U}}:{${V}}:{${U}}`],
    issuer: 'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc',
    subject: `{${U}}:{${V}}:*`,
  },
  'a subject of CircleCI': {
    answers: { kind: 'circleci', scope: 'any', issuer: U },
    step: 'ccProjectId',
    forms: [V, V.toUpperCase(), `org/${U}/project/${V}/user/${U}`],
    issuer: `oidc.circleci.com/org/${U}`,
    subject: `org/${U}/project/${V}/user/*`,
  },
  'a branch of CircleCI': {
    answers: {
      kind: 'circleci',
      scope: 'branch',
      issuer: U,
      ccProjectId: V,
      vcsOrigin: 'https://github.com/acme/shop.git',
    },
    step: 'vcsRef',
    forms: ['main', 'refs/heads/main'],
    issuer: `oidc.circleci.com/org/${U}`,
    subject: `org/${U}/project/${V}/user/*/vcs-origin/github.com/acme/shop/vcs-ref/refs/heads/main`,
  },
  'a pipeline of Buildkite': {
    answers: { kind: 'buildkite', scope: 'branch', branch: 'main' },
    step: 'bkOrg',
    forms: [
      'https://buildkite.com/acme/deploy/builds/12',
      `organization:acme:pipeline:deploy:ref:refs/heads/main:commit:${'0a'.repeat(20)}:step:build`,
    ],
    issuer: 'agent.buildkite.com',
    subject: 'organization:acme:pipeline:deploy:ref:refs/heads/main:*',
  },
  'a workspace of HCP Terraform': {
    answers: { kind: 'terraform', scope: 'both', tfProject: 'Default Project' },
    step: 'organization',
    forms: [
      'https://app.terraform.io/app/acme/workspaces/prod',
      'organization:acme:project:Default Project:workspace:prod:run_phase:plan',
    ],
    issuer: 'app.terraform.io',
    subject: [
      'organization:acme:project:Default Project:workspace:prod:run_phase:plan',
      'organization:acme:project:Default Project:workspace:prod:run_phase:apply',
    ],
  },
  'an authorization server of Okta that is the organization': {
    answers: { kind: 'okta', scope: 'user', oktaClientId: 'x', oktaUser: '00u1b2c3d4e5f6g7h8i9' },
    step: 'issuer',
    forms: ['arn:aws:iam::111122223333:oidc-provider/acme.okta.com'],
    issuer: 'acme.okta.com',
    subject: '00u1b2c3d4e5f6g7h8i9',
  },
  'a person of Auth0': {
    answers: { kind: 'auth0', scope: 'user', auth0ClientId: CLIENT, userId: 'google-oauth2|1234' },
    step: 'issuer',
    forms: ['acme.eu', 'https://ACME.eu.auth0.com/.well-known/openid-configuration', 'https://acme.eu.auth0.com'],
    issuer: 'acme.eu.auth0.com/',
    subject: 'google-oauth2|1234',
  },
  'a tenant of Entra ID': {
    answers: { kind: 'entra-id', appId: `api://${U}`, objectId: V.toUpperCase() },
    step: 'issuer',
    forms: [U, U.toUpperCase(), `https://sts.windows.net/${U}`, `https://sts.windows.net/${U}/`],
    issuer: `sts.windows.net/${U}/`,
    subject: V,
  },
  'an organization of Azure DevOps': {
    answers: { kind: 'azure-devops', scope: 'connection', adoOrg: 'sc://contoso/Contoso Web/aws prod' },
    step: 'issuer',
    forms: [U, `https://vstoken.dev.azure.com/${U}`],
    issuer: `vstoken.dev.azure.com/${U}`,
    subject: 'sc://contoso/Contoso Web/aws prod',
  },
  'a user pool': {
    answers: { kind: 'cognito-user-pool', scope: 'user', appClientId: '1example23456789abcdefghij', userSub: U },
    step: 'issuer',
    forms: [
      'eu-west-1_AbCdEf123',
      'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEf123',
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123/.well-known/openid-configuration',
    ],
    issuer: 'cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123',
    subject: U,
  },
  'a job of Jenkins': {
    answers: { kind: 'jenkins', scope: 'job', issuer: 'https://jenkins.acme.com' },
    step: 'jobPath',
    forms: ['folder/job/deploy', 'https://jenkins.acme.com/job/folder/job/deploy/'],
    issuer: 'jenkins.acme.com/oidc',
    subject: 'https://jenkins.acme.com/job/folder/job/deploy/',
  },
  'a cluster of Azure': {
    answers: { kind: 'aks', namespace: 'a', serviceAccount: 'web-*' },
    step: 'issuer',
    forms: [
      `https://westeurope.oic.prod-aks.azure.com/${U}/${V}`,
      `https://westeurope.oic.prod-aks.azure.com/${U}/${V}/`,
    ],
    issuer: `westeurope.oic.prod-aks.azure.com/${U}/${V}/`,
    subject: 'system:serviceaccount:a:web-*',
  },
  'the region of an account': {
    answers: { kind: 'spacelift', scope: 'write', space: 'a', callerId: 'b' },
    step: 'issuer',
    forms: ['acme.app.us.spacelift.io', 'https://acme.app.us.spacelift.io/'],
    issuer: 'acme.app.us.spacelift.io',
  },
  'a subject with spaces of a server of one’s own': {
    answers: { kind: 'oidc', issuer: 'idp.example.com', audience: 'x' },
    step: 'subject',
    forms: ['my app deploy-*', '"my app deploy-*"'],
    issuer: 'idp.example.com',
    subject: 'my app deploy-*',
  },
};

function statementOf(answers: Answers): {
  readonly issuer: string;
  readonly partition: string;
  readonly subject: unknown;
} {
  const text = generatedText(answers);
  assert.ok(text !== undefined, JSON.stringify(wizardSteps(answers, () => 'r').map(({ id }) => id)));
  const levels = finish(check(new PolicyDocument(text, true), testContext())).findings.map(({ level }) => level);
  assert.ok(!levels.includes('error') && !levels.includes('warning'), text);
  const [statement] = (
    JSON.parse(text) as {
      Statement: { Principal: { Federated: string }; Condition: Record<string, Record<string, unknown>> }[];
    }
  ).Statement;
  const arn = statement?.Principal.Federated ?? '';
  const tests = Object.values(statement?.Condition ?? {}).flatMap((keys) => Object.entries(keys));
  return {
    issuer: arn.slice(arn.indexOf('/') + 1),
    partition: arn.split(':')[1] ?? '',
    subject: tests.find(([key]) => key.endsWith(':sub'))?.[1],
  };
}

describe('the wizard takes what people have of identity providers', () => {
  for (const [name, { answers, step, forms, issuer, subject, partition = 'aws' }] of Object.entries(PASTED))
    for (const form of forms)
      it(`${name}: ${JSON.stringify(form)}`, () => {
        const given = { ...BOTH, ...answers, [step]: form };
        assert.equal(problemWith(given, step, form), undefined);
        const told = statementOf(given);
        assert.equal(told.issuer, issuer);
        assert.equal(told.partition, partition);
        if (subject !== undefined) assert.deepEqual(told.subject, subject);
      });

  it('with the account and the partition of an ARN', () => {
    const given = { kind: 'oidc', guards: [], scope: 'any', bkOrg: 'a', pipeline: 'b' };
    const issuer = `${ARN.replace('aws', 'aws-cn')}agent.acme.buildkite.dev`;
    const text = generatedText({ ...given, issuer }) ?? '';
    assert.ok(text.includes(`"${issuer}"`), text);
    assert.ok(text.includes('"agent.acme.buildkite.dev:sub": "organization:a:pipeline:b:*"'));
  });

  /** What is wrong, as precisely as it can be said. */
  const WRONG: readonly (readonly [Answers, step: string, text: string, says: RegExp])[] = [
    [
      { kind: 'github' },
      'repository',
      'https://github.acme.com/o/r',
      /^This repository is on github\.acme\.com, not github\.com/,
    ],
    [{ kind: 'github' }, 'repository', 'repo:octo-org/octo-repo', /^This subject has a form that GitHub never issues/],
    [
      { kind: 'github-enterprise-server', issuer: 'github.acme.com' },
      'repository',
      'https://gitlab.acme.com/o/r',
      /signs tokens for github\.acme\.com/,
    ],
    [{ kind: 'github-enterprise-server' }, 'issuer', 'https://github.com', /^This is not a server of your own/],
    [{ kind: 'github', scope: 'branch' }, 'scopeName', 'refs/tags/v1', /^This is a tag, not a branch/],
    [{ kind: 'github', scope: 'tag' }, 'scopeName', 'refs/heads/main', /^This is a branch, not a tag/],
    [{ kind: 'github', scope: 'branch' }, 'scopeName', 'a b', /^Names of branches and tags can't contain " "/],
    [{ kind: 'github', scope: 'environment' }, 'scopeName', '${x}', /./],
    [{ kind: 'github', scope: 'workflow' }, 'workflow', 'octo-org/octo-repo', /^Give the repository and the file/],
    [{ kind: 'github', scope: 'workflow' }, 'workflow', 'o/r/.github/workflows/a.yml', /^Add the ref of the workflow/],
    [
      { kind: 'gitlab', scope: 'tag' },
      'group',
      'project_path:a/b:ref_type:branch:ref:main',
      /^This is a whole subject of another form/,
    ],
    [{ kind: 'gitlab', scope: 'branch' }, 'branch', '*', /^This matches every branch/],
    [{ kind: 'gitlab-self-managed' }, 'issuer', 'https://gitlab.com', /^This issuer belongs to GitLab\.com/],
    [{ kind: 'bitbucket', issuer: 'acme' }, 'workspaceUuid', 'acme', /^Not a UUID/],
    [
      { kind: 'circleci', scope: 'any', issuer: U },
      'ccProjectId',
      `org/${V}/project/${V}/user/${U}`,
      /^This is a whole subject of another form/,
    ],
    [
      { kind: 'terraform', scope: 'apply' },
      'organization',
      'organization:a:project:b:workspace:c:run_phase:plan',
      /^This is a whole subject/,
    ],
    [{ kind: 'terraform', scope: 'apply' }, 'workspace', 'a b', /^Remove the spaces/],
    [{ kind: 'okta', scope: 'user' }, 'oktaUser', '0oa1b2c3d4e5f6g7h8i9', /^User IDs start with 00u/],
    [{ kind: 'okta', scope: 'client' }, 'oktaClient', 'deployer', /^Client IDs start with 0oa/],
    [
      { kind: 'auth0', scope: 'user' },
      'auth0ClientId',
      'https://api.example.com',
      /^Not a client ID: IAM compares the client ID/,
    ],
    [{ kind: 'auth0', scope: 'user' }, 'userId', '5f7c8ec7c33c6c004bbafe82', /^Give the connection and the ID/],
    [
      { kind: 'google', scope: 'serviceAccount' },
      'uniqueId',
      'ci@shop.iam.gserviceaccount.com',
      /^Unique IDs are digits, not an email/,
    ],
    [
      { kind: 'entra-id' },
      'issuer',
      'https://login.microsoftonline.com/common/v2.0',
      /^Tokens have the ID of their tenant/,
    ],
    [{ kind: 'keycloak' }, 'issuer', 'https://kc.acme.com', /^Not an issuer of Keycloak\. Example: https:\/\/keycloak/],
    [{ kind: 'vercel' }, 'issuer', 'https://vercel.com/acme', /^Not an issuer of Vercel/],
    [{ kind: 'semaphore' }, 'semProject', 'shop', /^Not a UUID/],
    [
      { kind: 'octopus-deploy', scope: 'environment' },
      'octoSpace',
      'Default',
      /^Use lowercase letters\. Example: default/,
    ],
    [{ kind: 'oidc' }, 'issuer', 'https://accounts.google.com:443', /no port/],
    [
      { kind: 'oidc', issuer: 'idp.example.com' },
      'audience',
      'repo:o/r:ref:refs/heads/main',
      /^This is a subject, not an audience/,
    ],
    [{ kind: 'oidc', issuer: 'idp.example.com' }, 'subject', '*', /^Start with what only your subjects have/],
  ];
  for (const [answers, step, text, says] of WRONG)
    it(`says what is wrong with ${JSON.stringify(text)} as ${step} of ${String(answers['kind'])}`, () => {
      assert.match(problemWith(answers, step, text) ?? '', says);
    });
});
