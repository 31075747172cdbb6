// Completion and fixes in templates that stand as text in a file.
import assert from 'node:assert/strict';
import { offerOf, yamlLoaded, yamlOffers as offers } from '../../support/offers.ts';
import { indented, roleTemplate, statementTemplate } from '../../support/yamlPolicies.ts';

const labels = (source: string): string[] => offers(source).map(({ label }) => label);
const after = (source: string, label: string): string => offerOf(offers(source), label).after;

const stackSet = (template: string, opening = '|'): string =>
  `Resources:\n  Set:\n    Type: AWS::CloudFormation::StackSet\n    Properties:\n      StackSetName: roles\n      TemplateBody: ${opening}\n${indented(template, 8)}`;
const configMap = (template: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: roles\ndata:\n  role.yaml: |\n${indented(template, 4)}  other: x\n`;
const HOMES = { 'a stack set': stackSet, 'a config map': configMap } as const;
const PROVIDER = `Resources:\n  GitHub:\n    Type: AWS::IAM::OIDCProvider\n    Properties:\n      Url: https://token.actions.githubusercontent.com\n`;
const withProvider = (members: string): string => PROVIDER + statementTemplate(members).replace('Resources:\n', '');

before(yamlLoaded);

describe('completion in a template that is a text', () => {
  for (const [what, home] of Object.entries(HOMES)) {
    it(`writes lines as far in as the text is: ${what}`, () => {
      const principal = 'Effect: Allow\nPrincipal:\n  Service: ec2.amazonaws.com\n';
      for (const typed of ['Principal: ‸', 'Principal:‸'])
        assert.equal(
          after(home(statementTemplate(`Effect: Allow\n${typed}\n`)), '{ Service }'),
          home(statementTemplate(principal)),
        );
      assert.equal(
        offerOf(offers(home(statementTemplate(`Effect: Allow\nPrincipal: ‸\n`))), '{ Service }').snippet,
        offerOf(offers(statementTemplate(`Effect: Allow\nPrincipal: ‸\n`)), '{ Service }').snippet,
      );
      assert.deepEqual(labels(home(statementTemplate('Effect: Allow\n‸\n'))), [
        'Principal',
        'Action',
        'Condition',
        'Sid',
      ]);
      assert.equal(
        after(home(statementTemplate('Effect: Allow\n‸\n')), 'Action'),
        home(statementTemplate('Effect: Allow\nAction: sts:AssumeRole\n')),
      );
      assert.equal(
        after(home(statementTemplate('Principal: {Service: [ec2.amazonaws.com, ‸]}\n')), 'lambda.amazonaws.com'),
        home(statementTemplate('Principal: {Service: [ec2.amazonaws.com, lambda.amazonaws.com]}\n')),
      );
      assert.equal(
        after(home(roleTemplate('‸')), 'AWS service'),
        home(
          roleTemplate(
            "Version: '2012-10-17'\nStatement:\n  - Effect: Allow\n    Principal:\n      Service: ec2.amazonaws.com\n    Action: sts:AssumeRole",
          ),
        ),
      );
    });

    it(`brings what a value needs besides, and knows the resources there: ${what}`, () => {
      const source = home(
        withProvider('Effect: Allow\nPrincipal:\n  Federated: ‸\nAction: sts:AssumeRoleWithWebIdentity\n'),
      );
      assert.equal(labels(source)[0], '!Ref GitHub');
      assert.equal(
        after(source, '!Ref GitHub'),
        home(
          withProvider(
            `Effect: Allow\nPrincipal:\n  Federated: !Ref GitHub\nAction: sts:AssumeRoleWithWebIdentity\nCondition:\n  StringEquals:\n    token.actions.githubusercontent.com:aud: sts.amazonaws.com\n    token.actions.githubusercontent.com:sub: repo:<owner>/<repo>:environment:<environment>\n`,
          ),
        ),
      );
    });

    it(`knows JSON in it: ${what}`, () => {
      const json = (principal: string): string =>
        home(
          roleTemplate(
            `|\n        {\n          "Version": "2012-10-17",\n          "Statement": [{"Principal": {"Service": ${principal}}}]\n        }`,
          ),
        );
      assert.equal(after(json('"lam‸"'), 'lambda.amazonaws.com'), json('"lambda.amazonaws.com"'));
      const begun = home(roleTemplate('|\n        {\n          ‸\n        }'));
      assert.ok(after(begun, 'Version').includes('  "Version": "2012-10-17"\n'));
    });
  }

  it('says of fresh text that it is none to fill in, where all of it is filled in', () => {
    const source = (value: string): string =>
      stackSet(withProvider(`Effect: Allow\nPrincipal:\n  Federated: ${value}\n`), '!Sub |');
    assert.equal(
      after(source('‸'), '!Ref GitHub')
        .split('\n')
        .find((line) => line.includes('Federated'))
        ?.trim(),
      'Federated: !Ref GitHub',
    );
    const sub = offerOf(offers(source('!Sub "‸"')), 'GitHub');
    assert.ok(sub.after.includes('Federated: !Sub "${!GitHub}"'), sub.after);
    assert.equal(sub.snippet, '"\\${!GitHub\\}"');
  });

  it('has nothing to offer elsewhere', () => {
    assert.deepEqual(labels(stackSet(statementTemplate('Effect: ‸\n'), '>')), []);
    assert.deepEqual(labels(stackSet(statementTemplate('Effect: ‸\n')).replace('TemplateBody', 'Notes')), []);
    assert.deepEqual(labels(stackSet('Resources:\n  A:\n    Type: ‸\n')), []);
    assert.deepEqual(
      labels(stackSet(statementTemplate('Effect: Allow\n')).replace('        Resources', '    ‸\n        Resources')),
      [],
    );
    assert.deepEqual(
      labels(stackSet(statementTemplate('Effect: Allow\n')).replace('TemplateBody: |', 'TemplateBody: |‸')),
      [],
    );
  });
});
