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

const OPEN_MANIFEST = `apiVersion: iam.aws.upbound.io/v1beta1
kind: Role
metadata:
  name: pods
spec:
  forProvider:
    assumeRolePolicy: |
      `;
const TYPED_POLICY =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": ["sts:AssumeRole", "sts:TagSession"]}]}';

const OPEN = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  GitHub:
    Type: AWS::IAM::OIDCProvider
    Properties:
      Url: https://token.actions.githubusercontent.com
      ClientIdList: [sts.amazonaws.com]
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:`;

const TYPED = `${OPEN}
        - Effect: Allow
          Action: sts:AssumeRoleWithWebIdentity
          Principal:
            Federated: !Ref GitHub
          Condition:
            StringEquals:
              token.actions.githubusercontent.com:sub: repo:acme/shop:environment:production`;

const vendor = (policy) => `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  # From the console.
  Vendor:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:${policy}
      RoleName: vendor
`;
const DATADOG = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::464622532012:root' },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': '3f9a1c7be04d4d5f8a21' } },
    },
  ],
};
const AS_TEXT = vendor(` |\n${JSON.stringify(DATADOG, null, 2).replace(/^/gm, '        ')}`);
const AS_MAPPING = vendor(`
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal:
              AWS: arn:aws:iam::464622532012:root
            Action: sts:AssumeRole
            Condition:
              StringEquals:
                sts:ExternalId: 3f9a1c7be04d4d5f8a21`);

/** @param {import('./ui-hosts.mjs').Kind} kind */
export async function yamlWriting({ server, page, journey, pictures, kind }) {
  const { keyboard } = page;
  const { open, save, find, closeOthers } = workbench(page);
  const { picture, put, onDisk, type, take, act, onSave } = writing({ server, page, pictures });
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

  await journey(`YAML ${kind}: a statement is typed key by key`, async () => {
    const main = `${folder}/typed/template.yml`;
    put(main, OPEN);
    await open(main);
    await page.locator('.statusbar-item', { hasText: 'Trust policy:' }).waitFor();
    await keyboard.press('Control+End');
    await type('\n- Effect: ');
    await take('', 'Allow');
    await type('\n  Action: ');
    await take('', 'sts:AssumeRole');
    await type('WithWebIdentity');
    await keyboard.press('Escape'); // the list of longer words, where it is open
    await type('\nPrincipal:\n  Federated: ');
    await take('', 'GitHub', `yaml-${kind}-provider`);
    await type('\n');
    await keyboard.press('Backspace');
    await take('', 'Condition');
    for (const [i, part] of ['acme', 'shop', 'production'].entries()) {
      if (i) await keyboard.press('Tab');
      await type(part);
    }
    await keyboard.press('Escape');
    await page.locator('.codelens-decoration', { hasText: 'in acme/shop using environment production' }).waitFor();
    await picture(`yaml-${kind}-typed`);
    await save();
    assert.equal(onDisk(main), TYPED);
    await closeOthers();
  });

  await journey(`YAML ${kind}: the JSON text of a manifest is typed key by key`, async () => {
    const main = `${folder}/typed/role.yaml`;
    put(main, OPEN_MANIFEST);
    await open(main);
    await keyboard.press('Control+End');
    // What the editor closes by itself is typed over; a value that is taken brings its quotes.
    await type('{"Version": "');
    await take('', '2012-10-17', `yaml-${kind}-manifest-version`);
    await type(', "Statement": [{"Effect": "');
    await take('', 'Allow');
    await type(', "Principal": {"Service": "');
    await take('pods', 'pods.eks.amazonaws.com', `yaml-${kind}-manifest-service`);
    await type('}, "Action": ["');
    await take('', 'sts:AssumeRole');
    await type(', "');
    await take('', 'sts:TagSession');
    await type(']}]}');
    await page.locator('.codelens-decoration', { hasText: 'EKS Pod Identity can assume this role' }).waitFor();
    await picture(`yaml-${kind}-manifest-typed`);
    await save();
    assert.equal(onDisk(main), `${OPEN_MANIFEST}${TYPED_POLICY}`);
    await closeOthers();
  });

  await journey(`YAML ${kind}: JSON text becomes a mapping, and that JSON text`, async () => {
    const main = `${folder}/forms/template.yml`;
    put(main, AS_TEXT);
    await open(main);
    for (const [title, text] of [
      ['Convert the JSON text to YAML', AS_MAPPING],
      ['Convert the YAML to JSON text', AS_TEXT],
    ]) {
      await page.locator('.codelens-decoration', { hasText: 'Datadog' }).waitFor();
      await find('464622532012');
      await act('Control+Shift+R', title, `yaml-${kind}-convert`);
      await save();
      assert.equal(onDisk(main), text, title);
    }
    await closeOthers();
  });
}
