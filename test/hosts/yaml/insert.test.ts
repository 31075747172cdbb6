import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import { generatedText, insertHere, type Answers } from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { toJson } from '../../../server/src/tree/node.ts';
import { goodAnswers } from '../../support/goodAnswers.ts';
import { yamlDocument, yamlLoaded } from '../../support/offers.ts';

const LAMBDA: Answers = { kind: 'service', services: ['lambda.amazonaws.com'], guards: [], roleName: 'shop-lambda' };
const MAPPING = `Version: '2012-10-17'
Statement:
  - Effect: Allow
    Principal:
      Service: lambda.amazonaws.com
    Action: sts:AssumeRole
`;
const JSON_TEXT = `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "Service": "lambda.amazonaws.com"
      },
      "Action": "sts:AssumeRole"
    }
  ]
}
`;
const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));
const role = (id: string): string =>
  `  ${id}:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: shop-lambda\n      AssumeRolePolicyDocument:\n${indented(MAPPING, 8)}`;
const TOPIC = '  Topic:\n    Type: AWS::SNS::Topic\n';

/** What is offered at the mark, and what becomes of the file. */
function at(source: string, path?: string) {
  const offset = source.indexOf('‸');
  const text = source.replace('‸', '');
  const document = yamlDocument(text, path);
  const found = document.insertions(offset);
  assert.ok(found && offset >= 0);
  return {
    forms: 'forms' in found ? found.forms.map(({ id }) => id) : [],
    reason: 'reason' in found ? found.reason : undefined,
    insert: (form: string, answers = LAMBDA): string => {
      const edits = insertHere(document, answers, offset, form);
      assert.ok(edits, form);
      return applyEdits(text, edits);
    },
  };
}

before(yamlLoaded);

