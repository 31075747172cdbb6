import assert from 'node:assert/strict';
import { oidcProvider } from '../../server/src/catalogue/oidcProviders.ts';
import { SHORT_FORMS, strangerOf, tokenOf } from '../../server/src/evaluate/shortForms.ts';
import { allow, call, decided, policyOf } from '../support/deciding.ts';

const ORG = '2c3f7a0e-1111-4222-8333-444455556666';

describe('the short form of a token', () => {
  it('stands for the subject and the claims that its provider issues', () => {
    const rows: readonly (readonly [kind: string, given: object, issuer: string, claims: object])[] = [
      [
        'github',
        { repository: 'acme/app', ref: 'refs/heads/main' },
        'token.actions.githubusercontent.com',
        {
          ...{ sub: 'repo:acme/app:ref:refs/heads/main', aud: 'sts.amazonaws.com', ref: 'refs/heads/main' },
          ...{ repository: 'acme/app', repository_owner: 'acme' },
        },
      ],
      [
        'gitlab',
        { project: 'acme/sub/app', tag: 'v1' },
        'gitlab.com',
        { sub: 'project_path:acme/sub/app:ref_type:tag:ref:v1', aud: 'https://gitlab.com' },
      ],
      [
        'eks',
        { cluster: 'oidc.eks.eu-west-1.amazonaws.com/id/ABC', namespace: 'shop', serviceAccount: 'web' },
        'oidc.eks.eu-west-1.amazonaws.com/id/ABC',
        { sub: 'system:serviceaccount:shop:web', aud: 'sts.amazonaws.com' },
      ],
      [
        'cognito',
        { pool: 'eu-west-1:x', authenticated: true },
        'cognito-identity.amazonaws.com',
        { aud: 'eu-west-1:x', amr: ['authenticated'] },
      ],
      [
        'terraform',
        { organization: 'acme', project: 'Default Project', workspace: 'prod', phase: 'apply' },
        'app.terraform.io',
        {
          sub: 'organization:acme:project:Default Project:workspace:prod:run_phase:apply',
          aud: 'aws.workload.identity',
        },
      ],
      [
        'circleci',
        { organization: ORG, project: 'p', user: 'u' },
        `oidc.circleci.com/org/${ORG}`,
        { sub: `org/${ORG}/project/p/user/u`, aud: ORG, 'oidc.circleci.com/project-id': 'p' },
      ],
      [
        'bitbucket',
        { workspace: 'acme', workspaceUuid: '{w}', repositoryUuid: '{r}', stepUuid: 's' },
        'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc',
        { sub: '{r}:{s}', aud: 'ari:cloud:bitbucket::workspace/w' },
      ],
      [
        'buildkite',
        { organization: 'acme', pipeline: 'deploy', branch: 'main', commit: 'abc', step: 'x' },
        'agent.buildkite.com',
        {
          ...{ sub: 'organization:acme:pipeline:deploy:ref:refs/heads/main:commit:abc:step:x' },
          ...{ aud: 'sts.amazonaws.com', organization_slug: 'acme', pipeline_slug: 'deploy', build_branch: 'main' },
        },
      ],
      ['google', { sub: '1030', aud: 'a', azp: 'c' }, 'accounts.google.com', { sub: '1030', aud: 'a', azp: 'c' }],
    ];
    assert.deepEqual(rows.map(([kind]) => kind).sort(), [...SHORT_FORMS].sort());
    for (const [kind, given, issuer, claims] of rows) {
      assert.deepEqual(tokenOf(kind, given), { issuer, claims }, kind);
      assert.ok(oidcProvider(issuer), kind);
    }
  });

  it("of GitHub tells each of its contexts, and IDs where they are in its repositories' tokens", () => {
    const subject = (given: object): unknown => {
      const token = tokenOf('github', { repository: 'acme/app', ...given });
      return typeof token === 'string' ? token : token.claims?.['sub'];
    };
    assert.equal(subject({ ref: 'main' }), 'repo:acme/app:ref:refs/heads/main');
    assert.equal(subject({ ref: 'refs/tags/v1' }), 'repo:acme/app:ref:refs/tags/v1');
    assert.equal(subject({ environment: 'prod', ref: 'main' }), 'repo:acme/app:environment:prod');
    assert.equal(subject({ pullRequest: true }), 'repo:acme/app:pull_request');
    assert.equal(subject({ ref: 'main', ownerId: '1', repositoryId: 2 }), 'repo:acme/app:ref:refs/heads/main');
    assert.equal(
      subject({ ref: 'main', ownerId: '1', repositoryId: 2, immutable: true }),
      'repo:acme@1/app@2:ref:refs/heads/main',
    );
    assert.equal(subject({ pullRequest: 7 }), 'repo:acme/app:pull_request');
    assert.equal(subject({ ref: 'refs/pull/7/merge' }), 'repo:acme/app:pull_request');
    assert.equal(subject({ ref: 'main', pullRequest: false }), 'repo:acme/app:ref:refs/heads/main');
    for (const lacking of [
      { ref: 'main', immutable: true, ownerId: '1' },
      { ref: 'main', immutable: true },
      {},
      { pullRequest: false },
    ])
      assert.match(String(subject(lacking)), /doesn't have the parts/);
  });

  it('passes on further claims that AWS carries, and a ref by its whole name', () => {
    const claims = (kind: string, given: object): unknown => {
      const token = tokenOf(kind, given);
      return typeof token === 'string' ? token : token.claims;
    };
    assert.deepEqual(claims('github', { repository: 'acme/app', ref: 'main', actor: 'ann', event_name: 'push' }), {
      ...{ sub: 'repo:acme/app:ref:refs/heads/main', aud: 'sts.amazonaws.com', ref: 'refs/heads/main' },
      ...{ repository: 'acme/app', repository_owner: 'acme', actor: 'ann' },
    });
    assert.deepEqual(claims('gitlab', { project: 'acme/app', branch: 'main', project_id: 42 }), {
      ...{ sub: 'project_path:acme/app:ref_type:branch:ref:main', aud: 'https://gitlab.com', project_id: '42' },
    });
  });

  it("of a host that our table doesn't know has the usual subjects, and no audience", () => {
    assert.deepEqual(tokenOf('gitlab', { host: 'git.acme.example', project: 'acme/app', tag: 'v1' }), {
      issuer: 'git.acme.example',
      claims: { sub: 'project_path:acme/app:ref_type:tag:ref:v1' },
    });
    assert.deepEqual(
      tokenOf('terraform', { host: 'runs.acme.io', organization: 'a', project: 'p', workspace: 'w', phase: 'plan' }),
      { issuer: 'runs.acme.io', claims: { sub: 'organization:a:project:p:workspace:w:run_phase:plan' } },
    );
    const eks = tokenOf('eks', {
      cluster: 'https://oidc.eks.eu-west-1.amazonaws.com/id/ABC',
      namespace: 'a',
      serviceAccount: 'b',
    });
    assert.ok(typeof eks === 'object');
    assert.equal(eks.issuer, 'oidc.eks.eu-west-1.amazonaws.com/id/ABC');
  });

  it('says what it lacks', () => {
    const problem = (kind: string, given: unknown): string => {
      const token = tokenOf(kind, given);
      return typeof token === 'string' ? token : '';
    };
    assert.match(problem('eks', { namespace: 'a', serviceAccount: 'b' }), /which issuer/);
    assert.match(problem('github', {}), /doesn't have the parts/);
    assert.match(problem('github', 'acme/app'), /doesn't have the parts/);
    assert.match(problem('constructor', {}), /which issuer/);
  });

  it('is asked like any other token', () => {
    const policy = policyOf(
      allow({
        Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringLike: { 'gitlab.com:sub': 'project_path:acme/*:ref_type:branch:ref:main' } },
      }),
    );
    assert.equal(
      decided(policy, call({ caller: { gitlab: { project: 'acme/app', branch: 'main' } } })).decision,
      'allow',
    );
    assert.equal(
      decided(policy, call({ caller: { gitlab: { project: 'acme/app', branch: 'dev' } } })).decision,
      'deny',
    );
    assert.match(decided(policy, call({ caller: { gitlab: {} } })).notes[0] ?? '', /parts of a subject/);
  });
});

describe('a stranger', () => {
  it('has nothing in common with the policy', () => {
    for (const kind of ['aws', 'service', 'saml', ...SHORT_FORMS]) {
      const first = strangerOf(kind, '');
      assert.ok(typeof first === 'object', `${kind}: ${JSON.stringify(first)}`);
      const other = JSON.stringify(strangerOf(kind, JSON.stringify(first)));
      assert.notEqual(other, JSON.stringify(first), kind);
    }
    assert.equal(typeof strangerOf('nobody', ''), 'string');
  });

  it('gets in where anyone does', () => {
    const github = (sub: string): object =>
      policyOf(
        allow({
          Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: { StringLike: { 'token.actions.githubusercontent.com:sub': sub } },
        }),
      );
    const ask = (policy: object, stranger: string): string => decided(policy, call({ caller: { stranger } })).decision;
    assert.equal(ask(github('repo:*'), 'github'), 'allow');
    assert.equal(ask(github('repo:stranger/*'), 'github'), 'deny');
    assert.equal(ask(policyOf(allow({ Principal: { AWS: '*' } })), 'aws'), 'allow');
    assert.equal(ask(policyOf(allow()), 'aws'), 'deny');
    assert.equal(
      ask(
        policyOf(allow({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a' } } })),
        'aws',
      ),
      'deny',
    );
  });
});
