import assert from 'node:assert/strict';
import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';

const policy = (inside: string): string => `{"Version": "2012-10-17", "Statement": [{${inside}}]}`;
const EC2 = '"Principal": {"Service": "ec2.amazonaws.com"}';
const ASSUME = '"Action": "sts:AssumeRole"';

/** Whether IAM rejects the policy because of a finding, by the finding's rule and message. */
function rejectedIn(text: string, config = {}): Record<string, boolean> {
  const { findings } = finish(check(new PolicyDocument(text, true), testContext(config)));
  return Object.fromEntries(findings.map((f) => [`${f.ruleId} ${f.messageId}`, f.rejected]));
}

describe('a finding about what IAM rejects', () => {
  const cases: readonly (readonly [text: string, finding: string, rejected: boolean])[] = [
    [policy(`"Effect": "allow", ${EC2}, ${ASSUME}`), 'effect-invalid case', true],
    [`${policy(`"Effect": "Allow", ${EC2}, ${ASSUME}`).slice(0, -2)},]}`, 'json-syntax trailingComma', true],
    [policy(`"Effect": "Allow", "Principal": {"AWS": "*"}, ${ASSUME}`), 'principal-everyone open', false],
    [policy(`"Effect": "Allow", "Principal": "*", ${ASSUME}`), 'principal-everyone bare', true],
    [policy(`"Effect": "Allow", ${EC2}, "Action": "*"`), 'action-wildcard all', true],
    [policy(`"Effect": "Allow", ${EC2}, "Action": "sts:*"`), 'action-wildcard some', false],
    [policy(`"Effect": "Allow", ${EC2}, ${ASSUME}, "Condition": {}`), 'element-empty condition', false],
    [policy(`"Effect": "Allow", "Principal": {}, ${ASSUME}`), 'element-empty principal', true],
    [
      policy(`"Effect": "Allow", "Principal": {"Service": "codedeply.amazonaws.com"}, ${ASSUME}`),
      'service-name-unknown near',
      false,
    ],
    [
      policy(`"Effect": "Allow", ${EC2}, ${ASSUME}, "Condition": {"DateLessThan": {"aws:CurrentTime": "31.12.2999"}}`),
      'value-date other',
      true,
    ],
    [
      policy(`"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::464622532012:root"}, ${ASSUME}`),
      'external-id-missing vendor',
      false,
    ],
  ];
  for (const [text, finding, rejected] of cases)
    it(`${finding}: ${String(rejected)}`, () => {
      const found = rejectedIn(text);
      assert.equal(found[finding], rejected, JSON.stringify(found));
    });

  it('stays one whatever level a config gives it', () => {
    const text = policy(`"Effect": "allow", ${EC2}, ${ASSUME}`);
    assert.deepEqual(rejectedIn(text, { rules: { 'effect-invalid': 'hint' } }), { 'effect-invalid case': true });
  });
});
