import assert from 'node:assert/strict';
import { generatedText, problemWith, wizardSteps, type Answers } from '../server/src/service.ts';

/** What is on the clipboard, for one question; all of it says the same. */
interface Pasted {
  readonly answers: Answers;
  readonly step: string;
  readonly forms: readonly string[];
  /** What the policy has in it. */
  readonly writes: readonly string[];
  /** Questions that a form has answered along with its own. */
  readonly spared?: readonly string[];
}

const ID = 'EXAMPLED539D4633E53DE1B71EXAMPLE';
const ISSUER = `oidc.eks.eu-west-1.amazonaws.com/id/${ID}`;
const UUID = '2c3f7a0e-1111-4222-8333-444455556666';
const EKS: Answers = {
  kind: 'eks',
  account: '111122223333',
  namespace: 'shop',
  serviceAccount: 'checkout',
  guards: [],
};
const GITHUB: Answers = { kind: 'github', account: '111122223333', subject: 'names', scope: 'any', guards: [] };
const WORKFLOW: Answers = { ...GITHUB, repository: 'zeta-corp/billing', scope: 'workflow' };
const GITLAB: Answers = { kind: 'gitlab', account: '111122223333', scope: 'any', project: 'shop', guards: [] };
const BUILDKITE: Answers = { kind: 'buildkite', account: '111122223333', scope: 'any', guards: [] };
const TERRAFORM: Answers = {
  kind: 'terraform',
  account: '111122223333',
  scope: 'apply',
  tfProject: 'Core',
  guards: [],
};
const CIRCLECI: Answers = { kind: 'circleci', account: '111122223333', issuer: UUID, ccProjectId: UUID, guards: [] };
const OKTA: Answers = {
  kind: 'okta',
  account: '111122223333',
  scope: 'login',
  oktaClientId: '0oa1',
  oktaLogin: 'deployer',
  guards: [],
};
const AUTH0: Answers = {
  kind: 'auth0',
  account: '111122223333',
  scope: 'client',
  m2mClient: 'a'.repeat(32),
  guards: [],
};
const PROVIDER = 'arn:aws:iam::444455556666:oidc-provider/';

