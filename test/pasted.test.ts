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
const EKS: Answers = { kind: 'eks', account: '111122223333', namespace: 'shop', serviceAccount: 'checkout' };
const GITHUB: Answers = { kind: 'github', account: '111122223333', subject: 'names', scope: 'any' };
const OKTA: Answers = { kind: 'okta', account: '111122223333', oktaClientId: '0oa1', oktaUser: 'deployer' };
const AUTH0: Answers = { kind: 'auth0', account: '111122223333', auth0ClientId: 'api', m2mClient: 'a'.repeat(32) };
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
    ],
    writes: ['"arn:aws:iam::111122223333:root"', '"arn:aws:iam::444455556666:role/a"'],
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
    answers: { kind: 'eks', account: '111122223333', issuer: ISSUER },
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
    answers: { kind: 'oidc', account: '111122223333', audience: 'aws', subject: 'deployer' },
    step: 'issuer',
    forms: [
      'idp.example.com/tenant',
      'https://idp.example.com/tenant',
      'https://idp.example.com/tenant/.well-known/openid-configuration',
    ],
    writes: ['"arn:aws:iam::111122223333:oidc-provider/idp.example.com/tenant"'],
  },
  'its identity provider': {
    answers: { kind: 'oidc', audience: 'aws', subject: 'deployer' },
    step: 'issuer',
    forms: [`${PROVIDER}idp.example.com/tenant`],
    writes: [`"${PROVIDER}idp.example.com/tenant"`],
    spared: ['account'],
  },
  'an organization of CircleCI': {
    answers: { kind: 'circleci', account: '111122223333', ccProjectId: UUID },
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
    },
    step: 'issuer',
    forms: [
      'acme',
      'https://bitbucket.org/acme/shop',
      'https://api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc',
    ],
    writes: ['oidc-provider/api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc"'],
  },
  'a repository of Bitbucket': {
    answers: { kind: 'bitbucket', account: '111122223333', issuer: 'acme', workspaceUuid: UUID, environmentUuid: UUID },
    step: 'repositoryUuid',
    forms: [UUID, `{${UUID}}`, UUID.toUpperCase()],
    writes: [`"{${UUID}}:{${UUID}}:*"`],
  },
  'a project of GitLab': {
    answers: { kind: 'gitlab', account: '111122223333', branch: 'main' },
    step: 'group',
    forms: ['https://gitlab.com/acme/platform/shop', 'https://gitlab.com/acme/platform/shop.git'],
    writes: ['"project_path:acme/platform/shop:ref_type:branch:ref:main"'],
    spared: ['project'],
  },
  'an identity pool': {
    answers: { kind: 'cognito' },
    step: 'poolId',
    forms: [`eu-west-1:${UUID}`, `arn:aws:cognito-identity:eu-west-1:111122223333:identitypool/eu-west-1:${UUID}`],
    writes: [`"cognito-identity.amazonaws.com:aud": "eu-west-1:${UUID}"`],
  },
  'a SAML provider': {
    answers: { kind: 'saml' },
    step: 'provider',
    forms: ['arn:aws-us-gov:iam::111122223333:saml-provider/Corp'],
    writes: ['"arn:aws-us-gov:iam::111122223333:saml-provider/Corp"', 'https://signin.amazonaws-us-gov.com/saml'],
    spared: ['account', 'partition'],
  },
  'a permission set': {
    answers: { kind: 'identityCenter', account: '111122223333' },
    step: 'permissionSet',
    forms: ['Admin', 'AWSReservedSSO_Admin_0123456789abcdef'],
    writes: ['/*AWSReservedSSO_Admin_*"'],
  },
  'the role of a permission set': {
    answers: { kind: 'identityCenter' },
    step: 'permissionSet',
    forms: [
      'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_Admin_0123456789abcdef',
      'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0123456789abcdef/alice',
    ],
    writes: ['arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Admin_*"'],
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
    [EKS, 'issuer', 'https://gitlab.com', /^Not an EKS issuer\. Example: https:\/\/oidc\.eks\./],
    [EKS, 'issuer', 'arn:aws:eks:eu-west-1:111122223333:cluster/prod', /^Not an EKS issuer/],
    [EKS, 'namespace', 'a/b/c', /^Not valid here\. Example: shop$/],
    [GITHUB, 'repository', 'octo-repo', /^Give the owner and the repository\. Example: octo-org\/octo-repo$/],
    [
      GITHUB,
      'repository',
      'octo org/octo-repo',
      /^Owners on GitHub have letters, digits and hyphens \(found "octo org"\)\.$/,
    ],
    [GITHUB, 'repository', 'https://gitlab.com/acme/shop', /^Give the owner and the repository/],
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
