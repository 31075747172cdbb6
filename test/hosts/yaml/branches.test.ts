// Completion in what a condition of the template chooses: a branch is what it is chosen for.
import assert from 'node:assert/strict';
import { offerOf, yamlLoaded, yamlOffers as offers } from '../../support/offers.ts';
import { indented, roleTemplate, statementTemplate } from '../../support/yamlPolicies.ts';

const labels = (source: string): string[] => offers(source).map(({ label }) => label);
const after = (source: string, label: string): string => offerOf(offers(source), label).after;

const STATEMENT = 'Effect: Allow\nPrincipal:\n  AWS: arn:aws:iam::111122223333:root\nAction: sts:AssumeRole\n';
/** A policy of which the statements are given, on lines. */
const withStatements = (statements: string): string =>
  roleTemplate(`Version: '2012-10-17'\nStatement:\n${indented(statements, 2)}`);
/** A value in each way to have a condition choose it, behind a name or a dash. */
const CHOICES: Readonly<Record<string, (value: string) => string>> = {
  'a tag': (value) => ` !If\n  - IsProd\n  - ${indented(value, 4).trimStart()}\n  - !Ref AWS::NoValue\n`,
  'a tag, in the other branch': (value) =>
    ` !If\n  - IsProd\n  - !Ref AWS::NoValue\n  - ${indented(value, 4).trimStart()}\n`,
  'the long form': (value) =>
    `\n  Fn::If:\n    - IsProd\n    - ${indented(value, 6).trimStart()}\n    - Ref: AWS::NoValue\n`,
  'one within another': (value) =>
    ` !If\n  - IsProd\n  - !If\n    - IsTest\n    - x\n    - ${indented(value, 6).trimStart()}\n  - y\n`,
};

before(yamlLoaded);

