import assert from 'node:assert/strict';
import {
  check,
  finish,
  generatedText,
  insertGenerated,
  previewText,
  problemWith,
  PolicyDocument,
  wizardSteps,
  type Answers,
} from '../server/src/service.ts';
import { applyEdits } from '../server/src/text/edit.ts';
import { testContext } from './support/context.ts';

const random = (): string => '3f9a1c7be04d4d5f8a21';

const CASES: Readonly<Record<string, { answers: Answers; statement: unknown }>> = {
  'a service': {
    answers: { kind: 'service', services: ['lambda.amazonaws.com'], guards: [] },
    statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
  },
  'a service with an account': {
    answers: { kind: 'service', services: ['scheduler.amazonaws.com'], sourceAccount: '111122223333', guards: [] },
    statement: {
      Effect: 'Allow',
      Principal: { Service: 'scheduler.amazonaws.com' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    },
  },
  'a service with companions': {
    answers: { kind: 'service', services: ['pods.eks.amazonaws.com'], guards: [] },
    statement: {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
    },
  },
  'an account with all guards': {
    answers: {
      kind: 'account',
      principals: '444455556666',
      guards: ['externalId', 'organization', 'mfa', 'sourceIp'],
      externalIdValue: '3f9a1c7be04d4d5f8a21',
      organizationId: 'o-a1b2c3d4e5',
      sourceIpValue: '203.0.113.0/24',
    },
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: 'sts:AssumeRole',
      Condition: {
        StringEquals: { 'sts:ExternalId': '3f9a1c7be04d4d5f8a21', 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      },
    },
  },
  'a user by ARN with MFA': {
    answers: {
      kind: 'principal',
      principals: 'arn:aws:iam::111122223333:user/a',
      guards: ['mfa', 'until'],
      untilValue: '2999-12-31',
    },
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:user/a' },
      Action: 'sts:AssumeRole',
      Condition: {
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        DateLessThan: { 'aws:CurrentTime': '2999-12-31T23:59:59Z' },
      },
    },
  },
  'the same account': {
    answers: { kind: 'sameAccount', account: '111122223333', guards: ['mfa'] },
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'sts:AssumeRole',
      Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
    },
  },
  'a vendor': {
    answers: { kind: 'vendor', vendor: '464622532012', externalIdValue: '3f9a1c7be04d4d5f8a21', guards: [] },
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::464622532012:root' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': '3f9a1c7be04d4d5f8a21' } },
    },
  },
  'a vendor whose external ID is still to come': {
    answers: { kind: 'vendor', vendor: '464622532012', externalIdValue: '', guards: [] },
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::464622532012:root' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': '<EXTERNAL_ID_FROM_DATADOG>' } },
    },
  },
  'a vendor with an account for each customer': {
    answers: {
      kind: 'vendor',
      vendor: 'snowflake',
      principals: 'arn:aws:iam::222233334444:user/abc1-b-self1234',
      externalIdValue: 'ACME_SFCRole=2_a1b2c3',
      guards: [],
    },
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::222233334444:user/abc1-b-self1234' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'ACME_SFCRole=2_a1b2c3' } },
    },
  },
  'a vendor that we know nothing of': {
    answers: { kind: 'vendor', vendor: 'other', principals: '2222-3333-4444', externalIdValue: '', guards: [] },
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::222233334444:root' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': '<EXTERNAL_ID>' } },
    },
  },
  "a vendor's account that was typed as one of one's own": {
    answers: { kind: 'account', principals: '464622532012', guards: ['externalId'], externalIdValue: '' },
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::464622532012:root' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': '<EXTERNAL_ID_FROM_DATADOG>' } },
    },
  },
  'an organization': {
    answers: { kind: 'organization', organizationId: 'o-a1b2c3d4e5', guards: [] },
    statement: {
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    },
  },
  'a GitHub environment by ids': {
    answers: {
      kind: 'github',
      account: '111122223333',
      repository: 'octo-org/octo-repo',
      subject: 'ids',
      ownerId: '123456',
      repositoryId: '456789',
      scope: 'environment',
      scopeName: 'production',
      guards: [],
    },
    statement: {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': 'repo:octo-org@123456/octo-repo@456789:environment:production',
        },
      },
    },
  },
  'an EKS service account': {
    answers: {
      kind: 'eks',
      account: '111122223333',
      issuer: 'https://oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
      namespace: 'shop',
      serviceAccount: 'checkout',
      guards: [],
    },
    statement: {
      Effect: 'Allow',
      Principal: {
        Federated:
          'arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE',
      },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:aud': 'sts.amazonaws.com',
          'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub':
            'system:serviceaccount:shop:checkout',
        },
      },
    },
  },
  'EKS Pod Identity': {
    answers: { kind: 'podIdentity', cluster: 'prod', namespace: 'shop', serviceAccount: '', guards: [] },
    statement: {
      Effect: 'Allow',
      Principal: { Service: 'pods.eks.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession'],
      Condition: {
        StringEquals: { 'aws:RequestTag/eks-cluster-name': 'prod', 'aws:RequestTag/kubernetes-namespace': 'shop' },
      },
    },
  },
  'an organizational unit': {
    answers: {
      kind: 'account',
      principals: '444455556666',
      guards: ['organizationPaths'],
      organizationPath: 'o-z9y8x7w6v5/r-k1l2/ou-k1l2-0000aaaa/*',
    },
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::444455556666:root' },
      Action: 'sts:AssumeRole',
      Condition: {
        'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-z9y8x7w6v5/r-k1l2/ou-k1l2-0000aaaa/*' },
      },
    },
  },
  'IAM Identity Center': {
    answers: { kind: 'identityCenter', account: '111122223333', permissionSet: 'Admin', guards: [] },
    statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::111122223333:root' },
      Action: 'sts:AssumeRole',
      Condition: {
        ArnLike: {
          'aws:PrincipalArn':
            'arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Admin_????????????????',
        },
      },
    },
  },
  'IAM Roles Anywhere': {
    answers: {
      kind: 'rolesAnywhere',
      trustAnchor: 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/2c3f7a0e-1111-4222-8333-444455556666',
      commonName: 'build-server-1',
      guards: [],
    },
    statement: {
      Effect: 'Allow',
      Principal: { Service: 'rolesanywhere.amazonaws.com' },
      Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
      Condition: {
        ArnEquals: {
          'aws:SourceArn':
            'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/2c3f7a0e-1111-4222-8333-444455556666',
        },
        StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'build-server-1' },
      },
    },
  },
  GitLab: {
    answers: {
      kind: 'gitlab',
      account: '111122223333',
      scope: 'branch',
      group: 'acme/platform',
      project: 'shop',
      branch: 'main',
      guards: [],
    },
    statement: {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/gitlab.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'gitlab.com:aud': 'https://gitlab.com',
          'gitlab.com:sub': 'project_path:acme/platform/shop:ref_type:branch:ref:main',
        },
      },
    },
  },
  Cognito: {
    answers: {
      kind: 'cognito',
      scope: 'authenticated',
      poolId: 'eu-west-1:12345678-1234-4234-8234-123456790abc',
      guards: [],
    },
    statement: {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:12345678-1234-4234-8234-123456790abc' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      },
    },
  },
  'any other provider': {
    answers: {
      kind: 'oidc',
      account: '111122223333',
      issuer: 'idp.example.com/tenant',
      audience: 'aws',
      subject: 'deployer',
      guards: [],
    },
    statement: {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/idp.example.com/tenant' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'idp.example.com/tenant:aud': 'aws', 'idp.example.com/tenant:sub': 'deployer' },
      },
    },
  },
  'roles without guards': {
    answers: {
      kind: 'account',
      principals: 'arn:aws:iam::111122223333:role/a, arn:aws:iam::111122223333:user/b',
      guards: [],
    },
    statement: {
      Effect: 'Allow',
      Principal: { AWS: ['arn:aws:iam::111122223333:role/a', 'arn:aws:iam::111122223333:user/b'] },
      Action: 'sts:AssumeRole',
    },
  },
  'a GitHub branch': {
    answers: {
      kind: 'github',
      account: '111122223333',
      repository: 'octo-org/octo-repo',
      subject: 'names',
      scope: 'branch',
      scopeName: 'main',
      guards: [],
    },
    statement: {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: {
          'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
          'token.actions.githubusercontent.com:sub': 'repo:octo-org/octo-repo:ref:refs/heads/main',
        },
      },
    },
  },
  'all of a GitHub repository': {
    answers: {
      kind: 'github',
      account: '111122223333',
      repository: 'octo-org/octo-repo',
      subject: 'names',
      scope: 'any',
      guards: [],
    },
    statement: {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
        StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:octo-org/octo-repo:*' },
      },
    },
  },
  'a SAML provider in China': {
    answers: { kind: 'saml', partition: 'aws-cn', account: '111122223333', provider: 'Corp', guards: [] },
    statement: {
      Effect: 'Allow',
      Principal: { Federated: 'arn:aws-cn:iam::111122223333:saml-provider/Corp' },
      Action: 'sts:AssumeRoleWithSAML',
      Condition: { StringEquals: { 'SAML:aud': 'https://signin.amazonaws.cn/saml' } },
    },
  },
};

