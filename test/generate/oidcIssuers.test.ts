import assert from 'node:assert/strict';
import { previewText, problemWith, wizardSteps } from '../../server/src/service.ts';

const kinds = (wizardSteps({}, () => '')[0] as { items: readonly { id: string }[] }).items.map(({ id }) => id);
const asks = (kind: string): boolean => wizardSteps({ kind }, () => '').some(({ id }) => id === 'issuer');
const preview = (kind: string, issuer: string): string => previewText({ kind, issuer }) ?? '';
const problem = (kind: string, issuer: string): string | undefined => problemWith({ kind }, 'issuer', issuer);

/** Whose hosts they are, and the kinds that they belong to. */
const HOSTS: readonly (readonly [host: string, ...owners: string[]])[] = [
  ['harbor.auth0.com', 'auth0'],
  ['harbor.eu.auth0.com', 'auth0'],
  ['harbor.okta.com', 'okta'],
  ['harbor.oktapreview.com', 'okta'],
  ['oidc.circleci.com', 'circleci'],
  ['sts.windows.net', 'entra-id'],
  ['login.microsoftonline.com', 'entra-id'],
  ['gitlab.com', 'gitlab'],
  ['token.actions.githubusercontent.com', 'github', 'github-actions-enterprise-issuer'],
  ['token.actions.harbor.ghe.com', 'github-actions-data-residency'],
  ['accounts.google.com', 'google'],
  ['harbor.octopus.app', 'octopus-deploy'],
  ['harbor.teleport.sh', 'teleport'],
  ['harbor.semaphoreci.com', 'semaphore'],
  ['oidc.eks.eu-west-1.amazonaws.com', 'eks'],
  ['cognito-idp.eu-west-1.amazonaws.com', 'cognito-user-pool'],
  ['container.googleapis.com', 'gke'],
];
const PATHS = ['', '/realms/harbor', '/oidc', '/_services/token', '/v1/identity/oidc/plugins', '/oauth2/default'];

describe('the issuer of a customer', () => {
  for (const [host, ...owners] of HOSTS)
    it(`is not at ${host}, which is another provider's`, () => {
      const issuers = PATHS.map((path) => `${host}${path}`);
      for (const kind of kinds.filter((kind) => asks(kind) && kind !== 'oidc' && !owners.includes(kind)))
        assert.deepEqual(
          issuers.filter((issuer) => problem(kind, issuer) === undefined),
          [],
          kind,
        );
    });

  it('says whose host it is', () => {
    assert.match(problem('okta', 'harbor.auth0.com') ?? '', /^This issuer belongs to Auth0\./);
    assert.match(problem('keycloak', 'https://harbor.okta.com/realms/x') ?? '', /^This issuer belongs to Okta\./);
    assert.match(problem('oidc', 'harbor.auth0.com/oauth2/default') ?? '', /^Not an issuer of Auth0\. Example: https:/);
  });

  it('may be at a domain of their own, and at those of AWS that customers choose', () => {
    for (const [kind, issuer] of [
      ['okta', 'login.harbor.example'],
      ['auth0', 'login.harbor.example'],
      ['keycloak', 'harbor-1234.eu-west-1.elb.amazonaws.com/realms/x'],
      ['gitlab-self-managed', 'gitlab.harbor.example'],
      ['kubernetes-self-managed', 'harbor.s3.eu-west-1.amazonaws.com'],
      ['octopus-deploy', 'octopus.harbor.example'],
      ['jenkins', 'gitlab.harbor.example/oidc'],
      ['oidc', 'gitlab.harbor.example/realms/x'],
    ] as const)
      assert.equal(problem(kind, issuer), undefined, `${kind} ${issuer}`);
  });
});

const ID = '0F1E2D3C4B5A69788796A5B4C3D2E1F0';
const POOL = '5d0e6a3c-2222-4333-8444-555566667777';

describe('a Region in an answer', () => {
  for (const [kind, step, text, meant] of [
    ['eks', 'issuer', `https://oidc.eks.eu-wset-1.amazonaws.com/id/${ID}`, 'eu-west-1'],
    ['eks', 'issuer', `eu-wset-1 ${ID}`, 'eu-west-1'],
    ['oidc', 'issuer', `https://oidc.eks.eu-wset-1.amazonaws.com/id/${ID}`, 'eu-west-1'],
    ['cognito', 'poolId', `us-esat-1:${POOL}`, 'us-east-1'],
    ['cognito-user-pool', 'issuer', 'eu-wset-1_AbCdEf123', 'eu-west-1'],
    ['podIdentity', 'cluster', 'arn:aws:eks:eu-wset-1:111122223333:cluster/a', 'eu-west-1'],
    ['rolesAnywhere', 'trustAnchor', `arn:aws:rolesanywhere:eu-wset-1:111122223333:trust-anchor/${POOL}`, 'eu-west-1'],
  ] as const)
    it(`is one that AWS has: ${kind} ${text}`, () => {
      const said = problemWith({ kind }, step, text) ?? '';
      assert.match(said, /^Unknown Region "[a-z]{2}-[a-z]+-1"\. Did you mean/);
      assert.ok(said.endsWith(` ${meant}?`), said);
    });

  it('is not left out', () => {
    const anchor = `arn:aws:rolesanywhere::111122223333:trust-anchor/${POOL}`;
    assert.equal(problemWith({ kind: 'rolesAnywhere' }, 'trustAnchor', anchor), 'Give the ARN with its Region.');
  });
});

