// Parts of a policy that a tool fills in whole: what they are is known once it has.
import assert from 'node:assert/strict';
import { allFindingsInYaml, extractedYaml, indented } from '../../support/yamlPolicies.ts';

const policy = (lines: string, by: number): string =>
  indented(`Version: '2012-10-17'\nStatement:\n${indented(lines, 2)}`, by);
const role = (lines: string): string =>
  `R:\n  Type: AWS::IAM::Role\n  Properties:\n    AssumeRolePolicyDocument:\n${policy(lines, 6)}`;

/** Each tool's document around the lines of a list of statements, and how it refers to what it fills in. */
const TOOLS: Readonly<Record<string, readonly [document: (lines: string) => string, name: string]>> = {
  Serverless: [
    (lines) => `service: s\nprovider: {name: aws}\nresources:\n  Resources:\n${indented(role(lines), 4)}`,
    '${file(trust.yml):part}',
  ],
  Ansible: [
    (lines) => `- iam_role:\n    name: r\n    assume_role_policy_document:\n${policy(lines, 6)}`,
    '"{{ part }}"',
  ],
  Pulumi: [
    (lines) =>
      `name: p\nruntime: yaml\nresources:\n  r:\n    type: aws:iam:Role\n    properties:\n      assumeRolePolicy:\n        fn::toJSON:\n${policy(lines, 10)}`,
    '${part}',
  ],
  'a tool that is not known': [(lines) => `assume_role_policy_document:\n${policy(lines, 2)}`, '${PART}'],
};
const EC2 = 'Principal: {Service: ec2.amazonaws.com}\n  Action: sts:AssumeRole';
const ASSUME = 'Action: sts:AssumeRole';

const graveIn = (text: string): readonly string[] => {
  assert.equal(extractedYaml(text).policies.length, 1, text);
  return allFindingsInYaml(text)
    .filter(({ level }) => level === 'error' || level === 'warning')
    .map(({ ruleId }) => ruleId);
};

describe('a part of a policy that a tool fills in whole', () => {
  for (const [tool, [document, name]] of Object.entries(TOOLS))
    it(`may be an object or a list: ${tool}`, () => {
      for (const lines of [
        `- Effect: Allow\n  Principal: ${name}\n  ${ASSUME}\n`,
        `- Effect: Allow\n  Principal: {AWS: "arn:aws:iam::464622532012:root"}\n  ${ASSUME}\n  Condition: ${name}\n`,
        `- Effect: Allow\n  Principal: {AWS: "arn:aws:iam::464622532012:root"}\n  ${ASSUME}\n  Condition:\n    StringEquals: ${name}\n`,
        `- Effect: Allow\n  ${EC2}\n- ${name}\n`,
      ])
        assert.deepEqual(graveIn(document(lines)), [], lines);
    });

  for (const [tool, [document, name]] of Object.entries(TOOLS))
    it(`is a text where more than that is written: ${tool}`, () => {
      const half = name.replace(/^("?)/, '$1x-');
      assert.deepEqual(graveIn(document(`- Effect: Allow\n  Principal: ${half}\n  ${ASSUME}\n`)), ['element-type']);
      assert.deepEqual(graveIn(document(`- Effect: Allow\n  ${EC2}\n  Condition: ${half}\n`)), ['element-type']);
    });

  it('is a text where only functions bring objects', () => {
    const text = `Resources:\n${indented(role(`- Effect: Allow\n  ${EC2}\n  Condition: !Sub '\${C}'\n`), 2)}`;
    assert.deepEqual(graveIn(text), ['element-type']);
  });
});
