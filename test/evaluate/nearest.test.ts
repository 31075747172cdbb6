import assert from 'node:assert/strict';
import { allow, AWAY, call, decided, deny, HOME, policyOf, SESSION, USER } from '../support/deciding.ts';

const GITHUB = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::${HOME}:oidc-provider/${GITHUB}`;

type Row = readonly [what: string, policy: object, request: object, parts: readonly string[], patch: object];

const when = (condition: object, more: object = {}): object => policyOf(allow({ Condition: condition, ...more }));
const web = (condition: object): object =>
  when(condition, { Principal: { Federated: PROVIDER }, Action: 'sts:AssumeRoleWithWebIdentity' });
const token = (claims: object): object => call({ caller: { oidc: { provider: PROVIDER, issuer: GITHUB, claims } } });

const ROWS: readonly Row[] = [
  [
    'a value that the policy names',
    when({ StringEquals: { 'sts:ExternalId': 'acme-7f9c' } }),
    call(),
    ['condition:sts:ExternalId'],
    { 'with.externalId': 'acme-7f9c' },
  ],
  [
    'a value of a pattern',
    when({ StringLike: { 'sts:RoleSessionName': 'ci-${*}*' } }),
    call({ with: { sessionName: 'x' } }),
    ['condition:sts:RoleSessionName'],
    { 'with.sessionName': 'ci-*x' },
  ],
  [
    'MFA',
    when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    call(),
    ['condition:aws:MultiFactorAuthPresent'],
    { 'with.mfa': true },
  ],
  [
    'a younger MFA',
    when({ NumericLessThan: { 'aws:MultiFactorAuthAge': '300' } }),
    call({ with: { mfa: { age: 600 } } }),
    ['condition:aws:MultiFactorAuthAge'],
    { 'with.mfa': { age: 299 } },
  ],
  [
    'an earlier time',
    when({ DateLessThan: { 'aws:CurrentTime': '2026-03-01T00:00:00Z' } }),
    call({ from: { time: '2026-06-01T00:00:00Z' } }),
    ['condition:aws:CurrentTime'],
    { 'from.time': '2026-02-28T23:59:59Z' },
  ],
  [
    'an address',
    when({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
    call({ from: { ip: '203.0.113.1' } }),
    ['condition:aws:SourceIp'],
    { 'from.ip': '192.0.2.0' },
  ],
  [
    'another address',
    when({ NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }),
    call({ from: { ip: '192.0.2.1' } }),
    ['condition:aws:SourceIp'],
    { 'from.ip': '192.0.1.255' },
  ],
  [
    'an organization',
    policyOf(allow({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a' } } })),
    call({ caller: { ...SESSION, org: 'o-b' } }),
    ['condition:aws:PrincipalOrgID'],
    { 'caller.org': 'o-a' },
  ],
  [
    'a tag of the caller',
    when({ StringEquals: { 'aws:PrincipalTag/a.b': 'red' } }),
    call(),
    ['condition:aws:PrincipalTag/a.b'],
    { 'caller.tags.a.b': 'red' },
  ],
  [
    'tags',
    when({ StringEquals: { 'aws:RequestTag/team': 'red' } }, { Action: ['sts:AssumeRole', 'sts:TagSession'] }),
    call(),
    ['condition:aws:RequestTag/team'],
    { 'with.tags.team': 'red' },
  ],
  [
    'a tag of the role',
    when({ StringEquals: { 'iam:ResourceTag/env': 'prod' } }),
    call(),
    ['condition:iam:ResourceTag/env'],
    { 'roleTags.env': 'prod' },
  ],
  [
    'keys of tags',
    when({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } }, { Action: ['sts:AssumeRole', 'sts:TagSession'] }),
    call(),
    ['condition:aws:TagKeys'],
    { 'with.tags': { team: 'x' } },
  ],
  [
    'a claim',
    web({
      StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' },
      StringLike: { [`${GITHUB}:sub`]: 'repo:acme/app:*' },
    }),
    token({ sub: 'repo:acme/other:x', aud: 'sts.amazonaws.com' }),
    [`condition:${GITHUB}:sub`],
    { 'caller.oidc.claims.sub': 'repo:acme/app:x' },
  ],
  [
    'an attribute',
    when(
      { StringEquals: { 'SAML:aud': 'a' } },
      { Principal: { Federated: `arn:aws:iam::${HOME}:saml-provider/C` }, Action: 'sts:AssumeRoleWithSAML' },
    ),
    call({ caller: { saml: { provider: `arn:aws:iam::${HOME}:saml-provider/C` } } }),
    ['condition:SAML:aud'],
    { 'caller.saml.keys.aud': 'a' },
  ],
  [
    'a source',
    when({ StringEquals: { 'aws:SourceAccount': HOME } }, { Principal: { Service: 'events.amazonaws.com' } }),
    call({ caller: { service: 'events.amazonaws.com' } }),
    ['condition:aws:SourceAccount'],
    { 'caller.sourceAccount': HOME },
  ],
  [
    'a key that is left out',
    when({ Null: { 'sts:ExternalId': 'true' } }),
    call({ with: { externalId: 'a' } }),
    ['condition:sts:ExternalId'],
    { 'with.externalId': null },
  ],
  [
    'any other key',
    when({ StringEquals: { 'acme:Key': 'x' } }),
    call(),
    ['condition:acme:Key'],
    { 'context.acme:Key': 'x' },
  ],
  [
    'a safe connection',
    when({ Bool: { 'aws:SecureTransport': 'true' } }),
    call(),
    ['condition:aws:SecureTransport'],
    { 'from.secureTransport': true },
  ],
  [
    'several of them',
    when({ StringEquals: { 'sts:ExternalId': 'a', 'sts:RoleSessionName': 'b' } }),
    call(),
    ['condition:sts:ExternalId'],
    { 'with.externalId': 'a', 'with.sessionName': 'b' },
  ],
  [
    'who calls',
    policyOf(allow({ Principal: { AWS: `arn:aws:iam::${AWAY}:user/bob` } })),
    call(),
    ['principal'],
    { caller: { user: `arn:aws:iam::${AWAY}:user/bob` } },
  ],
  [
    'what is not known',
    when({ StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }),
    call(),
    ['condition:aws:RequestedRegion'],
    { 'from.region': 'eu-west-1' },
  ],
  [
    'what a policy variable is filled in with',
    when({ StringLike: { 'sts:RoleSessionName': '${aws:username}' } }),
    call({ with: { sessionName: 'bob' } }),
    ['condition:sts:RoleSessionName'],
    { 'with.sessionName': 'ada' },
  ],
  [
    'a name that is none of a variable',
    when({ StringNotEquals: { 'sts:RoleSessionName': "${aws:PrincipalTag/nick, 'guest'}" } }),
    call({ with: { sessionName: 'guest' } }),
    ['condition:sts:RoleSessionName'],
    { 'with.sessionName': 'example' },
  ],
  [
    'a value that another condition names',
    when({ StringLike: { 'sts:ExternalId': 'a*' }, StringEquals: { 'sts:ExternalId': ['b-1', 'a-1'] } }),
    call(),
    ['condition:sts:ExternalId', 'condition:sts:ExternalId'],
    { 'with.externalId': 'a-1' },
  ],
  [
    'an address of IPv6',
    when({ IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }),
    call({ from: { ip: '203.0.113.1' } }),
    ['condition:aws:SourceIp'],
    { 'from.ip': '2001:db8:0:0:0:0:0:0' },
  ],
  [
    'a newer session',
    policyOf(allow(), deny({ Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-03-01T00:00:00Z' } } })),
    call({ caller: { ...SESSION, tokenIssued: '2026-02-01T00:00:00Z' } }),
    [],
    { 'caller.tokenIssued': '2026-03-01T00:00:00Z' },
  ],
  [
    'the tags that may stay, with their values',
    when(
      { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['team', 'env'] } },
      { Action: ['sts:AssumeRole', 'sts:TagSession'] },
    ),
    call({ with: { tags: { team: 'red', cost: '1' } } }),
    ['condition:aws:TagKeys'],
    { 'with.tags': { team: 'red' } },
  ],
  [
    'a tag that is missing beside the others',
    when({ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['team'] } }, { Action: ['sts:AssumeRole', 'sts:TagSession'] }),
    call({ with: { tags: { cost: '1' } } }),
    ['condition:aws:TagKeys'],
    { 'with.tags': { cost: '1', team: 'x' } },
  ],
  [
    'a part of a certificate',
    when(
      { StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'web' } },
      { Principal: { Service: 'rolesanywhere.amazonaws.com' } },
    ),
    call({ caller: { service: 'rolesanywhere.amazonaws.com', x509: { 'x509Subject/CN': 'db' } } }),
    ['condition:aws:PrincipalTag/x509Subject/CN'],
    { 'caller.x509.x509Subject/CN': 'web' },
  ],
  [
    'the client that a token was issued to',
    when(
      { StringEquals: { 'accounts.google.com:aud': 'a' } },
      { Principal: { Federated: 'accounts.google.com' }, Action: 'sts:AssumeRoleWithWebIdentity' },
    ),
    call({
      caller: {
        oidc: { provider: 'accounts.google.com', issuer: 'accounts.google.com', claims: { aud: 'a', azp: 'b' } },
      },
    }),
    ['condition:accounts.google.com:aud'],
    { 'caller.oidc.claims.azp': 'a' },
  ],
  [
    'the token of a short form',
    web({ StringEquals: { [`${GITHUB}:sub`]: 'repo:acme/app:ref:refs/heads/main' } }),
    call({ caller: { github: { repository: 'acme/app', ref: 'dev' } } }),
    [`condition:${GITHUB}:sub`],
    {
      caller: {
        oidc: {
          issuer: GITHUB,
          claims: {
            aud: 'sts.amazonaws.com',
            repository: 'acme/app',
            repository_owner: 'acme',
            ref: 'refs/heads/dev',
            sub: 'repo:acme/app:ref:refs/heads/main',
          },
        },
      },
    },
  ],
  [
    'what is declared unknown',
    when({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    call({ unknown: ['AWS:MultiFactorAuthPresent', 'aws:MultiFactorAuthAge', 'acme:Key'] }),
    ['condition:aws:MultiFactorAuthPresent'],
    { 'with.mfa': true, unknown: ['acme:Key'] },
  ],
  [
    'a companion that no statement allows',
    policyOf(allow()),
    call({ with: { tags: { team: 'red' }, transitiveTags: ['team'], sourceIdentity: 'ada' } }),
    ['companion:sts:TagSession', 'companion:sts:SetSourceIdentity'],
    { 'with.tags': null, 'with.transitiveTags': null, 'with.sourceIdentity': null },
  ],
  [
    'a companion that is denied',
    policyOf(allow({ Action: 'sts:*' }), deny({ Action: 'sts:SetContext' })),
    call({ with: { contexts: [{ provider: 'arn:aws:iam::aws:contextProvider/IdentityCenter' }] } }),
    [],
    { 'with.contexts': null },
  ],
  [
    'a companion without which the caller never calls',
    policyOf(allow()),
    call({ caller: { ...SESSION, sourceIdentity: 'ada' } }),
    ['companion:sts:SetSourceIdentity'],
    {},
  ],
  [
    'what no Deny denies',
    policyOf(allow(), deny({ Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } })),
    call(),
    [],
    { 'with.mfa': true },
  ],
];

describe('the nearest miss', () => {
  for (const [what, policy, request, parts, patch] of ROWS)
    it(`tells ${what}`, () => {
      const { nearest, decision } = decided(policy, request);
      assert.notEqual(decision, 'allow');
      assert.deepEqual(nearest, { statement: 0, missing: parts.length, parts, request: patch, policy: [] });
    });

  it('suggests nothing that it has not tried', () => {
    const silent: readonly (readonly [object, object])[] = [
      [policyOf(allow(), deny()), call()],
      [policyOf(allow({ Action: 'sts:AssumeRoleWithSAML' })), call()],
      [policyOf(allow({ Principal: { AWS: 'AIDAEXAMPLEID00000001' } })), call()],
      [when({ StringEquals: { 'aws:PrincipalArn': SESSION.role } }), call()],
      [when({ StringEquals: { 'sts:ExternalId': 'a' }, StringNotEquals: { 'sts:ExternalId': 'a' } }), call()],
      [when({ StringEquals: { 'aws:RequestTag/team': 'red' } }), call()],
    ];
    for (const [policy, request] of silent)
      assert.deepEqual(decided(policy, request).nearest?.request, {}, JSON.stringify(policy));
    assert.equal(decided(policyOf(allow()), call()).nearest, null);
    assert.equal(decided(policyOf(deny()), call()).nearest, null);
    assert.equal(decided(policyOf(allow()), call({ caller: { root: HOME } })).nearest, null);
  });

  it('is of the statement that misses least, its caller and its action last', () => {
    const policy = policyOf(
      allow({ Principal: { AWS: AWAY } }),
      allow({ Condition: { StringEquals: { 'sts:ExternalId': 'a', 'aws:PrincipalTag/x': 'y' } } }),
      allow({ Condition: { StringEquals: { 'sts:ExternalId': 'a' } } }),
    );
    const { nearest } = decided(policy, call({ caller: USER }));
    assert.deepEqual([nearest?.statement, nearest?.missing], [2, 1]);
  });
});