describe('the issuer of a cluster', () => {
  for (const [issuer, says] of [
    [
      `oidc.eks.cn-northwest-1.amazonaws.com/id/${ID}`,
      /^Issuers in cn-northwest-1 are at amazonaws\.com\.cn\. Their form/,
    ],
    [`oidc.eks.eu-west-1.amazonaws.com.cn/id/${ID}`, /^Issuers in eu-west-1 are at amazonaws\.com\. Their form/],
    [`oidc.eks.us-iso-east-1.amazonaws.com/id/${ID}`, /^Issuers in us-iso-east-1 are at c2s\.ic\.gov\. Their form/],
    [`oidc.eks.eusc-de-east-1.amazonaws.eu/id/${ID}`, /^We don't know the issuers of clusters in eusc-de-east-1\./],
    [
      `oidc.eks.eu-west-1.amazonaws.com/id/${ID.toLowerCase()}`,
      /has capital letters: 0F1E2D3C4B5A69788796A5B4C3D2E1F0$/,
    ],
  ] as const)
    it(`is as AWS has it, not ${issuer}`, () => {
      assert.match(problem('eks', issuer) ?? '', says);
    });

  for (const issuer of [
    `oidc.eks.cn-northwest-1.amazonaws.com.cn/id/${ID}`,
    `oidc.eks.us-gov-east-1.amazonaws.com/id/${ID}`,
    `oidc.eks.us-iso-east-1.c2s.ic.gov/id/${ID}`,
    `oidc-eks.eu-west-1.api.aws/id/${ID}`,
    `us-isob-east-1 ${ID}`,
    `cn-north-1 ${ID}`,
  ])
    it(`may be ${issuer}`, () => {
      assert.equal(problem('eks', issuer), undefined);
    });
});

describe('a pool of the other kind', () => {
  for (const pool of ['arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_AbCdEf123', 'eu-west-1_AbCdEf123'])
    it(`is told apart: ${pool}`, () => {
      assert.match(
        problemWith({ kind: 'cognito' }, 'poolId', pool) ?? '',
        /^This is a user pool\. Choose Amazon Cognito/,
      );
    });
});

it('no audience that others have is shown where nothing else tells whose a token is', () => {
  const asked = wizardSteps({ kind: 'sandboxes-cloud' }, () => '').find(({ id }) => id === 'sandboxesAudience');
  assert.ok(asked?.kind === 'text');
  assert.match(asked.prompt, /only your tokens have/);
  assert.doesNotMatch(asked.placeholder, /amazonaws/);
});

describe('the issuer in what was pasted', () => {
  const eks = `https://oidc.eks.eu-west-1.amazonaws.com/id/${ID}`;
  const cluster = { cluster: { name: 'harbor', identity: { oidc: { issuer: eks } } } };
  const U = '2c3f7a0e-1111-4222-8333-444455556666';
  for (const [kind, text, issuer] of [
    ['eks', JSON.stringify(cluster, undefined, 4), eks],
    ['eks', JSON.stringify(cluster.cluster.identity), eks],
    ['oidc', `"issuer": "${eks}",`, eks],
    ['okta', 'https://harbor-admin.okta.com/admin/dashboard', 'https://harbor.okta.com/oauth2/default'],
    ['okta', 'https://harbor.okta.com/oauth2/aus1/v1/authorize', 'https://harbor.okta.com/oauth2/aus1'],
    [
      'okta',
      'https://harbor.okta.com/oauth2/aus1/.well-known/oauth-authorization-server',
      'https://harbor.okta.com/oauth2/aus1',
    ],
    [
      'keycloak',
      'https://kc.harbor.example/realms/a/protocol/openid-connect/token',
      'https://kc.harbor.example/realms/a',
    ],
    ['keycloak', 'https://kc.harbor.example/auth/realms/a/account/', 'https://kc.harbor.example/auth/realms/a'],
    [
      'entra-id',
      `https://login.microsoftonline.com/${U}/oauth2/v2.0/token`,
      `https://login.microsoftonline.com/${U}/v2.0`,
    ],
    ['entra-id', `{${U.toUpperCase()}}`, `https://sts.windows.net/${U}/`],
    [
      'cognito-user-pool',
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123/.well-known/jwks.json',
      'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123',
    ],
  ] as const)
    it(`is found: ${kind} ${text.replace(/\s+/g, ' ')}`, () => {
      assert.equal(problem(kind, text), undefined);
      assert.ok(preview(kind, text).includes(`oidc-provider/${issuer.slice('https://'.length)}"`), preview(kind, text));
    });

  it('is in no text that names none', () => {
    assert.match(problem('eks', '{"cluster": {"name": "harbor"}}') ?? '', /^Not an EKS issuer/);
    assert.ok(problem('eks', `${eks}\n${eks}`));
  });
});

it('an ID is no name', () => {
  for (const [kind, step, id, name] of [
    ['terraform', 'tfProject', 'prj-9YnbBa3xUMz1RgQ2', 'prj-production'],
    ['terraform', 'workspace', 'ws-9YnbBa3xUMz1RgQ2', 'ws-productionsystem'],
    ['identityCenter', 'permissionSet', 'ps-1234567890abcdef', 'ps-admin'],
  ] as const) {
    assert.match(problemWith({ kind }, step, id) ?? '', /^This is the ID of a [a-z ]+(?:: enter|\. Give) its name\.$/);
    assert.equal(problemWith({ kind }, step, name), undefined);
  }
});