const PASTED: Readonly<Record<string, Pasted>> = {
  'an account': {
    answers: { kind: 'sameAccount', guards: [] },
    step: 'account',
    forms: [
      '111122223333',
      '1111-2222-3333',
      '1111 2222 3333',
      '1111–2222–3333',
      '"111122223333"',
      ' 111122223333 ',
      'arn:aws:iam::111122223333:root',
      'arn:aws:iam::111122223333:role/ci/deploy',
      'arn:aws:iam::111122223333:user/alice',
      'arn:aws:sts::111122223333:assumed-role/deploy/ci',
      'arn:aws:iam::111122223333:oidc-provider/gitlab.com',
      'arn:aws:eks:eu-west-1:111122223333:cluster/prod',
      'https://111122223333.signin.aws.amazon.com/console',
      'https://111122223333-a1b2c3d4.eu-west-1.console.aws.amazon.com/iam/home?region=eu-west-1#/roles',
      'https://signin.aws.amazon.com/switchrole?roleName=deploy&account=111122223333',
      'https://d-1234567890.awsapps.com/start/#/console?account_id=111122223333&role_name=Admin',
    ],
    writes: ['arn:aws:iam::111122223333:root'],
  },
  'accounts and principals': {
    answers: { kind: 'account', guards: [] },
    step: 'principals',
    forms: [
      '1111-2222-3333, arn:aws:iam::444455556666:role/a',
      '111122223333; "arn:aws:iam::444455556666:role/a"',
      '1111 2222 3333 , arn:aws:iam::444455556666:role/a',
      'https://111122223333.signin.aws.amazon.com/console,arn:aws:iam::444455556666:role/a',
      'arn:aws:iam::111122223333:root arn:aws:iam::444455556666:role/a',
      '111122223333\narn:aws:iam::444455556666:role/a\n',
      '"arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:role/a"',
      '["111122223333", "arn:aws:iam::444455556666:role/a"]',
      '111122223333, 1111-2222-3333, arn:aws:iam::111122223333:root, arn:aws:iam::444455556666:role/a',
    ],
    writes: ['"arn:aws:iam::111122223333:root"', '"arn:aws:iam::444455556666:role/a"'],
  },
  'accounts alone': {
    answers: { kind: 'account', guards: [] },
    step: 'principals',
    forms: [
      '111122223333 444455556666',
      '1111-2222-3333 4444-5555-6666',
      '1111 2222 3333; 4444 5555 6666',
      '111122223333\r\n444455556666',
    ],
    writes: ['"arn:aws:iam::111122223333:root"', '"arn:aws:iam::444455556666:root"'],
  },
  'an organization': {
    answers: { kind: 'organization', guards: [] },
    step: 'organizationId',
    forms: ['o-a1b2c3d4e5', ' "o-a1b2c3d4e5"', 'arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5'],
    writes: ['"aws:PrincipalOrgID": "o-a1b2c3d4e5"'],
  },
  'an EKS cluster': {
    answers: EKS,
    step: 'issuer',
    forms: [
      `https://${ISSUER}`,
      ISSUER,
      `"https://${ISSUER}"`,
      `https://${ISSUER}/`,
      `https://${ISSUER}/.well-known/openid-configuration`,
      `eu-west-1 ${ID}`,
      `eu-west-1, ${ID}`,
      `eu-west-1/id/${ID}`,
    ],
    writes: [
      `"arn:aws:iam::111122223333:oidc-provider/${ISSUER}"`,
      `"${ISSUER}:sub": "system:serviceaccount:shop:checkout"`,
    ],
  },
  'the identity provider of an EKS cluster': {
    answers: EKS,
    step: 'issuer',
    forms: [`${PROVIDER}${ISSUER}`],
    writes: [`"${PROVIDER}${ISSUER}"`, `"${ISSUER}:aud": "sts.amazonaws.com"`],
    spared: ['account'],
  },
  'an EKS cluster in China': {
    answers: EKS,
    step: 'issuer',
    forms: [`https://oidc.eks.cn-north-1.amazonaws.com.cn/id/${ID}`, `cn-north-1 ${ID}`],
    writes: [`"arn:aws-cn:iam::111122223333:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/${ID}"`],
  },
  'an EKS cluster in GovCloud': {
    answers: EKS,
    step: 'issuer',
    forms: [`us-gov-west-1 ${ID}`],
    writes: [`"arn:aws-us-gov:iam::111122223333:oidc-provider/oidc.eks.us-gov-west-1.amazonaws.com/id/${ID}"`],
  },
  'a service account of Kubernetes': {
    answers: { kind: 'eks', account: '111122223333', issuer: ISSUER, guards: [] },
    step: 'namespace',
    forms: ['shop/checkout', 'system:serviceaccount:shop:checkout'],
    writes: ['"system:serviceaccount:shop:checkout"'],
    spared: ['serviceAccount'],
  },
  'a repository on GitHub': {
    answers: GITHUB,
    step: 'repository',
    forms: [
      'octo-org/octo-repo',
      'https://github.com/octo-org/octo-repo',
      'https://github.com/octo-org/octo-repo.git',
      'https://github.com/octo-org/octo-repo/tree/main/src',
      'github.com/octo-org/octo-repo',
      'git@github.com:octo-org/octo-repo.git',
      'ssh://git@github.com/octo-org/octo-repo.git',
    ],
    writes: ['"repo:octo-org/octo-repo:*"'],
  },
  'a branch': {
    answers: { ...GITHUB, repository: 'octo-org/octo-repo', scope: 'branch' },
    step: 'scopeName',
    forms: ['release/1.0', 'refs/heads/release/1.0'],
    writes: ['"repo:octo-org/octo-repo:ref:refs/heads/release/1.0"'],
  },
  'an Okta domain': {
    answers: OKTA,
    step: 'issuer',
    forms: [
      'acme',
      'acme.okta.com',
      'https://acme.okta.com',
      'https://acme.okta.com/',
      'https://acme-admin.okta.com',
      'https://ACME.okta.com/oauth2/default',
      'https://acme.okta.com/oauth2/default/.well-known/openid-configuration',
    ],
    writes: ['"arn:aws:iam::111122223333:oidc-provider/acme.okta.com/oauth2/default"'],
  },
  'another authorization server of Okta': {
    answers: OKTA,
    step: 'issuer',
    forms: ['https://login.example.com/oauth2/aus1a2b3c4d5e6f7g8h9'],
    writes: ['"login.example.com/oauth2/aus1a2b3c4d5e6f7g8h9:sub": "deployer"'],
  },
  'an Auth0 domain': {
    answers: AUTH0,
    step: 'issuer',
    forms: ['acme.eu', 'acme.eu.auth0.com', 'https://acme.eu.auth0.com/', 'https://acme.eu.auth0.com'],
    writes: [
      '"arn:aws:iam::111122223333:oidc-provider/acme.eu.auth0.com/"',
      `"acme.eu.auth0.com/:sub": "${'a'.repeat(32)}@clients"`,
    ],
  },
  'an Auth0 application': {
    answers: { ...AUTH0, issuer: 'acme' },
    step: 'm2mClient',
    forms: ['a'.repeat(32), `${'a'.repeat(32)}@clients`],
    writes: [`:sub": "${'a'.repeat(32)}@clients"`],
  },
  'an Auth0 domain of its own': {
    answers: AUTH0,
    step: 'issuer',
    forms: ['login.example.com', 'https://login.example.com/'],
    writes: ['oidc-provider/login.example.com/"'],
  },
  'the issuer of a server of one’s own': {
    answers: { kind: 'oidc', account: '111122223333', audience: 'aws', subject: 'deployer', guards: [] },
    step: 'issuer',
    forms: [
      'idp.example.com/tenant',
      'https://idp.example.com/tenant',
      'https://idp.example.com/tenant/.well-known/openid-configuration',
    ],
    writes: ['"arn:aws:iam::111122223333:oidc-provider/idp.example.com/tenant"'],
  },
  'its identity provider': {
    answers: { kind: 'oidc', audience: 'aws', subject: 'deployer', guards: [] },
    step: 'issuer',
    forms: [`${PROVIDER}idp.example.com/tenant`],
    writes: [`"${PROVIDER}idp.example.com/tenant"`],
    spared: ['account'],
  },
  'an organization of CircleCI': {
    answers: { kind: 'circleci', account: '111122223333', scope: 'any', ccProjectId: UUID, guards: [] },
    step: 'issuer',
    forms: [UUID, UUID.toUpperCase(), `https://oidc.circleci.com/org/${UUID}`],
    writes: [`"oidc.circleci.com/org/${UUID}:aud": "${UUID}"`, `"org/${UUID}/project/${UUID}/user/*"`],
  },
  'a workspace of Bitbucket': {
    answers: {
      kind: 'bitbucket',
      account: '111122223333',
      workspaceUuid: UUID,
      repositoryUuid: UUID,
      environmentUuid: UUID,
      scope: 'environment',
      guards: [],
    },
    step: 'issuer',
    forms: [
      'acme',
      'https://bitbucket.org/acme/shop',
      'git@bitbucket.org:acme/shop.git',
      'https://ana@bitbucket.org/acme/shop.git',
      'https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc',
    ],
    writes: ['oidc-provider/api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc"'],
  },
  'a repository of Bitbucket': {
    answers: {
      kind: 'bitbucket',
      account: '111122223333',
      issuer: 'acme',
      scope: 'environment',
      workspaceUuid: UUID,
      environmentUuid: UUID,
      guards: [],
    },
    step: 'repositoryUuid',
    forms: [UUID, `{${UUID}}`, UUID.toUpperCase()],
    writes: [`"{${UUID}}:{${UUID}}:*"`],
  },
  'a repository of GitHub, by what its pages and git say': {
    answers: GITHUB,
    step: 'repository',
    forms: [
      'https://github.com/zeta-corp/billing?tab=readme-ov-file#usage',
      'https://github.com/zeta-corp/billing#readme',
      'https://github.com/zeta-corp/billing/blob/main/orgs/x.md',
      'https://ana:token@github.com/zeta-corp/billing.git',
      'git+https://github.com/zeta-corp/billing.git',
      'git+ssh://git@github.com/zeta-corp/billing.git',
      'ssh://git@ssh.github.com:443/zeta-corp/billing.git',
      'git clone https://github.com/zeta-corp/billing.git',
      'gh repo clone zeta-corp/billing',
      'https://raw.githubusercontent.com/zeta-corp/billing/main/README.md',
      'https://api.github.com/repos/zeta-corp/billing/actions/runs',
      'zeta-corp/billing/',
    ],
    writes: ['"repo:zeta-corp/billing:*"'],
  },
  'an account in China for GitHub': {
    answers: { ...GITHUB, repository: 'zeta-corp/billing' },
    step: 'account',
    forms: ['arn:aws-cn:iam::111122223333:root'],
    writes: ['"arn:aws-cn:iam::111122223333:oidc-provider/', '"sts.amazonaws.com"', '"sts.amazonaws.com.cn"'],
  },
  'a branch of GitHub': {
    answers: { ...GITHUB, repository: 'zeta-corp/billing', scope: 'branch' },
    step: 'scopeName',
    forms: [
      'main',
      '"main"',
      'refs/heads/main',
      'ref:refs/heads/main',
      'origin/main',
      'remotes/origin/main',
      'refs/remotes/origin/main',
      'https://github.com/zeta-corp/billing/tree/main',
    ],
    writes: ['"repo:zeta-corp/billing:ref:refs/heads/main"'],
  },
  'a branch of GitHub that is called like one of a remote': {
    answers: { ...GITHUB, repository: 'zeta-corp/billing', scope: 'branch' },
    step: 'scopeName',
    forms: ['refs/heads/origin/main'],
    writes: ['"repo:zeta-corp/billing:ref:refs/heads/origin/main"'],
  },
  'a tag of GitHub': {
    answers: { ...GITHUB, repository: 'zeta-corp/billing', scope: 'tag' },
    step: 'scopeName',
    forms: ['v2', 'ref:refs/tags/v2', 'https://github.com/zeta-corp/billing/releases/tag/v2'],
    writes: ['"repo:zeta-corp/billing:ref:refs/tags/v2"'],
  },
  'an environment of GitHub': {
    answers: { ...GITHUB, repository: 'zeta-corp/billing', scope: 'environment' },
    step: 'scopeName',
    forms: ['prod', "'prod'", 'environment:prod', 'https://github.com/zeta-corp/billing/deployments/prod'],
    writes: ['"repo:zeta-corp/billing:environment:prod"'],
  },
  'a branch of GitLab from a remote': {
    answers: { kind: 'gitlab', account: '111122223333', group: 'acme', project: 'shop', scope: 'branch', guards: [] },
    step: 'branch',
    forms: ['main', 'origin/main', 'refs/heads/main'],
    writes: ['"project_path:acme/shop:ref_type:branch:ref:main"'],
  },
  'a reusable workflow by its file': {
    answers: WORKFLOW,
    step: 'workflow',
    forms: [
      'zeta-corp/ci/.github/workflows/d.yml@refs/heads/main',
      'uses: zeta-corp/ci/.github/workflows/d.yml@refs/heads/main',
      '"job_workflow_ref": "zeta-corp/ci/.github/workflows/d.yml@refs/heads/main"',
      'https://github.com/zeta-corp/ci/blob/refs/heads/main/.github/workflows/d.yml#L3',
    ],
    writes: [
      '"token.actions.githubusercontent.com:job_workflow_ref": "zeta-corp/ci/.github/workflows/d.yml@refs/heads/main"',
    ],
  },
  'a reusable workflow at a commit': {
    answers: WORKFLOW,
    step: 'workflow',
    forms: [
      `zeta-corp/ci/.github/workflows/d.yml@${'0a1b2c3d'.repeat(5)}`,
      `https://github.com/zeta-corp/ci/blob/${'0a1b2c3d'.repeat(5)}/.github/workflows/d.yml`,
    ],
    writes: [`"zeta-corp/ci/.github/workflows/d.yml@${'0a1b2c3d'.repeat(5)}"`],
  },
  'a reusable workflow at any tag': {
    answers: WORKFLOW,
    step: 'workflow',
    forms: ['zeta-corp/ci/.github/workflows/d.yml@refs/tags/v*'],
    writes: ['"zeta-corp/ci/.github/workflows/d.yml@refs/tags/v*"'],
  },
  'a repository named like a page of GitHub': {
    answers: GITHUB,
    step: 'repository',
    forms: ['https://github.com/zeta-corp/settings', 'zeta-corp/settings'],
    writes: ['"repo:zeta-corp/settings:*"'],
  },
  'a repository of a server of one’s own': {
    answers: { ...GITHUB, kind: 'github-enterprise-server', issuer: 'ghe.zeta.example' },
    step: 'repository',
    forms: [
      'https://ghe.zeta.example/zeta-corp/billing',
      'https://ghe.zeta.example/api/v3/repos/zeta-corp/billing',
      'ghe.zeta.example/zeta-corp/billing',
    ],
    writes: ['"repo:zeta-corp/billing:*"'],
  },
  'a project of GitLab': {
    answers: { kind: 'gitlab', account: '111122223333', scope: 'branch', branch: 'main', guards: [] },
    step: 'group',
    forms: [
      'https://gitlab.com/acme/platform/shop',
      'https://gitlab.com/acme/platform/shop.git',
      'https://gitlab.com/acme/platform/shop/-/settings/ci_cd#js',
      'https://gitlab.com/acme/platform/shop/tree/main?x=1',
      'gitlab.com/acme/platform/shop',
      'git@gitlab.com:acme/platform/shop.git',
      'ssh://git@gitlab.com:22/acme/platform/shop.git',
      'git clone https://gitlab.com/acme/platform/shop.git',
    ],
    writes: ['"project_path:acme/platform/shop:ref_type:branch:ref:main"'],
    spared: ['project'],
  },
  'a group of GitLab': {
    answers: GITLAB,
    step: 'group',
    forms: [
      'acme/platform',
      'https://gitlab.com/groups/acme/platform',
      'https://gitlab.com/groups/acme/platform/-/settings/ci_cd',
    ],
    writes: ['"project_path:acme/platform/shop:*"'],
  },
  'a group of GitLab with a dot': {
    answers: GITLAB,
    step: 'group',
    forms: ['acme.io/platform'],
    writes: ['"project_path:acme.io/platform/shop:*"'],
  },
  'a project of GitLab, with its group': {
    answers: { ...GITLAB, group: 'acme' },
    step: 'project',
    forms: ['acme/platform/shop', 'https://gitlab.com/acme/platform/shop', 'gitlab.com/acme/platform/shop/-/jobs'],
    writes: ['"project_path:acme/platform/shop:*"'],
  },
  'a project of a GitLab server': {
    answers: { ...GITLAB, kind: 'gitlab-self-managed', issuer: 'git.zeta.example' },
    step: 'group',
    forms: ['https://git.zeta.example/acme/shop', 'git.zeta.example/acme/shop', 'git@git.zeta.example:acme/shop.git'],
    writes: ['"project_path:acme/shop:*"'],
  },
  'a pipeline of Buildkite': {
    answers: BUILDKITE,
    step: 'bkOrg',
    forms: ['https://buildkite.com/zeta/deploy/builds/12', 'buildkite.com/zeta/deploy', 'zeta/deploy'],
    writes: ['"organization:zeta:pipeline:deploy:*"'],
    spared: ['pipeline'],
  },
  'an organization of Buildkite': {
    answers: { ...BUILDKITE, pipeline: 'deploy' },
    step: 'bkOrg',
    forms: ['zeta', 'https://buildkite.com/zeta', 'https://buildkite.com/organizations/zeta/pipelines'],
    writes: ['"organization:zeta:pipeline:deploy:*"'],
  },
  'a pipeline of Buildkite alone': {
    answers: { ...BUILDKITE, bkOrg: 'zeta' },
    step: 'pipeline',
    forms: ['deploy', 'zeta/deploy', 'https://buildkite.com/zeta/deploy'],
    writes: ['"organization:zeta:pipeline:deploy:*"'],
  },
  'a workspace of HCP Terraform': {
    answers: TERRAFORM,
    step: 'organization',
    forms: ['https://app.terraform.io/app/zeta/workspaces/net/runs/run-1', 'app.terraform.io/app/zeta/workspaces/net'],
    writes: ['"organization:zeta:project:Core:workspace:net:run_phase:apply"'],
    spared: ['workspace'],
  },
  'a workspace of Terraform Enterprise': {
    answers: { ...TERRAFORM, kind: 'terraform-enterprise', issuer: 'tfe.zeta.example' },
    step: 'organization',
    forms: ['https://tfe.zeta.example/app/zeta/workspaces/net'],
    writes: ['"tfe.zeta.example:sub": "organization:zeta:project:Core:workspace:net:run_phase:apply"'],
    spared: ['workspace'],
  },
  'a repository that CircleCI builds': {
    answers: { ...CIRCLECI, scope: 'branch', vcsRef: 'origin/main' },
    step: 'vcsOrigin',
    forms: [
      'github.com/zeta/shop',
      'git@github.com:zeta/shop.git',
      'ssh://git@github.com/zeta/shop',
      'https://github.com/zeta/shop/tree/main',
    ],
    writes: ['/vcs-origin/github.com/zeta/shop/vcs-ref/refs/heads/main"'],
  },
  'an identity pool': {
    answers: { kind: 'cognito', scope: 'authenticated', guards: [] },
    step: 'poolId',
    forms: [`eu-west-1:${UUID}`, `arn:aws:cognito-identity:eu-west-1:111122223333:identitypool/eu-west-1:${UUID}`],
    writes: [`"cognito-identity.amazonaws.com:aud": "eu-west-1:${UUID}"`],
  },
  'a SAML provider': {
    answers: { kind: 'saml', guards: [] },
    step: 'provider',
    forms: ['arn:aws-us-gov:iam::111122223333:saml-provider/Corp'],
    writes: ['"arn:aws-us-gov:iam::111122223333:saml-provider/Corp"', 'https://signin.amazonaws-us-gov.com/saml'],
    spared: ['account', 'partition'],
  },
  'a permission set': {
    answers: { kind: 'identityCenter', account: '111122223333', guards: [] },
    step: 'permissionSet',
    forms: ['Admin', ' "Admin"', 'AWSReservedSSO_Admin', 'AWSReservedSSO_Admin_0123456789abcdef'],
    writes: ['/*AWSReservedSSO_Admin_????????????????"'],
  },
  'the role of a permission set': {
    answers: { kind: 'identityCenter', guards: [] },
    step: 'permissionSet',
    forms: [
      'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef',
      'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/alice',
    ],
    writes: ['arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Admin_????????????????"'],
    spared: ['account'],
  },
};

