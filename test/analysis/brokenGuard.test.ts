import assert from 'node:assert/strict';
import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

const provider = (host: string): string => `{"Federated": "arn:aws:iam::111122223333:oidc-provider/${host}"}`;
const GITHUB = provider('token.actions.githubusercontent.com');
const POOL = '{"Federated": "cognito-identity.amazonaws.com"}';
const SAML = '{"Federated": "arn:aws:iam::111122223333:saml-provider/Corp"}';
const ACCOUNT = '{"AWS": "arn:aws:iam::111122223333:root"}';
const SERVICE = '{"Service": "scheduler.amazonaws.com"}';
const EVERYONE = '{"AWS": "*"}';
const ACTIONS = new Map([
  [GITHUB, 'sts:AssumeRoleWithWebIdentity'],
  [POOL, 'sts:AssumeRoleWithWebIdentity'],
  [SAML, 'sts:AssumeRoleWithSAML'],
]);

/** Rules that speak at error or warning. */
function graveOf(principal: string, condition: string): readonly string[] {
  const action = ACTIONS.get(principal) ?? 'sts:AssumeRole';
  const text = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": ${principal}, "Action": "${action}", "Condition": ${condition}}]}`;
  return finish(check(new PolicyDocument(text, true), testContext()))
    .findings.filter((f) => f.level === 'error' || f.level === 'warning')
    .map((f) => f.ruleId);
}

describe('a guard that is called broken counts as present', () => {
  const ALL = [GITHUB, POOL, SAML, ACCOUNT, SERVICE, EVERYONE];
  const anywhere: readonly (readonly [condition: string, rule: string | undefined])[] = [
    ['[{"StringEquals": {"aws:SourceIp": "x"}}]', 'element-type'],
    ['{"StringEquals": "x"}', 'element-type'],
    ['{"StringEqual": {"aws:SourceAccount": "111122223333"}}', 'operator-unknown'],
    // What is not known yet may be the guard.
    ['{"${OPERATOR}": {"sts:ExternalId": "7f9c3b1e-2c1d"}}', undefined],
    ['{"StringEquals": {"${KEY}": "x"}}', undefined],
  ];
  for (const [condition, rule] of anywhere)
    it(condition, () => {
      for (const principal of ALL) assert.deepEqual(graveOf(principal, condition), rule ? [rule] : [], principal);
    });

  const cases: readonly (readonly [principal: string, condition: string, rule: string])[] = [
    [GITHUB, '{"StringEquals": {"token.actions.githubusercontent.com:subb": "x"}}', 'key-unknown'],
    [GITHUB, '{"StringEquals": {"token.actions.githubusercontent.com:sub": []}}', 'element-empty'],
    [EVERYONE, '{"StringEquals": {"aws:PrincipalOrgI": "o-a1b2c3d4e5"}}', 'key-unknown'],
    [ACCOUNT, '{"StringEquals": {"sts:ExternlId": "7f9c3b1e-2c1d"}}', 'key-unknown'],
    [ACCOUNT, '{"StringEquals": {"sts:ExternalId": ""}}', 'value-format'],
    [ACCOUNT, '{"StringEquals": {"sts:ExternalId": []}}', 'element-empty'],
    [ACCOUNT, '{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::11112222:role/x"}}', 'value-arn'],
    [ACCOUNT, '{"Bool": {"aws:MultiFactorAuthPresent": "True"}}', 'value-bool'],
    [ACCOUNT, '{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}', 'if-exists-opens'],
    [ACCOUNT, '{"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}', 'condition-negated-only'],
    [
      POOL,
      '{"StringEqualsIfExists": {"cognito-identity.amazonaws.com:aud": "us-east-1:12345678-1234-1234-1234-123456789012"}}',
      'if-exists-opens',
    ],
  ];
  for (const [principal, condition, rule] of cases)
    it(`${principal} ${condition}`, () => {
      assert.deepEqual(graveOf(principal, condition), [rule]);
    });

  it('but a key of somebody else is no attempt at it', () => {
    assert.deepEqual(graveOf(ACCOUNT, '{"IpAddress": {"aws:SourceIp": "10.0.0.300"}}'), [
      'external-id-missing',
      'value-ip',
    ]);
  });
  it('and a test that asks for nothing is none', () => {
    assert.deepEqual(graveOf(SAML, '{"Null": {"SAML:aud": "false"}}'), ['saml-audience-missing']);
    const pool =
      '"StringEquals": {"cognito-identity.amazonaws.com:aud": "us-east-1:12345678-1234-1234-1234-123456789012"}';
    assert.deepEqual(graveOf(POOL, `{${pool}, "Null": {"cognito-identity.amazonaws.com:amr": "false"}}`), [
      'cognito-identity-pool',
    ]);
  });
});
