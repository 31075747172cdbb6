import assert from 'node:assert/strict';
import {
  check,
  explain,
  finish,
  generatedText,
  PolicyDocument,
  problemWith,
  wizardSteps,
} from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

const ID = '2c3f7a0e-1111-4222-8333-444455556666';
/** The issuer of identity pools in a Region, and what its keys begin with. */
const REGIONS: readonly (readonly [region: string, issuer: string, keys: string])[] = [
  ['eu-west-1', 'cognito-identity.amazonaws.com', 'cognito-identity.amazonaws.com'],
  ['us-gov-west-1', 'cognito-identity-us-gov.amazonaws.com', 'cognito-identity-us-gov.amazonaws.com'],
  ['us-gov-east-1', 'cognito-identity.us-gov-east-1.amazonaws.com', 'cognito-identity.us-gov-east-1.amazonaws.com'],
  ['cn-north-1', 'cognito-identity.cn-north-1.amazonaws.com.cn', 'cognito-identity.amazonaws.com.cn'],
];
const SCOPES = {
  authenticated: { says: 'signed-in user', amr: 'authenticated', action: 'sts:AssumeRoleWithWebIdentity' },
  attributes: {
    says: 'signed-in user',
    amr: 'authenticated',
    action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
  },
  guests: { says: 'guest', amr: 'unauthenticated', action: 'sts:AssumeRoleWithWebIdentity' },
} as const;

function findings(text: string): readonly string[] {
  return finish(check(new PolicyDocument(text, true), testContext())).findings.map((f) => `${f.level} ${f.message}`);
}

describe('roles for a Cognito identity pool', () => {
  for (const [region, issuer, keys] of REGIONS)
    for (const [scope, { says, amr, action }] of Object.entries(SCOPES))
      it(`${scope} in ${region}`, () => {
        for (const poolId of [
          `${region}:${ID}`,
          `arn:aws:cognito-identity:${region}:111122223333:identitypool/${region}:${ID}`,
        ]) {
          const text = generatedText({ kind: 'cognito', scope, poolId, guards: [] }) ?? '';
          assert.deepEqual((JSON.parse(text) as { Statement: unknown[] }).Statement, [
            {
              Effect: 'Allow',
              Principal: { Federated: issuer },
              Action: action,
              Condition: {
                StringEquals: { [`${keys}:aud`]: `${region}:${ID}` },
                'ForAnyValue:StringLike': { [`${keys}:amr`]: amr },
              },
            },
          ]);
          assert.deepEqual(findings(text), []);
          const [told] = explain(new PolicyDocument(text, true), testContext().config);
          assert.equal(told?.sentence, `Any ${says} of identity pool ${region}:${ID} can assume this role`);
        }
      });

  it('goes by the Region of the pool, whatever issuer was named before', () => {
    const given = { kind: 'oidc', issuer: 'cognito-identity.amazonaws.com.cn', scope: 'guests', guards: [] };
    const text = generatedText({ ...given, poolId: `eu-west-1:${ID}` }) ?? '';
    assert.match(text, /"Federated": "cognito-identity\.amazonaws\.com"/);
    assert.deepEqual(findings(text), []);
  });

  it('asks for no partition, which the Region of the pool tells', () => {
    const given = { kind: 'cognito', scope: 'guests', poolId: `cn-north-1:${ID}` };
    const guards = wizardSteps(given, () => 'r').find(({ id }) => id === 'guards');
    assert.ok(guards?.kind === 'pick');
    assert.ok(!guards.items.some(({ id }) => id === 'partition'));
    // Cognito itself makes the call.
    assert.ok(!guards.items.some(({ id }) => id === 'sourceIp'));
    assert.ok(guards.items.some(({ id }) => id === 'until'));
  });

  it('says what is wrong with what is no pool', () => {
    for (const text of [ID, 'shop', `eu-west:${ID}`])
      assert.match(
        problemWith({ kind: 'cognito' }, 'poolId', text) ?? '',
        /^Not an identity pool ID\. Example: eu-west-1:/,
      );
  });
});

describe('an identity pool of another partition', () => {
  const policy = (issuer: string, keys: string, ...claims: readonly string[]): string => {
    const value = { aud: ['StringEquals', `x:${ID}`], amr: ['ForAnyValue:StringLike', 'authenticated'] } as const;
    const Condition = Object.fromEntries(
      claims.map((claim) => {
        const [operator, text] = claim === 'aud' ? value.aud : value.amr;
        return [operator, { [`${keys}:${claim}`]: text.replace('x:', 'us-gov-west-1:') }];
      }),
    );
    const Action = 'sts:AssumeRoleWithWebIdentity';
    return JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Federated: issuer }, Action, Condition }],
    });
  };

  for (const [, issuer, keys] of REGIONS)
    it(`is judged as that of most accounts: ${issuer}`, () => {
      assert.deepEqual(findings(policy(issuer, keys, 'aud', 'amr')), []);
      assert.match(
        findings(policy(issuer, keys, 'amr')).join(),
        /^error Any Cognito identity pool in AWS .* on [\w.-]+:aud\./,
      );
      assert.match(findings(policy(issuer, keys, 'aud')).join(), /^warning Guests of the pool .* on [\w.-]+:amr\./);
    });

  it('may have its own name in keys in China, too', () => {
    const issuer = 'cognito-identity.cn-north-1.amazonaws.com.cn';
    assert.deepEqual(findings(policy(issuer, issuer, 'aud', 'amr')), []);
  });

  it('is still told from a service', () => {
    const text = policy('lambda.amazonaws.com', 'cognito-identity.amazonaws.com', 'aud', 'amr');
    assert.match(findings(text).join(), /is a service: move it from Federated to Service/);
  });
});
