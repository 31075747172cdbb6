import assert from 'node:assert/strict';
import { outcomeOf } from '../../server/src/explain/outcome.ts';
import { DEFAULT_CONFIG, explain, PolicyDocument } from '../../server/src/service.ts';

const statement = (effect: string, principal: string, condition = '{}', sid = ''): string =>
  `{${sid}"Effect": "${effect}", "Principal": ${principal}, "Action": "sts:AssumeRole", "Condition": ${condition}}`;

function outcome(statements: readonly string[], left?: number): string {
  const text = `{"Version": "2012-10-17", "Statement": [${statements.join()}]}`;
  return outcomeOf(explain(new PolicyDocument(text, true), DEFAULT_CONFIG), left);
}

const EC2 = statement('Allow', '{"Service": "ec2.amazonaws.com"}');
const DATADOG = statement('Allow', '{"AWS": "464622532012"}', '{"StringEquals": {"sts:ExternalId": "abc-123"}}');
const OUTSIDE = statement('Deny', '{"AWS": "*"}', '{"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}');
const OUR_ORG = '{"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}';

describe('explain: all statements together', () => {
  const said: readonly (readonly [statements: readonly string[], sentence: string])[] = [
    [[], 'No one can assume this role.'],
    [[EC2], 'Amazon EC2 can assume this role.'],
    [
      [EC2, DATADOG],
      'Amazon EC2 and any principal in account 464622532012 (Datadog) can assume this role under the conditions below.',
    ],
    [[EC2, DATADOG, OUTSIDE], 'Amazon EC2 can assume this role, unless statement 3 denies it.'],
    [[DATADOG, OUTSIDE], 'No one can assume this role: what statement 1 allows is denied.'],
    [
      [DATADOG, statement('Deny', '"*"', OUR_ORG, '"Sid": "OurOrg", ')],
      'Any principal in account 464622532012 (Datadog) can assume this role if it sends the external ID, unless statement "OurOrg" denies it.',
    ],
    // A Deny of other callers, of another call, or of values that no allowed caller has takes nothing.
    [[EC2, statement('Deny', '{"Service": "lambda.amazonaws.com"}')], 'Amazon EC2 can assume this role.'],
    [
      [EC2, statement('Deny', '{"Service": "ec2.amazonaws.com"}').replace('sts:AssumeRole', 'sts:AssumeRoleWithSAML')],
      'Amazon EC2 can assume this role.',
    ],
    [
      [
        statement('Allow', '{"AWS": "arn:aws:iam::111122223333:role/a"}'),
        statement('Deny', '{"AWS": "arn:aws:iam::111122223333:role/b"}'),
        statement('Deny', '{"AWS": "*"}', '{"StringEquals": {"aws:PrincipalAccount": "444455556666"}}'),
      ],
      'Role a in account 111122223333 can assume this role.',
    ],
    [
      [
        statement('Allow', '{"AWS": "111122223333"}'),
        statement('Deny', '{"AWS": "arn:aws:iam::111122223333:role/b"}'),
        statement('Deny', '{"AWS": "*"}', '{"StringEquals": {"aws:PrincipalTag/team": "x"}}'),
      ],
      'Any principal in account 111122223333 can assume this role, unless statement 2 or statement 3 denies it.',
    ],
    [
      [
        DATADOG,
        statement('Deny', '"*"', '{"StringNotEquals": {"aws:PrincipalTag/team": "x"}}'),
        statement('Deny', '"*"', '{"StringNotEquals": {"aws:PrincipalTag/team": "y"}}'),
      ],
      'No one can assume this role: what statement 1 allows is denied.',
    ],
    [[EC2, statement('allow', '"*"')], 'IAM rejects this policy: Effect must be Allow or Deny.'],
    [[statement('Deny', '"*"')], 'No one can assume this role.'],
  ];
  for (const [statements, sentence] of said)
    it(sentence, () => {
      assert.equal(outcome(statements), sentence);
    });

  it('names anyone first, whatever a list leaves out', () => {
    const roles = [1, 2, 3, 4].map((n) => statement('Allow', `{"AWS": "arn:aws:iam::${String(n).repeat(12)}:role/r"}`));
    const sentence = outcome([...roles, statement('Allow', '{"AWS": "*"}')]);
    assert.ok(sentence.startsWith('Anyone with an AWS account, role r in account 111111111111'), sentence);
    assert.ok(sentence.includes('and 2 more can assume'), sentence);
  });

  it('says how many statements it leaves out', () => {
    assert.equal(outcome([EC2], 1), 'Amazon EC2 can assume this role. 1 more statement is not included here.');
    assert.equal(outcome([EC2], 9), 'Amazon EC2 can assume this role. 9 more statements are not included here.');
  });
});