describe('the wizard takes what people have on the clipboard', () => {
  for (const [name, { answers, step, forms, writes, spared = [] }] of Object.entries(PASTED))
    for (const form of forms)
      it(`${name}: ${JSON.stringify(form)}`, () => {
        const given = { ...answers, [step]: form };
        assert.equal(problemWith(given, step, form), undefined);
        const ids = wizardSteps(given, () => '').map(({ id }) => id);
        for (const id of spared) assert.ok(!ids.includes(id), `${id} is asked for again`);
        const text = generatedText(given) ?? '';
        for (const part of writes) assert.ok(text.includes(part), `${part} is not in ${text}`);
      });

  /** What is wrong, as precisely as it can be said. */
  const WRONG: readonly (readonly [Answers, step: string, text: string, says: RegExp])[] = [
    [{ kind: 'sameAccount' }, 'account', '1111-2222-333', /^Account IDs have 12 digits \(found 11\)\.$/],
    [{ kind: 'sameAccount' }, 'account', 'prod', /^Not an account ID\. Example: 111122223333$/],
    [{ kind: 'account' }, 'principals', '111122223333, 12', /^"12": Account IDs have 12 digits \(found 2\)\.$/],
    [EKS, 'issuer', `eu-west ${ID}`, /^Not a Region\. Example: eu-west-1$/],
    [EKS, 'issuer', `https://oidc.eks.europe.amazonaws.com/id/${ID}`, /^Not a Region\. Example: eu-west-1$/],
    [EKS, 'issuer', 'eu-west-1', /^Add the ID after the Region\. Example: eu-west-1 EXAMPLE/],
    [EKS, 'issuer', `eu-west-1 ${ID.slice(1)}`, /has 32 letters and digits \(found 31\)\.$/],
    [EKS, 'issuer', 'https://gitlab.com', /^This issuer belongs to GitLab\.com/],
    [EKS, 'issuer', 'arn:aws:eks:eu-west-1:111122223333:cluster/prod', /^Not an EKS issuer/],
    [EKS, 'namespace', 'a/b/c', /^Remove "\/": it can't be in this value\. Example: shop$/],
    [GITHUB, 'repository', 'octo-repo', /^Give the owner and the repository\. Example: octo-org\/octo-repo$/],
    [
      GITHUB,
      'repository',
      'octo org/octo-repo',
      /^Owners on GitHub have letters, digits and hyphens \(found "octo org"\)\.$/,
    ],
    [GITHUB, 'repository', 'https://gitlab.com/acme/shop', /^This repository is on gitlab\.com, not github\.com/],
    [GITHUB, 'repository', 'https://gitlab.com/acme/shop', /not github\.com\. Choose GitLab CI\/CD\.$/],
    [GITHUB, 'repository', 'https://git.zeta.example/a/b', /choose GitHub Enterprise Server\.$/],
    [
      GITHUB,
      'repository',
      'https://github.com/orgs/zeta-corp/repositories',
      /^This is a page of zeta-corp\. Give the owner and the repository: zeta-corp\/REPOSITORY$/,
    ],
    [GITHUB, 'repository', 'https://gitlab.com/acme', /^This repository is on gitlab\.com, not github\.com/],
    [
      GITHUB,
      'repository',
      'john.doe/billing',
      /^Owners on GitHub have letters, digits and hyphens \(found "john\.doe"/,
    ],
    [
      GITLAB,
      'group',
      'https://github.com/acme/shop',
      /^This project is on github\.com, not gitlab\.com\. Choose GitHub/,
    ],
    [GITLAB, 'group', 'https://git.zeta.example/acme/shop', /choose GitLab Self-Managed and Dedicated\.$/],
    [
      GITLAB,
      'group',
      `https://git.${'very-long-'.repeat(9)}name.example/acme/shop`,
      /^This project is on git\.very-long-v….{6}\.example, not gitlab\.com\./,
    ],
    [BUILDKITE, 'bkOrg', 'https://github.com/zeta/deploy', /^This address is on github\.com, not buildkite\.com\./],
    [{ kind: 'bitbucket' }, 'issuer', 'https://bitbucket.org/account/workspaces/', /^Not a Bitbucket workspace\./],
    [TERRAFORM, 'organization', 'https://tfe.zeta.example/app/zeta/workspaces/net', /choose Terraform Enterprise\.$/],
    [TERRAFORM, 'tfProject', 'prj-abc123ABC123abcd', /^This is the ID of a project: enter its name\.$/],
    [GITLAB, 'group', 'https://gitlab.com', /^This is a page of GitLab, not a group or project\./],
    [GITLAB, 'group', 'https://gitlab.com/groups', /^This is a page of GitLab/],
    [GITLAB, 'group', 'https://gitlab.com/dashboard/projects', /^This is a page of GitLab/],
    [GITLAB, 'group', 'https://gitlab.com/users/ana/groups', /^This is a page of GitLab/],
    [{ ...GITLAB, group: 'acme' }, 'project', 'https://gitlab.com/groups/acme', /^This is the page of a group\./],
    [
      { ...GITLAB, kind: 'gitlab-self-managed', issuer: 'git.zeta.example' },
      'group',
      'https://gitlab.com/acme/shop',
      /^This project is on gitlab\.com, and the issuer signs tokens for git\.zeta\.example\.$/,
    ],
    [
      WORKFLOW,
      'workflow',
      'zeta-corp/ci/.github/workflows/d.yml@main',
      /^Tokens have the whole ref: @refs\/heads\/main for a branch, @refs\/tags\/main for a tag\.$/,
    ],
    [WORKFLOW, 'workflow', 'uses: zeta-corp/ci/.github/workflows/d.yml@v1', /@refs\/tags\/v1 for a tag\.$/],
    [WORKFLOW, 'workflow', 'zeta-corp/ci/.github/workflows/d.yml@v*', /@refs\/tags\/v\* for a tag\.$/],
    [
      WORKFLOW,
      'workflow',
      'https://github.com/zeta-corp/ci/blob/release/1/.github/workflows/d.yml',
      /^Tokens have the whole ref: @refs\/heads\/release\/1 for a branch/,
    ],
    [WORKFLOW, 'workflow', 'zeta-corp/ci/.github/workflows/d.yml@0a1b2c3', /^Tokens have the whole SHA .*\(found 7\)/],
    [WORKFLOW, 'workflow', 'zeta-corp/ci/.github/workflows/d.yml', /^Add the ref of the workflow after "@"/],
    [
      WORKFLOW,
      'workflow',
      'https://gitlab.com/a/b/blob/main/.github/workflows/d.yml',
      /^This workflow is on gitlab\.com/,
    ],
    [GITHUB, 'repository', 'repo:zeta-corp/billing:ref:refs/heads/*', /^This matches every branch/],
    [GITHUB, 'repository', 'orgs/zeta-corp', /^This is a page of zeta-corp\./],
    [GITHUB, 'repository', 'https://github.com/zeta-corp', /^This is the page of zeta-corp\. Add the repository/],
    [GITHUB, 'repository', 'https://github.com/settings/tokens', /^This is a page of GitHub, not a repository\./],
    [GITHUB, 'repository', 'https://github.com/marketplace/actions/x', /^This is a page of GitHub/],
    [GITHUB, 'repository', 'https://github.com/enterprises/zeta', /^This is a page of GitHub/],
    [GITHUB, 'repository', 'https://docs.github.com/en/actions', /^This is a page of GitHub/],
    [GITHUB, 'repository', 'https://gist.github.com/zeta/0a1b2c', /^This is a gist, not a repository\./],
    [GITHUB, 'repository', 'https://zeta-corp.github.io/billing', /^This is a site on GitHub Pages/],
    [GITHUB, 'repository', `${PROVIDER}token.actions.githubusercontent.com`, /^This is an ARN\. Give the repository/],
    [
      OKTA,
      'issuer',
      'https://acme.okta.com/oauth2',
      /^Not an Okta issuer\. Example: https:\/\/acme\.okta\.com\/oauth2\/default$/,
    ],
    [AUTH0, 'issuer', 'https://acme.auth0.com/authorize', /^Not the domain of an Auth0 tenant/],
    [AUTH0, 'issuer', 'https://login.app.env0.com/', /^This issuer belongs to env zero/],
    [AUTH0, 'issuer', 'app.terraform.io', /^This issuer belongs to HCP Terraform/],
    [{ kind: 'oidc' }, 'issuer', 'localhost', /^Not an issuer URL\. Example: https:/],
    [{ kind: 'saml' }, 'provider', 'arn:aws:iam::111122223333:role/a', /^Not the ARN of a SAML provider/],
    [{ kind: 'organization' }, 'organizationId', 'my-org', /^Not an organization ID\. Example: o-a1b2c3d4e5$/],
  ];
  for (const [answers, step, text, says] of WRONG)
    it(`says what is wrong with ${JSON.stringify(text)} as ${step}`, () => {
      assert.match(problemWith(answers, step, text) ?? '', says);
    });

  it('takes nothing from an answer that is wrong, and from one that was changed only what it says now', () => {
    const steps = (issuer: string): readonly string[] => wizardSteps({ ...EKS, issuer }, () => '').map(({ id }) => id);
    assert.ok(!steps(`${PROVIDER}${ISSUER}`).includes('account'));
    assert.ok(steps(`${PROVIDER}gitlab.com`).includes('account'));
    assert.ok(steps(`https://${ISSUER}`).includes('account'));
  });
});
