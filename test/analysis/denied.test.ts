import assert from 'node:assert/strict';
import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

const GH = 'token.actions.githubusercontent.com';
const WEB = 'sts:AssumeRoleWithWebIdentity';
const provider = (host: string): string => `{"Federated": "arn:aws:iam::222233334444:oidc-provider/${host}"}`;
const ROOT = '{"AWS": "arn:aws:iam::222233334444:root"}';

/** The rules that speak of a policy. */
function rulesOf(...statements: readonly string[]): readonly string[] {
  const text = `{"Version": "2012-10-17", "Statement": [${statements.join(', ')}]}`;
  return finish(check(new PolicyDocument(text, true), testContext())).findings.map((f) => f.ruleId);
}

const st = (effect: string, principal: string, action: string, condition?: string): string =>
  `{"Effect": "${effect}", "Principal": ${principal}, "Action": "${action}"${condition === undefined ? '' : `, "Condition": ${condition}`}}`;
/** Trusted beside, so that nothing is said of all Allows. */
const EC2 = st('Allow', '{"Service": "ec2.amazonaws.com"}', 'sts:AssumeRole');
const subject = (value: string, operator = 'StringLike'): string =>
  `{"StringEquals": {"${GH}:aud": "sts.amazonaws.com"}, "${operator}": {"${GH}:sub": "${value}"}}`;

describe('of an Allow that a Deny overrides', () => {
  const cases: readonly (readonly [rule: string, principal: string, action: string, condition?: string])[] = [
    ['external-id-missing', ROOT, 'sts:AssumeRole'],
    ['principal-everyone', '{"AWS": "*"}', 'sts:AssumeRole'],
    ['principal-user', '{"AWS": "arn:aws:iam::222233334444:user/eve"}', 'sts:AssumeRole'],
    ['service-source-missing', '{"Service": "scheduler.amazonaws.com"}', 'sts:AssumeRole'],
    ['external-id-weak', ROOT, 'sts:AssumeRole', '{"StringEquals": {"sts:ExternalId": "12345"}}'],
    ['if-exists-opens', ROOT, 'sts:AssumeRole', '{"StringEqualsIfExists": {"sts:ExternalId": "7f9c3b1e-2c1d"}}'],
    ['mfa-not-enforced', ROOT, 'sts:AssumeRole', '{"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}'],
    ['condition-negated-only', ROOT, 'sts:AssumeRole', '{"StringNotEquals": {"aws:username": "eve"}}'],
    ['key-spoofable', ROOT, 'sts:AssumeRole', '{"StringEquals": {"aws:UserAgent": "x", "sts:ExternalId": "7f9c3b1e"}}'],
    ['value-wildcard-broad', ROOT, 'sts:AssumeRole', '{"StringLike": {"aws:PrincipalOrgID": "o-a1*"}}'],
    ['variable-broad', ROOT, 'sts:AssumeRole', '{"StringEquals": {"sts:ExternalId": "${aws:username}"}}'],
    [
      'set-operator-opens',
      ROOT,
      'sts:AssumeRole',
      '{"ForAllValues:StringEquals": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/"}}',
    ],
    ['oidc-unconditioned', provider(GH), WEB],
    ['oidc-subject-missing', provider(GH), WEB, `{"StringEquals": {"${GH}:aud": "sts.amazonaws.com"}}`],
    [
      'oidc-audience-missing',
      provider(GH),
      WEB,
      `{"StringEquals": {"${GH}:sub": "repo:acme@1/app@2:ref:refs/heads/main"}}`,
    ],
    ['oidc-subject-broad', provider(GH), WEB, subject('repo:acme@1/*')],
    ['oidc-subject-immutable', provider(GH), WEB, subject('repo:acme/app:ref:refs/heads/main')],
    [
      'saml-audience-missing',
      '{"Federated": "arn:aws:iam::222233334444:saml-provider/Staff"}',
      'sts:AssumeRoleWithSAML',
    ],
    ['cognito-identity-pool', '{"Federated": "cognito-identity.amazonaws.com"}', WEB],
    [
      'statement-mixed',
      '{"AWS": "222233334444", "Service": "lambda.amazonaws.com"}',
      'sts:AssumeRole',
      '{"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d"}}',
    ],
  ];
  for (const [rule, principal, action, condition] of cases)
    it(`${rule} is silent`, () => {
      const allow = st('Allow', principal, action, condition);
      assert.ok(rulesOf(EC2, allow).includes(rule), rulesOf(EC2, allow).join());
      const deny = st('Deny', principal, action);
      assert.deepEqual(rulesOf(EC2, allow, deny), ['statement-shadowed']);
      assert.deepEqual(rulesOf(allow, deny), ['deny-ineffective']);
      const since = st('Deny', principal, action, '{"DateGreaterThan": {"aws:CurrentTime": "2024-02-29T00:00:00Z"}}');
      assert.deepEqual(rulesOf(EC2, allow, since), ['statement-shadowed'], 'from a date on that has come');
      const later = st('Deny', principal, action, '{"DateGreaterThan": {"aws:CurrentTime": "2999-01-01T00:00:00Z"}}');
      assert.ok(rulesOf(EC2, allow, later).includes(rule), 'it has not come yet');
      const some = st('Deny', principal, action, '{"Bool": {"aws:SecureTransport": "false"}}');
      assert.ok(rulesOf(EC2, allow, some).includes(rule), 'not all of it is denied');
    });

  it('principal-account-root is silent', () => {
    const allow = st('Allow', ROOT, 'sts:AssumeRole');
    const own = st(
      'Allow',
      '{"Federated": "arn:aws:iam::222233334444:saml-provider/Staff"}',
      'sts:AssumeRoleWithSAML',
      '{"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}',
    );
    assert.deepEqual(rulesOf(own, allow), ['principal-account-root']);
    assert.deepEqual(rulesOf(own, allow, st('Deny', ROOT, 'sts:AssumeRole')), ['statement-shadowed']);
  });

  it('what IAM rejects is told', () => {
    const allow = st('Allow', '{"AWS": "arn:aws:iam::222233334444:group/ops"}', 'sts:AssumeRole');
    assert.deepEqual(rulesOf(EC2, allow, st('Deny', '{"AWS": "*"}', 'sts:AssumeRole')), ['principal-kind']);
  });
});
