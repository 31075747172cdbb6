import assert from 'node:assert/strict';
import { namedTrustPolicy } from '../../server/src/hosts/fileNames.ts';
import { check, finish, PolicyDocument, type Named } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

const statement = (inside: string): string =>
  `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", ${inside}}]}`;
const CALLERS = statement('"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/app"');
const S3 = statement('"Action": "s3:GetObject", "Resource": "*"');
const WITHOUT = S3.replace('"Resource"', '"NotResource"');
const BOTH = statement('"Principal": "*", "Action": "sts:AssumeRole", "Resource": "*"');

/** Each finding of a text: level, rule, message and the word it stands on. */
function said(text: string, named: Named): string[] {
  const { findings } = finish(check(new PolicyDocument(text, named), testContext()));
  return findings.map((f) => [f.level, f.ruleId, f.messageId, text.slice(f.span.start, f.span.end)].join(' '));
}
const byName = (text: string, name: string): string[] => said(text, namedTrustPolicy(name, {}));

describe('rule policy-kind-permission', () => {
  it('is a warning where the name says trust policy, and the only finding', () => {
    for (const name of ['deploy-trust-policy.json', 'trust.json', 'app-trust.json', 'app-trust-relationship.json']) {
      assert.deepEqual(byName(CALLERS, name), ['warning policy-kind-permission name "Resource"'], name);
      assert.deepEqual(byName(WITHOUT, name), ['warning policy-kind-permission name "NotResource"'], name);
    }
    assert.deepEqual(byName(S3, 'assume-role-policy.json'), ['warning policy-kind-permission name "Resource"']);
  });

  it('is silent for the callers’ side under a name that does not say trust', () => {
    for (const name of ['assume-role-policy.json', 'allow-assume-app-role-policy.json']) {
      assert.deepEqual(byName(CALLERS, name), [], name);
      assert.deepEqual(byName(CALLERS.replace('"arn:aws:iam::111122223333:role/app"', '["*"]'), name), [], name);
    }
  });

  it('is silent where only the letters of the name fit, and under the names of AWS’s own policies', () => {
    for (const name of [
      'AWSTrustedAdvisorServiceRolePolicy.json',
      'trusted-advisor-policy.json',
      'AWSOrganizationsServiceTrustPolicy.json',
      'allow-assume-app-role-policy.json',
      'policy.json',
    ])
      assert.deepEqual(byName(S3, name), [], name);
  });

  it('is an error where a member takes a trust policy, and does not speak of a name', () => {
    const cases: readonly ((text: string) => string)[] = [
      (text) => `{"Resources": {"R": {"Properties": {"AssumeRolePolicyDocument": ${text}}}}}`,
      (text) => `{"resource": {"aws_iam_role": {"r": {"assume_role_policy": ${JSON.stringify(text)}}}}}`,
      (text) => JSON.stringify({ Role: { AssumeRolePolicyDocument: encodeURIComponent(text) } }),
    ];
    for (const within of cases) {
      for (const named of ['trust', 'fits', undefined, true] as const) {
        const [only, ...others] = said(within(S3), named);
        assert.match(only ?? '', /^error policy-kind-permission member .*Resource/);
        assert.deepEqual(others, []);
      }
      const { findings } = finish(check(new PolicyDocument(within(S3), 'trust'), testContext()));
      assert.doesNotMatch(findings[0]?.message ?? '', /name/);
    }
  });

  it('is a warning where the user says that it is a trust policy', () => {
    assert.deepEqual(said(S3, true), ['warning policy-kind-permission user "Resource"']);
    assert.deepEqual(said(JSON.stringify(S3), true).length, 1);
  });

  it('leaves a Resource beside a Principal to resource-prohibited', () => {
    for (const named of ['trust', true] as const)
      assert.ok(said(BOTH, named).every((line) => !line.includes('policy-kind-permission')));
    assert.ok(said(BOTH, 'trust').some((line) => line.includes('resource-prohibited')));
  });

  it('is the one error about a statement of that kind in a trust policy, whatever the statement allows', () => {
    const trust = '{"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}';
    const mixed = (inside: string): string =>
      `{"Version": "2012-10-17", "Statement": [${trust}, {"Effect": "Allow", ${inside}}]}`;
    const errors = (inside: string): string[] => said(mixed(inside), 'trust').filter((line) => /^error/.test(line));
    for (const inside of [
      '"Action": ["s3:GetObject", "sqs:SendMessage"], "Resource": "*"',
      '"Action": "*", "Resource": "*"',
      '"Action": "sts:AssumeRole", "Resource": "arn:aws:iam::111122223333:role/app"',
      '"NotAction": "iam:*", "Resource": "*"',
    ])
      assert.deepEqual(errors(inside), ['error policy-kind-permission statement "Resource"'], inside);
    assert.deepEqual(errors('"Action": "s3:GetObject", "NotResource": "*"'), [
      'error policy-kind-permission statement "NotResource"',
    ]);
    // With a Principal, or one that is only misspelt, it is meant to be a statement of trust.
    assert.deepEqual(errors('"Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Resource": "*"'), [
      'error resource-prohibited prohibited "Resource"',
    ]);
    assert.deepEqual(errors('"Principle": {"AWS": "111122223333"}, "Action": "sts:AssumeRole", "Resource": "*"'), [
      'error element-unknown meant "Principle"',
      'error resource-prohibited prohibited "Resource"',
    ]);
    assert.deepEqual(errors('"Action": "sts:AssumeRole"'), ['error principal-missing missing "Effect"']);
  });

  it('says what is right for where the policy stands now, when it is moved', () => {
    const file = finish(check(new PolicyDocument(S3, 'trust'), testContext()));
    const template = new PolicyDocument(`{"AssumeRolePolicyDocument": ${S3}}`, 'trust');
    const { findings } = finish(check(template, testContext(), file));
    assert.deepEqual(
      findings.map((f) => [f.level, f.messageId]),
      [['error', 'member']],
    );
  });
});