describe('insert here in YAML', () => {
  const empty = `Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:`;

  it('writes the policy where a role has none yet', () => {
    for (const value of ['‸', ' ‸', '\n        ‸']) {
      const place = at(`${empty}${value}\n`);
      assert.deepEqual(place.forms, ['mapping']);
      assert.equal(place.insert('mapping'), `${empty}\n${indented(MAPPING, 8)}`);
    }
    const text = at(`${empty} |\n        ‸\n`);
    assert.deepEqual(text.forms, ['jsonText']);
    assert.equal(text.insert('jsonText'), `${empty} |\n${indented(JSON_TEXT, 8)}`);
  });

  it('writes JSON text where a manifest wants it', () => {
    const manifest =
      'apiVersion: iam.services.k8s.aws/v1alpha1\nkind: Role\nspec:\n  name: r\n  assumeRolePolicyDocument:';
    const place = at(`${manifest} ‸\n`);
    assert.deepEqual(place.forms, ['jsonText']);
    assert.equal(place.insert('jsonText'), `${manifest} |\n${indented(JSON_TEXT, 4)}`);
  });

  it('writes a role among the resources of a template', () => {
    for (const [source, after] of [
      [`Resources:\n${TOPIC}‸`, `Resources:\n${TOPIC}${role('ShopLambdaRole')}`],
      [`Resources:\n${TOPIC}  ‸\n`, `Resources:\n${TOPIC}${role('ShopLambdaRole')}`],
      [`Resources:\n‸\n${TOPIC}`, `Resources:\n${role('ShopLambdaRole')}${TOPIC}`],
      [
        `AWSTemplateFormatVersion: '2010-09-09'\nResources:‸\n`,
        `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n${role('ShopLambdaRole')}`,
      ],
      [
        `Resources:\n${TOPIC}\n${TOPIC.replace('Topic', 'Other')}‸\nOutputs: {}\n`,
        `Resources:\n${TOPIC}\n${TOPIC.replace('Topic', 'Other')}\n${role('ShopLambdaRole')}\nOutputs: {}\n`,
      ],
      [
        `Resources:\n${TOPIC.replace('Topic', 'ShopLambdaRole')}‸`,
        `Resources:\n${TOPIC.replace('Topic', 'ShopLambdaRole')}${role('ShopLambdaRole2')}`,
      ],
    ] as const) {
      const place = at(source);
      assert.deepEqual(place.forms, ['role'], source);
      assert.equal(place.insert('role'), after);
    }
    const windows = at(`Resources:\n${TOPIC}‸`.replaceAll('\n', '\r\n')).insert('role');
    assert.equal(windows.replaceAll('\r\n', '').includes('\n'), false);
  });

  it('writes a template or a manifest into an empty file', () => {
    const place = at('‸');
    assert.deepEqual(place.forms, ['roleTemplate', 'roleCrossplane', 'roleAck']);
    assert.equal(
      place.insert('roleTemplate'),
      `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n${role('ShopLambdaRole')}`,
    );
    assert.equal(
      place.insert('roleCrossplane'),
      `apiVersion: iam.aws.upbound.io/v1beta1\nkind: Role\nmetadata:\n  name: shop-lambda\nspec:\n  forProvider:\n    assumeRolePolicy: |\n${indented(JSON_TEXT, 6)}`,
    );
    assert.equal(
      place.insert('roleAck', { ...LAMBDA, roleName: 'ShopLambda' }),
      `apiVersion: iam.services.k8s.aws/v1alpha1\nkind: Role\nmetadata:\n  name: shoplambda\nspec:\n  name: ShopLambda\n  assumeRolePolicyDocument: |\n${indented(JSON_TEXT, 4)}`,
    );
    assert.match(
      place.insert('roleCrossplane', { ...LAMBDA, roleName: 'ShopLambda' }),
      /\n {2}annotations:\n {4}crossplane.io\/external-name: ShopLambda\n {2}name: shoplambda\n/,
    );
  });

  it('writes a manifest between documents', () => {
    const other = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: x\n';
    for (const source of [`${other}‸`, `${other}---\n‸`, `‸\n---\n${other}`, `${other}‸\n---\n${other}`]) {
      const place = at(source);
      assert.deepEqual(place.forms, ['roleCrossplane', 'roleAck'], source);
      const after = place.insert('roleAck');
      const documents = parseAllDocuments(after);
      assert.ok(Array.isArray(documents) && documents.every(({ errors }) => !errors.length), after);
      assert.deepEqual(
        documents.map((document) => document.get('kind')).toSorted(),
        [...source.matchAll(/kind: (\w+)/g)]
          .map(([, kind]) => kind)
          .concat('Role')
          .toSorted(),
        after,
      );
    }
  });

  it('says where it can', () => {
    for (const source of [
      `Resources:\n  Topic:\n‸\n    Type: AWS::SNS::Topic\n`,
      `Resources:\n  Topic:\n    Type: AWS::SNS‸::Topic\n`,
      `AWSTemplateFormatVersion: '2010-09-09'\n‸\nParameters: {}\n`,
      'name: build\non: push\n‸',
      `${empty} !Ref ‸\n`,
    ])
      assert.match(at(source).reason ?? '', /^Can't insert here: put the cursor after/, source);
    assert.match(at('a: {{ .Values.x }}\n‸').reason ?? '', /Helm/);
  });

  it('writes every kind of policy so that it is read as generated', () => {
    for (const { answers } of goodAnswers()) {
      const wanted = JSON.stringify(JSON.parse(generatedText(answers) ?? 'null'));
      for (const form of ['roleTemplate', 'roleCrossplane', 'roleAck']) {
        const after = at('‸').insert(form, answers);
        const [policy] = yamlDocument(after).extraction.policies;
        assert.equal(policy && JSON.stringify(toJson(policy.root)), wanted, after);
      }
    }
  });

  it('put lines into a template that is a text, and never into another text', () => {
    const set = (template: string, rest = ''): string =>
      `Resources:\n  Set:\n    Type: AWS::CloudFormation::StackSet\n    Properties:\n      TemplateBody: |\n${indented(template, 8)}${rest}${TOPIC}`;
    const other = '  Other:\n    Type: AWS::SNS::Topic\n';
    for (const blank of ['‸\n', '        ‸\n', '          ‸\n'])
      assert.equal(
        at(set(`Resources:\n${other}`, blank + indented(TOPIC, 8))).insert('role'),
        set(`Resources:\n${other}${role('ShopLambdaRole')}`, indented(TOPIC, 8)),
        JSON.stringify(blank),
      );
    const behind = set(`Resources:\n${TOPIC}`);
    assert.equal(
      at(set(`Resources:\n${TOPIC}`, '‸\n')).insert('role'),
      behind.slice(0, -TOPIC.length) + role('ShopLambdaRole') + TOPIC,
    );
    assert.equal(
      at(set(`Resources:\n${TOPIC}`, '        ‸\n')).insert('role'),
      set(`Resources:\n${TOPIC}${role('ShopLambdaRole')}`),
    );
    const value = at(
      set('Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: ‸\n'),
    );
    assert.ok(value.insert('mapping').includes(`AssumeRolePolicyDocument:\n${indented(MAPPING, 16)}${TOPIC}`));
    const code = (blank: string): string =>
      `Resources:\n  F:\n    Type: AWS::Lambda::Function\n    Properties:\n      Code:\n        ZipFile: |\n          a = 1\n${blank}          b = 2\n${TOPIC}`;
    for (const blank of ['‸\n', '          ‸\n']) assert.match(at(code(blank)).reason ?? '', /^Can't insert here/);
  });
});