describe('completion in what a condition chooses', () => {
  for (const [what, choice] of Object.entries(CHOICES)) {
    describe(what, () => {
      it('knows the elements of a statement, and its principal', () => {
        const item = (value: string): string =>
          withStatements(`-${indented(choice(value), 2).replace(/^ +(?= !If)/, '')}`);
        assert.deepEqual(labels(item('Effect: Allow\n‸')), ['Principal', 'Action', 'Condition', 'Sid']);
        assert.deepEqual(labels(item('Effect: ‸')), ['Allow', 'Deny']);
        assert.equal(labels(item('Effect: Allow\nPrincipal:\n  Service: ‸'))[0], 'ec2.amazonaws.com');
        // What is offered hangs on who is trusted.
        assert.deepEqual(
          labels(item(`${STATEMENT.trimEnd()}\nCondition:\n  Bool:\n    aws:MultiFactorAuthPresent: ‸`)),
          ['true', 'false'],
        );
      });

      it('knows a value', () => {
        const condition = (value: string): string => statementTemplate(`${STATEMENT}Condition:${choice(value)}`);
        assert.ok(labels(condition('Bool:\n  ‸')).includes('aws:MultiFactorAuthPresent'));
        assert.ok(labels(condition('‸')).includes('StringEquals'));
        const principal = (value: string): string => statementTemplate(`Effect: Allow\nPrincipal:${choice(value)}`);
        assert.deepEqual(labels(principal('‸')), ['AWS', 'Service', 'Federated']);
        assert.deepEqual(labels(principal('AWS: x\n‸')), ['Service', 'Federated']);
        const service = (value: string): string =>
          statementTemplate(
            `Effect: Allow\nPrincipal:\n  Service:${indented(choice(value), 2).replace(/^ +(?= !If)/, '')}`,
          );
        assert.equal(labels(service('‸'))[0], 'ec2.amazonaws.com');
        assert.ok(after(service('lam‸'), 'lambda.amazonaws.com').includes('- lambda.amazonaws.com\n'));
      });
    });
  }

  it('knows whole statements and policies', () => {
    const tagged = (value: string): string =>
      withStatements(`- !If\n  - IsProd\n  - ${value}\n  - !Ref AWS::NoValue\n`);
    assert.ok(labels(tagged('‸')).includes('AWS service'));
    assert.ok(
      after(tagged('‸'), 'AWS service').includes(
        `- !If\n            - IsProd\n            - Effect: Allow\n              Principal:\n                Service: ec2.amazonaws.com\n`,
      ),
      after(tagged('‸'), 'AWS service'),
    );
    const policy = (value: string): string => roleTemplate(`!If\n        - IsProd\n        - ${value}\n        - x`);
    assert.ok(after(policy('‸'), 'AWS service').includes("- Version: '2012-10-17'\n          Statement:\n"));
    assert.deepEqual(labels(policy("Version: '2012-10-17'\n          ‸")).slice(0, 2), ['Statement', 'Id']);
    const long = (value: string): string =>
      roleTemplate(`\nFn::If:\n  - IsProd\n  - ${value}\n  - x\n`).replace('Document:\n        \n', 'Document:\n');
    assert.ok(labels(long('‸')).includes('GitHub Actions'));
  });

  it('knows brackets', () => {
    for (const call of [(list: string) => `!If ${list}`, (list: string) => `{Fn::If: ${list}}`]) {
      const statement = (value: string): string =>
        withStatements(`- ${call(`[IsProd, ${value}, !Ref AWS::NoValue]`)}\n`);
      assert.deepEqual(labels(statement('{Effect: ‸}')), ['Allow', 'Deny']);
      assert.deepEqual(labels(statement('{Effect: Allow, ‸}')), ['Principal', 'Action', 'Condition', 'Sid']);
      const service = (value: string): string =>
        statementTemplate(`Principal:\n  Service: ${call(`[IsProd, ${value}, lambda.amazonaws.com]`)}\n`);
      assert.ok(labels(service('‸')).includes('ec2.amazonaws.com'));
      assert.ok(after(service('lam‸'), 'lambda.amazonaws.com').includes('[IsProd, lambda.amazonaws.com, '));
      assert.deepEqual(labels(service('‸').replace('IsProd', 'x‸').replace(/‸,/, ',')).length > 0, true);
    }
  });

  it('has nothing to offer for the name of the condition, nor for what another function is given', () => {
    for (const value of [
      '!If [‸]',
      '!If [Is‸, a, b]',
      '{Fn::If: [‸]}',
      '!Foo [a, ‸]',
      '{Fn::Split: [a, ‸]}',
      '!If [C, a, b, ‸]',
    ])
      assert.deepEqual(labels(statementTemplate(`Principal:\n  Service: ${value}\n`)), [], value);
    for (const value of [
      '!If\n    - ‸',
      '!If\n    - Is‸\n    - a',
      '!If\n    ‸',
      '\n    Fn::If: ‸',
      '!Foo\n    - a\n    - ‸',
      '\n    Fn::Split:\n      - a\n      - ‸',
    ])
      assert.deepEqual(labels(statementTemplate(`Principal:\n  Service: ${value}\n`)), [], value);
  });

  it('writes what a value needs besides into its own branch', () => {
    const source = (value: string): string =>
      `Resources:\n  GitHub:\n    Type: AWS::IAM::OIDCProvider\n    Properties:\n      Url: https://token.actions.githubusercontent.com\n${withStatements(
        `- !If\n  - IsProd\n  - Effect: Allow\n    Principal:\n      Federated: ${value}\n    Action: sts:AssumeRoleWithWebIdentity\n  - Effect: Deny\n    Principal: '*'\n    Action: sts:AssumeRole\n`,
      ).replace('Resources:\n', '')}`;
    const written = after(source('‸'), '!Ref GitHub');
    assert.ok(
      written.includes(
        '    Action: sts:AssumeRoleWithWebIdentity\n              Condition:\n                StringEquals:\n                  token.actions.githubusercontent.com:aud: sts.amazonaws.com\n',
      ),
      written,
    );
    assert.ok(written.indexOf('Condition:') < written.indexOf('Effect: Deny'));
  });
});
