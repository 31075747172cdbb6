// Trust policies written in YAML: fixed in a template and in the JSON text of a manifest.
import assert from 'node:assert/strict';
import { workbench } from './workbench.mjs';
import { writing } from './writing.mjs';

const template = (statement) => `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Jobs:
    Type: AWS::IAM::Role
    Properties:
      # Who runs the jobs.
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
${statement}`;

const FLAWED = template(`          - Effect: allow # for now
            Principal:
              Service: Lambda.amazonaws.com
            Action: sts:AssumeRole
          - Effect: Allow
            Principal:
              AWS: "arn:aws:iam::\${AWS::AccountId}:root"
            Action: sts:AssumeRole
            Condition:
              Bool:
                aws:MultiFactorAuthPresent: "true"
`);
const FIXED = FLAWED.replace('Lambda', 'lambda').replace('"arn:', '!Sub "arn:');
const FIXED_ALL = FIXED.replace('allow', 'Allow');

const manifest = (effect, service) => `apiVersion: iam.aws.upbound.io/v1beta1
kind: Role
metadata:
  name: nightly
spec:
  forProvider:
    assumeRolePolicy: |
      {
        "Version": "2012-10-17",
        "Statement": [
          { "Effect": "${effect}", "Principal": { "Service": "${service}" }, "Action": "sts:AssumeRole" }
        ]
      }
`;

/** @param {import('./ui-hosts.mjs').Kind} kind */
export async function yamlWriting({ server, page, journey, pictures, kind }) {
  const { keyboard } = page;
  const { open, save, find, closeOthers } = workbench(page);
  const { picture, put, onDisk, type, act, onSave } = writing({ server, page, pictures });
  const errors = page.locator('.monaco-editor .squiggly-error');
  const folder = `write-yaml`;

  await journey(`YAML ${kind}: a policy is fixed by keyboard, and wholly on save`, async () => {
    const [main, role] = [`${folder}/template.yml`, `${folder}/role.yaml`];
    put(main, FLAWED);
    put(role, manifest('allow', 'EC2.amazonaws.com'));
    await open(main);
    await errors.nth(2).waitFor({ state: 'attached' });
    await find('Lambda');
    await act('Control+.', 'Replace with "lambda.amazonaws.com"', `yaml-${kind}-fix`);
    await find('{AWS::AccountId');
    await act('Control+.', 'Add !Sub', `yaml-${kind}-sub`);
    await save();
    assert.equal(onDisk(main), FIXED);
    await onSave(async () => {
      await keyboard.press('Control+End');
      await type('\n');
      await save();
      assert.equal(onDisk(main), `${FIXED_ALL}\n`);
      await open(role);
      await errors.nth(1).waitFor({ state: 'attached' });
      await keyboard.press('Control+End');
      await type('\n');
      await save();
      assert.equal(onDisk(role), `${manifest('Allow', 'ec2.amazonaws.com')}\n`);
      await errors.first().waitFor({ state: 'detached' });
      await picture(`yaml-${kind}-fixed`);
    });
    await closeOthers();
  });
}