describe('the wizard', () => {
  for (const [name, { answers, statement }] of Object.entries(CASES)) {
    it(`writes the policy for ${name}, and our own rules have at most advice for it`, () => {
      const text = generatedText(answers);
      assert.ok(text);
      assert.deepEqual(JSON.parse(text), { Version: '2012-10-17', Statement: [statement] });
      const { findings } = finish(
        check(new PolicyDocument(text, true), testContext({ ownAccounts: { '111122223333': 'prod' } })),
      );
      assert.deepEqual(
        findings.filter((f) => f.level === 'error' || f.level === 'warning').map((f) => f.ruleId),
        [],
      );
    });

    it(`asks for everything it needs for ${name}, step by step`, () => {
      let given: Answers = {};
      for (let i = 0; ; i++) {
        const step = wizardSteps(given, random)[i];
        if (!step) break;
        const answer = answers[step.id];
        assert.notEqual(answer, undefined, `no answer for ${step.id}`);
        assert.equal(generatedText(given), undefined, 'written before all was answered');
        if (step.kind === 'text') assert.equal(problemWith(given, step.id, String(answer)), undefined);
        else
          for (const id of [answer].flat())
            assert.ok(
              step.items.some((item) => item.id === id),
              String(id),
            );
        given = { ...given, [step.id]: answer ?? '' };
      }
      assert.equal(generatedText(given), generatedText(answers));
    });
  }

  it('starts with a generated external ID for callers of one’s own, and with none that a vendor has to issue', () => {
    const asked = (answers: Answers): { value: string | undefined; preview: string } => {
      const step = wizardSteps(answers, random).find((s) => s.id === 'externalIdValue');
      assert.ok(step?.kind === 'text');
      return { value: step.value, preview: previewText(answers) ?? '' };
    };
    const own = asked({ kind: 'account', principals: '111122223333', guards: ['externalId'] });
    assert.equal(own.value, random());
    assert.match(own.preview, /"<EXTERNAL_ID>"/);
    for (const [vendor, place] of [
      ['464622532012', '<EXTERNAL_ID_FROM_DATADOG>'],
      ['snowflake', '<EXTERNAL_ID_FROM_SNOWFLAKE>'],
      ['other', '<EXTERNAL_ID>'],
    ] as const) {
      const { value, preview } = asked({ kind: 'vendor', vendor });
      assert.equal(value, undefined);
      assert.ok(preview.includes(place), preview);
    }
    // What was answered to another question before does not make a vendor of one's own account.
    assert.equal(
      asked({ kind: 'account', principals: '111122223333', guards: ['externalId'], vendor: '464622532012' }).value,
      random(),
    );
  });

  it('offers MFA where the callers can have signed in with it, and nowhere else', () => {
    const isOffered = (answers: Answers): boolean => {
      const step = wizardSteps(answers, random).find((s) => s.id === 'guards');
      assert.ok(step?.kind === 'pick');
      return step.items.some(({ id }) => id === 'mfa');
    };
    const of = (resource: string, service = 'iam'): string => `arn:aws:${service}::111122223333:${resource}`;
    const sso = of('role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef');
    for (const principals of ['111122223333', of('root'), of('user/alice'), `111122223333, ${of('user/bob')}`])
      assert.ok(isOffered({ kind: 'account', principals }), principals);
    for (const principals of [
      of('role/deploy'),
      sso,
      of('assumed-role/deploy/ci', 'sts'),
      `${of('user/alice')}, ${of('role/deploy')}`,
      '464622532012',
    ])
      assert.ok(!isOffered({ kind: 'account', principals }), principals);
    assert.ok(isOffered({ kind: 'principal', principals: of('user/alice') }));
    assert.ok(!isOffered({ kind: 'principal', principals: of('role/deploy') }));
    assert.ok(!isOffered({ kind: 'vendor', vendor: '464622532012' }));
    assert.ok(!isOffered({ kind: 'vendor', vendor: 'other', principals: '111122223333' }));
    assert.ok(isOffered({ kind: 'sameAccount', account: '111122223333', principals: of('role/deploy') }));
    // Ticked for an account, then a role was named after all.
    const answers = { kind: 'account', principals: of('role/deploy'), guards: ['mfa'] };
    assert.doesNotMatch(generatedText(answers) ?? 'MultiFactor', /MultiFactor/);
    assert.doesNotMatch(previewText(answers) ?? '', /MultiFactor/);
  });

  it('names only actions that STS has, for every service', () => {
    const step = wizardSteps({ kind: 'service' }, random).find((s) => s.id === 'services');
    assert.ok(step?.kind === 'pick');
    for (const { id } of step.items) {
      const asked = wizardSteps({ kind: 'service', services: [id] }, random).some((s) => s.id === 'sourceAccount');
      const text = generatedText({
        kind: 'service',
        services: [id],
        sourceAccount: asked ? '111122223333' : '',
        guards: [],
      });
      const { findings } = finish(check(new PolicyDocument(text ?? '', true), testContext()));
      assert.deepEqual(
        findings.filter((f) => f.level === 'error' || f.level === 'warning').map((f) => f.message),
        [],
        id,
      );
      const { Statement } = JSON.parse(text ?? '') as { Statement: { Action: string | string[] }[] };
      for (const action of [Statement[0]?.Action ?? []].flat()) assert.match(action, /^sts:\w+$/);
    }
  });

  const wrong: readonly (readonly [Answers, string, string])[] = [
    [{ kind: 'service', services: ['scheduler.amazonaws.com'] }, 'sourceAccount', '123'],
    // Names that no tag can have never reach the condition.
    ...['ci/deploy{1}', 'ops, night', 'a*', 'x'.repeat(257)].map((name): readonly [Answers, string, string] => [
      { kind: 'rolesAnywhere' },
      'commonName',
      name,
    ]),
    [{ kind: 'account' }, 'principals', ''],
    [{ kind: 'account' }, 'principals', '12345678901'],
    [{ kind: 'account' }, 'principals', 'arn:aws:iam::111122223333:role/*'],
    [{ kind: 'account' }, 'principals', 'arn:aws:iam::111122223333:group/x'],
    [{ kind: 'account', guards: ['externalId'] }, 'externalIdValue', 'abc'],
    [{ kind: 'account', guards: ['organization'] }, 'organizationId', 'my-org'],
    [{ kind: 'account', guards: ['organizationPaths'] }, 'organizationPath', 'ou-k1l2-0000aaaa'],
    [{ kind: 'account', guards: ['organizationPaths'] }, 'organizationPath', 'o-z9y8x7w6v5/r-k1l2/'],
    [{ kind: 'account', guards: ['organizationPaths'] }, 'organizationPath', 'o-z9y8x7w6v5/ou-k1l2-0000aaaa/'],
    [
      { kind: 'organization', organizationId: 'o-z9y8x7w6v5', guards: ['organizationPaths'] },
      'organizationPath',
      'o-q1w2e3r4t5/r-k1l2/ou-k1l2-0000aaaa/',
    ],
    [{ kind: 'podIdentity' }, 'cluster', 'my cluster'],
    [{ kind: 'account', guards: ['sourceIp'] }, 'sourceIpValue', '300.0.0.0/8'],
    [{ kind: 'account', guards: ['sourceIp'] }, 'sourceIpValue', '0.0.0.0/0'],
    [{ kind: 'account', guards: ['sourceIp'] }, 'sourceIpValue', '10.1.0.0/16'],
    [{ kind: 'account' }, 'principals', 'arn:aws:iam:eu-west-1:111122223333:role/a'],
    [{ kind: 'github', scope: 'branch' }, 'scopeName', 'refs/pull/1/merge'],
    [{ kind: 'github' }, 'account', 'prod'],
    [{ kind: 'github' }, 'repository', 'octo org/octo-repo'],
    [{ kind: 'github' }, 'repository', 'octo-repo'],
    [{ kind: 'github' }, 'repository', 'octo-org/octo-repo/tree'],
    [{ kind: 'github', scope: 'branch' }, 'scopeName', '*'],
    [{ kind: 'github', scope: 'environment' }, 'scopeName', 'a/b'],
    [{ kind: 'saml' }, 'provider', 'a/b'],
  ];
  for (const [answers, step, value] of wrong) {
    it(`refuses "${value}" as ${step}`, () => {
      assert.match(problemWith(answers, step, value) ?? '', /^[A-Z0-9].*\w/i);
    });
  }

  /** Answers whose statement our own rules would object to, each with the word that is its own. */
  const objections: readonly (readonly [Answers, string, Readonly<Record<string, RegExp>>])[] = [
    [
      { kind: 'account', guards: ['sourceIp'] },
      'sourceIpValue',
      {
        '100.64.0.0/10': /^Private addresses never reach AWS/,
        'fe90::/10': /^Private addresses never reach AWS/,
        '01.2.3.4': /^Not an address range/,
        'fe80::1%eth0': /^Not an address range/,
        '::ffff:10.0.0.1': /IPv4 form of this address: 10\.0\.0\.1$/,
        '::/0': /every address/,
      },
    ],
    [
      { kind: 'account', guards: ['until'] },
      'untilValue',
      { '2026-11-20': /has passed/, '2027-02-29': /^Not a date/, '1798761599': /^Not a date/ },
    ],
    [
      { kind: 'account', principals: '111122223333', guards: ['externalId'] },
      'externalIdValue',
      { 'change-me': /sample/, '111122223333': /account ID/, a1b2c: /short/, 'a b c d': /only letters/ },
    ],
    [{ kind: 'account', principals: '464622532012', guards: ['externalId'] }, 'externalIdValue', { DataDog: /vendor/ }],
    [{ kind: 'vendor', vendor: '464622532012' }, 'externalIdValue', { 'data-dog': /vendor/ }],
    [
      { kind: 'account' },
      'principals',
      {
        'arn:aws:iam::111122223333:root, arn:aws-cn:iam::111122223333:role/a':
          /several partitions \(found aws, aws-cn\)/,
        'arn:aws-eu:iam::111122223333:role/a': /^Unknown partition "aws-eu"/,
        '111122223333, 12': /^"12": Account IDs have 12 digits \(found 2\)/,
        prod: /^Not an IAM ARN\. Example: arn/,
      },
    ],
    [
      { kind: 'sameAccount' },
      'account',
      {
        '1111-2222-333': /^Account IDs have 12 digits \(found 11\)/,
        'https://console.aws.amazon.com/iam/home': /^Not an account ID/,
        'https://111122223333.example.com/': /^Not an account ID/,
        'https://example.com/?account=111122223333': /^Not an account ID/,
        'arn:aws:s3:::bucket': /^Not an account ID/,
        'arn:aws-eu:iam::111122223333:root': /^Unknown partition "aws-eu"/,
      },
    ],
    [
      { kind: 'github', scope: 'branch' },
      'scopeName',
      { 'ma\u202ein': /U\+202E/, 'a\u0007b': /U\+0007/, 'x${y}': /variables/ },
    ],
    [
      { kind: 'rolesAnywhere' },
      'trustAnchor',
      {
        'arn:aws-eu:rolesanywhere:eu-west-1:111122223333:trust-anchor/2c3f7a0e-1111-4222-8333-444455556666':
          /^Unknown partition/,
        'arn:aws:rolesanywhere:eu-west-9:111122223333:trust-anchor/2c3f7a0e-1111-4222-8333-444455556666':
          /^Unknown Region/,
      },
    ],
    [{ kind: 'bitbucket' }, 'issuer', { 'a:b': /^Not a Bitbucket workspace/, 'a.b': /^Not a Bitbucket workspace/ }],
    [{ kind: 'eks' }, 'namespace', { Shop: /^Use lowercase letters\. Example: shop$/ }],
    [
      { kind: 'oidc' },
      'issuer',
      {
        'idp.example.com/a:b': /^Not an issuer URL/,
        'vstoken.actions.githubusercontent.com': /no longer/,
        'arn:aws:iam::111122223333:oidc-provider/gitlab.com/': /no slash/,
        'http://idp.example.com': /https/,
        'idp.example.com:8443/a': /no port/,
        'idp.example.com/.well-known/jwks/keys': /^Issuers have no \.well-known path/,
        'https://https://idp.example.com': /^(?:Not an issuer URL|Enter the issuer)/,
        'oidc.eks.amazonaws.com/id/ABC0123456789ABC': /^Not an EKS issuer/,
        'arn:aws:iam::111122223333:oidc-provider/IDP.example.com': /in lowercase/,
      },
    ],
    [{ kind: 'oidc' }, 'subject', { 'system:serviceaccount:a:b_': /^No token from/ }],
    [{ kind: 'okta' }, 'oktaClientId', { 'system:serviceaccount:a:b': /^This is a subject, not an audience/ }],
  ];
  for (const [answers, step, values] of objections)
    for (const [value, says] of Object.entries(values))
      it(`says what is wrong with ${JSON.stringify(value)} as ${step}`, () => {
        assert.match(problemWith(answers, step, value, testContext().now) ?? '', says);
      });

  it('takes the neighbours of what it refuses', () => {
    for (const [answers, step, value] of [
      [{ kind: 'account', guards: ['sourceIp'] }, 'sourceIpValue', '100.128.0.0/9'],
      [{ kind: 'account', guards: ['sourceIp'] }, 'sourceIpValue', '2001:DB8::/32'],
      [{ kind: 'account', guards: ['until'] }, 'untilValue', '2026-11-21'],
      [{ kind: 'account', guards: ['externalId'] }, 'externalIdValue', 'a1b2c3'],
      [{ kind: 'account', principals: '111122223333', guards: ['externalId'] }, 'externalIdValue', 'DataDog'],
      [{ kind: 'github', scope: 'environment' }, 'scopeName', 'blue or gr\u00fcn'],
      [{ kind: 'oidc' }, 'issuer', 'acme.okta.com/oauth2/aus1a2b3'],
      [{ kind: 'oidc', issuer: 'gitlab.com' }, 'group', 'acme/platform'],
      [{ kind: 'oidc' }, 'issuer', 'oidc.eks.EU-WEST-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE'],
    ] as const)
      assert.equal(problemWith(answers, step, value, testContext().now), undefined, value);
  });

  it('writes what people paste in the form that IAM takes', () => {
    const statement = (answers: Answers): unknown =>
      (JSON.parse(generatedText(answers) ?? '{}') as { Statement?: unknown[] }).Statement?.[0];
    const plain = statement({ kind: 'sameAccount', account: '111122223333', guards: [] });
    for (const account of [
      '1111-2222-3333',
      ' 1111 2222 3333 ',
      'arn:aws:iam::111122223333:root',
      'arn:aws:iam::111122223333:role/ci/deploy',
      'arn:aws:iam::111122223333:user/ada',
      'arn:aws:sts::111122223333:assumed-role/deploy/run-1',
    ])
      assert.deepEqual(statement({ kind: 'sameAccount', account, guards: [] }), plain, account);
    assert.deepEqual(
      statement({ kind: 'account', principals: '1111-2222-3333, arn:aws:iam::444455556666:role/a', guards: [] }),
      statement({ kind: 'account', principals: '111122223333, arn:aws:iam::444455556666:role/a', guards: [] }),
    );
    const from = (sourceIpValue: string): unknown =>
      statement({ kind: 'sameAccount', account: '111122223333', guards: ['sourceIp'], sourceIpValue });
    assert.deepEqual(from('203.0.113.7/24'), from('203.0.113.0/24'));
    assert.deepEqual(from('2001:db8::1/32'), from('2001:db8::/32'));
    assert.notDeepEqual(from('203.0.113.7'), from('203.0.113.0'));
  });

  it('offers no service whose trust needs more than its account', () => {
    assert.equal(
      generatedText({ kind: 'service', services: ['rolesanywhere.amazonaws.com'], sourceAccount: '', guards: [] }),
      undefined,
    );
  });

  it('adds a statement to an open policy, in its own layout', () => {
    const text =
      '{\n    "Version": "2012-10-17",\n    "Statement": [\n        {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}\n    ]\n}\n';
    const answers = CASES['a service']?.answers ?? {};
    const edits = insertGenerated(new PolicyDocument(text), answers);
    assert.ok(edits);
    const after = applyEdits(text, edits);
    assert.equal((JSON.parse(after) as { Statement: unknown[] }).Statement.length, 2);
    assert.match(after, /\n {8}\{\n {12}"Effect": "Allow",/);
  });

  it('makes a list of a lone statement, fills an empty document, leaves others alone', () => {
    const answers = CASES['a service']?.answers ?? {};
    const lone =
      '{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}}';
    const edits = insertGenerated(new PolicyDocument(lone), answers);
    assert.ok(edits);
    assert.equal((JSON.parse(applyEdits(lone, edits)) as { Statement: unknown[] }).Statement.length, 2);
    assert.equal(
      applyEdits(' {} ', insertGenerated(new PolicyDocument(' {} '), answers) ?? []),
      generatedText(answers),
    );
    assert.equal(insertGenerated(new PolicyDocument('{"name": "shop"}'), answers), undefined);
    assert.equal(insertGenerated(new PolicyDocument(lone), { kind: 'service' }), undefined);
  });

  it('adds the Version that an open policy lacks', () => {
    const text = '{\n  "Statement": []\n}\n';
    const answers = CASES['a service']?.answers ?? {};
    const after = applyEdits(text, insertGenerated(new PolicyDocument(text, true), answers) ?? []);
    assert.deepEqual(JSON.parse(after), JSON.parse(generatedText(answers) ?? ''));
  });

  it('writes nothing for a choice that was not offered', () => {
    const github = CASES['a GitHub branch']?.answers ?? {};
    assert.equal(generatedText({ ...github, scope: 'everything' }), undefined);
    assert.equal(generatedText({ kind: 'service', services: ['shop.amazonaws.com'], guards: [] }), undefined);
    assert.equal(generatedText({ kind: 'service', services: [], guards: [] }), undefined);
  });

  it('asks for the account where one of the services sends it', () => {
    const asked = (...services: string[]): boolean =>
      wizardSteps({ kind: 'service', services }, random).some((s) => s.id === 'sourceAccount');
    assert.equal(asked('scheduler.amazonaws.com'), true);
    assert.equal(asked('ec2.amazonaws.com'), false);
    assert.equal(asked('scheduler.amazonaws.com', 'ec2.amazonaws.com'), true);
  });
});
