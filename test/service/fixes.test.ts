import assert from 'node:assert/strict';
import type { Fix } from '../../server/src/findings.ts';
import { check, finish, fixAll, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { repeatedIn } from '../support/faults.ts';
import { appliedFixes } from '../support/fixes.ts';
import { growsLinearly } from '../support/growth.ts';
import { ACCOUNT, GITHUB, OIDC, policy, SAML } from '../support/onePolicy.ts';

const fixed = (text: string): string => finish(fixAll(new PolicyDocument(text, true), testContext()));

describe('a fix that may lock everybody out', () => {
  const fixesOf = (text: string): readonly Fix[] =>
    finish(check(new PolicyDocument(text, true), testContext())).findings.flatMap((f) => f.fixes);
  const paths = '"o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*"';
  const service = (name: string, condition: string): string =>
    policy(`{"Service": "${name}"}`, condition, '"sts:AssumeRole"');

  /** What would be an error is not offered. */
  type Offered = 'review' | 'nothing';
  const cases: readonly (readonly [what: string, title: string, offered: Offered, unsound: string, twin: string])[] = [
    [
      'ForAllValues on a misspelt key',
      'Add Null',
      'nothing',
      policy(ACCOUNT, `{"ForAllValues:StringLike": {"aws:PrincipalOrgPath": ${paths}}}`),
      policy(ACCOUNT, `{"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": ${paths}}}`),
    ],
    [
      'ForAllValues on a source that the service does not tell',
      'Replace with StringEquals',
      'review',
      service('ec2.amazonaws.com', '{"ForAllValues:StringEquals": {"aws:SourceAccount": "111122223333"}}'),
      service('scheduler.amazonaws.com', '{"ForAllValues:StringEquals": {"aws:SourceAccount": "111122223333"}}'),
    ],
    [
      'IfExists on a source that the service does not tell',
      'Replace with StringEquals',
      'nothing',
      service('ec2.amazonaws.com', '{"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}}'),
      service('scheduler.amazonaws.com', '{"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}}'),
    ],
    [
      'IfExists on a key that services never have',
      'Replace with StringEquals',
      'nothing',
      service('scheduler.amazonaws.com', '{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
      policy(ACCOUNT, '{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}'),
    ],
    [
      'ForAllValues:Null on a key that services never have',
      'Replace with Null',
      'review',
      service('scheduler.amazonaws.com', '{"ForAllValues:Null": {"sts:ExternalId": "false"}}'),
      policy(ACCOUNT, '{"ForAllValues:Null": {"sts:ExternalId": "false"}}'),
    ],
    [
      'ForAllValues:Null "true" on a key that every call has',
      'Replace with Null',
      'nothing',
      policy(ACCOUNT, '{"ForAllValues:Null": {"aws:PrincipalArn": "true"}}'),
      policy(ACCOUNT, '{"ForAllValues:Null": {"aws:SourceVpc": "true"}}'),
    ],
    [
      'ForAllValues on another provider’s claim',
      'Replace with StringEquals',
      'review',
      policy(
        OIDC,
        '{"ForAllValues:StringEquals": {"gitlab.com:sub": "project_path:acme/app:ref_type:branch:ref:main"}}',
      ),
      policy(OIDC, `{"ForAllValues:StringEquals": {"${GITHUB}:sub": "repo:acme/app:ref:refs/heads/main"}}`),
    ],
    [
      'ForAllValues on a key that AWS may have added meanwhile',
      'Add Null',
      'review',
      policy(ACCOUNT, '{"ForAllValues:StringEquals": {"aws:CallerColours": "red"}}'),
      policy(ACCOUNT, `{"ForAllValues:StringLike": {"aws:PrincipalOrgPaths": ${paths}}}`),
    ],
    [
      'ForAllValues on an account, beside an ARN of another one',
      'Replace with StringEquals',
      'nothing',
      service(
        'scheduler.amazonaws.com',
        '{"ForAllValues:StringEquals": {"aws:SourceAccount": "444455556666"}, "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:*:111122223333:schedule-group/a"}}',
      ),
      service(
        'scheduler.amazonaws.com',
        '{"ForAllValues:StringEquals": {"aws:SourceAccount": "111122223333"}, "ArnLike": {"aws:SourceArn": "arn:aws:scheduler:*:111122223333:schedule-group/a"}}',
      ),
    ],
    [
      'ForAllValues on a pattern that another test of the key never lets pass',
      'Replace with ArnLike',
      'nothing',
      policy(
        ACCOUNT,
        '{"ForAllValues:ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}, "StringLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/web-*"}}',
      ),
      policy(
        ACCOUNT,
        '{"ForAllValues:ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}, "StringLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app*"}}',
      ),
    ],
    [
      'ForAllValues on the caller’s ARN, beside a source that only a service has',
      'Replace with ArnLike',
      'review',
      policy(
        '{"AWS": "arn:aws:iam::111122223333:root", "Service": "scheduler.amazonaws.com"}',
        '{"ForAllValues:ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}, "ForAnyValue:ArnNotLike": {"aws:SourceArn": "arn:aws:scheduler:*:111122223333:schedule-group/a"}}',
      ),
      policy(ACCOUNT, '{"ForAllValues:ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}}'),
    ],
    [
      'ForAllValues on a tag that the call may not bring',
      'Replace with StringEquals',
      'nothing',
      policy(ACCOUNT, '{"ForAllValues:StringEquals": {"aws:RequestTag/team": "red"}}', '"sts:AssumeRole"'),
      policy(ACCOUNT, '{"ForAllValues:StringEquals": {"aws:RequestTag/team": "red"}}'),
    ],
  ];
  const safetiesOf = (text: string, title: string): readonly string[] =>
    fixesOf(text)
      .filter((f) => f.title.startsWith(title))
      .map((f) => f.safety);
  for (const [what, title, offered, unsound, twin] of cases)
    it(`is offered for ${offered}, and never safe: ${what}`, () => {
      assert.deepEqual(safetiesOf(unsound, title), offered === 'review' ? ['review'] : []);
      assert.equal(fixed(unsound), unsound);
      assert.deepEqual(safetiesOf(twin, title), ['safe'], 'its sound twin');
      assert.notEqual(fixed(twin), twin);
    });

  it('is for review beside a Deny that may meet just those who are left', () => {
    const allow = `{"Effect": "Allow", "Principal": ${ACCOUNT}, "Action": "sts:AssumeRole", "Condition": {"ForAllValues:ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}}}`;
    const beside = (key: string): string =>
      `{"Version": "2012-10-17", "Statement": [${allow}, {"Effect": "Deny", "Principal": ${ACCOUNT}, "Action": "sts:AssumeRole", "Condition": {"StringLike": {"${key}": "arn:aws:iam::111122223333:role/*"}}}]}`;
    assert.deepEqual(safetiesOf(beside('aws:PrincipalArn'), 'Replace with ArnLike'), ['review']);
    assert.deepEqual(safetiesOf(beside('aws:SourceIdentity'), 'Replace with ArnLike'), ['safe'], 'its sound twin');
  });

  it('is not safe in what may be meant for a Deny', () => {
    const of = (effect: string): string =>
      policy(ACCOUNT, '{"ForAllValues:Null": {"aws:SourceVpc": "true"}}').replace('"Allow"', `"${effect}"`);
    assert.deepEqual(safetiesOf(of('deny'), 'Replace with Null'), ['review']);
    assert.equal(fixed(of('deny')), of('Deny'));
    assert.deepEqual(safetiesOf(of('Allow'), 'Replace with Null'), ['safe'], 'its sound twin');
  });

  it('is not offered where MFA is asked for beside its absence', () => {
    const beside = (test: string): string =>
      policy(ACCOUNT, `{"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}${test}}`);
    assert.deepEqual(safetiesOf(beside(', "Null": {"aws:MultiFactorAuthPresent": "true"}'), 'Replace with Bool'), []);
    assert.deepEqual(safetiesOf(beside(''), 'Replace with Bool'), ['review'], 'its sound twin');
  });
});

describe('each fix alone', () => {
  const VENDOR = '{"AWS": "arn:aws:iam::464622532012:root"}';

  /** The texts after each fix of a text, by title; each applies, parses, and takes its finding away. */
  function applied(text: string): ReadonlyMap<string, string> {
    const all = appliedFixes(text);
    for (const { fix, after, complaints } of all) {
      assert.deepEqual(complaints, [], `${fix.title}: ${after}`);
      JSON.parse(after);
      assert.equal(repeatedIn(after), 0, after);
    }
    return new Map(all.map(({ fix, after }) => [fix.title, after]));
  }

  const cases: readonly (readonly [what: string, before: string, title: string, after: string])[] = [
    [
      'quotes Bool true, beside a key that gets another name',
      policy(ACCOUNT, '{"BoolIfExists": {"aws:MultiFactorAuthPresent": true, "aws:MultiFactorAuthPresen": true}}'),
      'Replace with Bool "true"',
      policy(
        ACCOUNT,
        '{"BoolIfExists": {"aws:MultiFactorAuthPresen": true}, "Bool": {"aws:MultiFactorAuthPresent": "true"}}',
      ),
    ],
    [
      'gives a key another name, beside Bool true',
      policy(ACCOUNT, '{"Bool": {"aws:MultiFactorAuthPresent": true, "aws:PrincipalIsAwsServic": true}}'),
      'Replace with aws:PrincipalIsAWSService',
      policy(ACCOUNT, '{"Bool": {"aws:MultiFactorAuthPresent": true, "aws:PrincipalIsAWSService": true}}'),
    ],
    [
      'puts a Null test beside Null false without quotes',
      policy(
        ACCOUNT,
        '{"Null": {"aws:TokenIssueTime": false}, "ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}',
      ),
      'Add Null "false" on aws:PrincipalOrgPaths',
      policy(
        ACCOUNT,
        '{"Null": {"aws:TokenIssueTime": false, "aws:PrincipalOrgPaths": "false"}, "ForAllValues:StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}',
      ),
    ],
    [
      'takes a set operator from Null false without quotes, beside another set operator',
      policy(
        ACCOUNT,
        '{"ForAllValues:Null": {"sts:ExternalId": false}, "ForAllValues:StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d"}}',
      ),
      'Replace with Null',
      policy(
        ACCOUNT,
        '{"Null": {"sts:ExternalId": false}, "ForAllValues:StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d"}}',
      ),
    ],
    [
      'moves a list with a pattern in it, and what stands beside it stays',
      policy(
        ACCOUNT,
        '{"StringEquals": {"aws:PrincipalTag/team": ["red", "blue-*"], "sts:ExternalId": "7f9c3b1e-2c1d"}, "StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*"}}',
      ),
      'Replace the operator with StringLike',
      policy(
        ACCOUNT,
        '{"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d"}, "StringLike": {"aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*", "aws:PrincipalTag/team": ["red", "blue-*"]}}',
      ),
    ],
  ];
  for (const [what, before, title, after] of cases)
    it(what, () => {
      assert.equal(applied(before).get(title), after);
    });

  it('demands no external ID where the statement asks for none', () => {
    for (const absent of ['"true"', 'true', '["true"]']) {
      const titles = [...applied(policy(VENDOR, `{"Null": {"sts:ExternalId": ${absent}}}`)).keys()];
      assert.deepEqual(
        titles.filter((title) => title.includes('external ID')),
        [],
        absent,
      );
    }
    const twin = [...applied(policy(VENDOR, '{"Null": {"sts:ExternalId": "false"}}')).keys()];
    assert.ok(
      twin.some((title) => title.includes('external ID')),
      'its sound twin',
    );
  });

  it('demands no audience that the statement keeps out', () => {
    const out = policy(SAML, '{"StringNotEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}');
    assert.deepEqual(
      [...applied(out).keys()].filter((title) => title.startsWith('Require the audience')),
      [],
    );
    const twin = policy(SAML, '{"StringNotEquals": {"SAML:iss": "https://signin.aws.amazon.com/saml"}}');
    assert.ok([...applied(twin).keys()].some((title) => title.startsWith('Require the audience')));
  });

  it('demands the request tags of a template only where the call may bring them', () => {
    const env0 = '{"Federated": "arn:aws:iam::111122223333:oidc-provider/login.app.env0.com/"}';
    const after = (action: string): string =>
      applied(policy(env0, '', action)).get('Require a subject of env zero') ?? '';
    const plain = after('"sts:AssumeRoleWithWebIdentity"');
    assert.match(plain, /:sub/);
    assert.ok(!plain.includes('aws:RequestTag/'), plain);
    assert.match(after('["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]'), /aws:RequestTag\//);
  });

  it('takes a port out of the provider and of its keys at once', () => {
    const withPort = (port: string): string =>
      policy(
        `{"Federated": "arn:aws:iam::111122223333:oidc-provider/gitlab.com${port}"}`,
        `{"StringEquals": {"gitlab.com${port}:aud": "https://gitlab.com", "gitlab.com${port}:sub": "project_path:acme/app:ref_type:branch:ref:main"}}`,
        '"sts:AssumeRoleWithWebIdentity"',
      );
    assert.deepEqual([...applied(withPort(':443'))], [['Replace with "gitlab.com"', withPort('')]]);
  });

  it('is found for each of many patterns in a list as fast as for few', () => {
    const patterns = (count: number): string => {
      const arns = Array.from({ length: count }, (_, i) => `"arn:aws:iam::${100_000_000_000 + i}:role/dev-*"`);
      return policy(`{"AWS": [${arns.join(', ')}]}`, '{"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}');
    };
    growsLinearly(
      'fixes of patterns',
      (size) => {
        const text = patterns(size);
        return () => {
          const { findings } = finish(check(new PolicyDocument(text, true), testContext()));
          assert.ok(findings.flatMap((f) => f.fixes).length >= size);
        };
      },
      500,
    );
  }).timeout(300_000);
});
