// Completion in functions that take names: resources of the template that fit, then parameters, then what is always there.
import assert from 'node:assert/strict';
import { offerOf, yamlLoaded, yamlOffers as offers } from '../../support/offers.ts';
import { roleTemplate, statementTemplate } from '../../support/yamlPolicies.ts';

const HEAD = `Parameters:
  Org:
    Type: String
Resources:
  GitHub:
    Type: AWS::IAM::OIDCProvider
    Properties:
      Url: https://token.actions.githubusercontent.com
  Okta:
    Type: AWS::IAM::SAMLProvider
    Properties:
      Name: Okta
  Caller:
    Type: AWS::IAM::Role
    Properties:
      RoleName: caller
`;
const inTemplate = (members: string): string => HEAD + statementTemplate(members).replace('Resources:\n', '');
const federated = (value: string): string => inTemplate(`Effect: Allow\nPrincipal:\n  Federated:${value}\n`);
const aws = (value: string): string => inTemplate(`Effect: Allow\nPrincipal:\n  AWS:${value}\n`);
const account = (value: string): string =>
  inTemplate(
    `Effect: Allow\nPrincipal:\n  Service: sns.amazonaws.com\nAction: sts:AssumeRole\nCondition:\n  StringEquals:\n    aws:SourceAccount:${value}\n`,
  );
const labels = (source: string): string[] => offers(source).map(({ label }) => label);
/** The lines from a name to where the statement ends. */
function accepted(source: string, label: string, from: string): string {
  const { after } = offerOf(offers(source), label);
  return `${after.slice(after.lastIndexOf(from)).trimEnd()}\n`;
}

before(yamlLoaded);

describe('names in functions', () => {
  it('offers what Ref may name', () => {
    assert.deepEqual(labels(federated('\n    Ref: ‸')), ['GitHub', 'Okta', 'Org']);
    assert.deepEqual(labels(federated(' {Ref: ‸}')), ['GitHub', 'Okta', 'Org']);
    assert.deepEqual(labels(aws('\n    - Ref: ‸')), ['Org', 'AWS::AccountId']);
    assert.deepEqual(labels(account('\n      Ref: ‸')).slice(0, 2), ['Org', 'AWS::AccountId']);
    assert.equal(accepted(federated('\n    Ref: Git‸'), 'GitHub', 'Ref').split('\n')[0], 'Ref: GitHub');
    assert.equal(accepted(federated('\n    Ref: "‸"'), 'GitHub', 'Ref').split('\n')[0], 'Ref: "GitHub"');
    assert.equal(accepted(account(' {"Ref": ‸}'), 'AWS::AccountId', '{"Ref"'), '{"Ref": "AWS::AccountId"}\n');
    assert.equal(accepted(account(' {Ref: ‸}'), 'AWS::AccountId', '{Ref'), '{Ref: AWS::AccountId}\n');
  });

  it('offers what Fn::GetAtt may name', () => {
    assert.deepEqual(labels(aws('\n    Fn::GetAtt: ‸')), ['Caller.Arn']);
    assert.deepEqual(labels(aws('\n    Fn::GetAtt: [‸]')), ['Caller']);
    assert.deepEqual(labels(aws('\n    Fn::GetAtt: [‸')), ['Caller']);
    assert.deepEqual(labels(aws('\n    Fn::GetAtt: [Caller, ‸]')), ['Arn']);
    assert.deepEqual(labels(aws('\n    Fn::GetAtt: [Table, ‸]')), []);
    assert.deepEqual(labels(aws('\n    Fn::GetAtt:\n      - ‸')), ['Caller']);
    assert.deepEqual(labels(aws('\n    Fn::GetAtt:\n      - Caller\n      - ‸')), ['Arn']);
    assert.deepEqual(labels(aws(' !GetAtt [‸]')), ['Caller']);
    assert.deepEqual(labels(federated('\n    Fn::GetAtt: [‸]')), ['GitHub', 'Okta']);
    assert.equal(accepted(aws('\n    Fn::GetAtt: [Caller, ‸]'), 'Arn', 'Fn::'), 'Fn::GetAtt: [Caller, Arn]\n');
    assert.equal(accepted(aws('\n    Fn::GetAtt: Ca‸'), 'Caller.Arn', 'Fn::'), 'Fn::GetAtt: Caller.Arn\n');
  });

  it('offers what Fn::Sub fills in, within its text', () => {
    for (const call of ['\n    Fn::Sub: ', ' !Sub ', '\n    Fn::Sub:\n      - ']) {
      assert.deepEqual(labels(federated(`${call}'\${‸}'`)), ['GitHub', 'Okta', 'Org'], call);
      assert.deepEqual(labels(federated(`${call}'arn:\${‸}'`)).slice(0, 2), ['Org', 'AWS::AccountId'], call);
      assert.equal(labels(federated(`${call}'‸'`))[0], 'GitHub', call);
      const role = (text: string): string => accepted(aws(`${call}${text}`), 'AWS::AccountId', 'arn:').trimEnd();
      assert.equal(role("'arn:aws:iam::${‸}:role/a'"), "arn:aws:iam::${AWS::AccountId}:role/a'");
      assert.equal(role("'arn:aws:iam::${AWS::Acc‸}:role/a'"), "arn:aws:iam::${AWS::AccountId}:role/a'");
      assert.equal(role("'arn:aws:iam::${AWS::‸ount}:role/a'"), "arn:aws:iam::${AWS::AccountId}:role/a'");
      assert.equal(role("'arn:aws:iam::${‸:role/a'"), "arn:aws:iam::${AWS::AccountId}/a'");
      assert.equal(role('arn:aws:iam::${‸'), 'arn:aws:iam::${AWS::AccountId}');
      assert.equal(role("'arn:aws:iam::${‸"), "arn:aws:iam::${AWS::AccountId}'");
      assert.deepEqual(labels(aws(`${call}'\${!‸}'`)), []);
    }
    assert.equal(offerOf(offers(aws(" !Sub '${‸}'")), 'Caller.Arn').filterText, '${Caller.Arn} role/caller');
    assert.equal(offerOf(offers(aws(" !Sub '${‸}'")), 'Caller.Arn').snippet, '\\${Caller.Arn\\}');
    assert.deepEqual(labels(federated("\n    Fn::Sub:\n      - '${a}'\n      - ‸")), []);
    assert.ok(!labels(aws(" 'arn:${‸}'")).includes('Org'), 'without the function it is text');
  });

  it('offers it in JSON text that is filled in', () => {
    const json = (principal: string, end = '"}}]}'): string =>
      HEAD +
      roleTemplate(
        `!Sub |\n        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "${principal}${end}`,
      ).replace('Resources:\n', '');
    assert.deepEqual(labels(json('${‸}')), ['Caller.Arn', 'Org', 'AWS::AccountId']);
    assert.ok(
      offerOf(offers(json('arn:aws:iam::${‸}:root')), 'AWS::AccountId').after.includes(
        '"arn:aws:iam::${AWS::AccountId}:root"',
      ),
    );
    assert.ok(
      offerOf(offers(json('arn:aws:iam::${AWS‸', '')), 'AWS::AccountId').after.includes(
        '"arn:aws:iam::${AWS::AccountId}"',
      ),
    );
    assert.ok(labels(json('‸')).includes('Caller.Arn') && !labels(json('‸')).includes('Org'));
  });

  it('offers the account of the stack where the account of the role itself is tested', () => {
    for (const [typed, label, line] of [
      [' ‸', '!Ref AWS::AccountId', 'aws:SourceAccount: !Ref AWS::AccountId'],
      [' !Ref ‸', '!Ref AWS::AccountId', 'aws:SourceAccount: !Ref AWS::AccountId'],
      [' [‸]', '!Ref AWS::AccountId', 'aws:SourceAccount: [!Ref AWS::AccountId]'],
      [" !Sub '‸'", 'AWS::AccountId', "aws:SourceAccount: !Sub '${AWS::AccountId}'"],
    ] as const) {
      assert.equal(labels(account(typed))[0], label, typed);
      assert.equal(accepted(account(typed), label, 'aws:SourceAccount').trim(), line);
    }
    assert.ok(!labels(account('\n      - !Ref AWS::AccountId\n      - ‸')).includes('!Ref AWS::AccountId'));
    assert.ok(!labels(account(' ‸').replace('aws:SourceAccount', 'aws:SourceOrgID')).includes('!Ref AWS::AccountId'));
    assert.ok(!labels(account(' ‸').replace('StringEquals', "'Null'")).includes('!Ref AWS::AccountId'));
    // It acts for another account.
    assert.ok(!labels(account(' ‸').replace('sns', 'account-access')).includes('!Ref AWS::AccountId'));
    const json = `${HEAD}${roleTemplate(
      `!Sub |\n        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": "‸"}}}]}`,
    ).replace('Resources:\n', '')}`;
    assert.equal(labels(json)[0], 'AWS::AccountId');
    assert.ok(offerOf(offers(json), 'AWS::AccountId').after.includes('"aws:SourceAccount": "${AWS::AccountId}"'));
    assert.ok(!labels(json.replace('!Sub |', '|')).includes('AWS::AccountId'));
  });

  it('offers nothing where a function has no place', () => {
    assert.deepEqual(labels(inTemplate('Effect:\n  Ref: ‸\n')), ['Org']);
    assert.deepEqual(labels(inTemplate('Effect: Allow\nPrincipal:\n  AWS:\n    Fn::ImportValue: ‸\n')), []);
    assert.deepEqual(labels(inTemplate('Effect: Allow\nPrincipal:\n  AWS:\n    Ref:\n      ‸\n')), [
      'Org',
      'AWS::AccountId',
    ]);
    const kubernetes = `apiVersion: a\nkind: b\nspec:\n  assumeRolePolicyDocument:\n    Statement:\n      - Principal:\n          AWS:\n            Ref: ‸\n`;
    assert.deepEqual(labels(kubernetes), []);
  });

  it('brings the conditions that a provider needs, however it is named', () => {
    const web = (value: string): string =>
      inTemplate(`Effect: Allow\nPrincipal:\n  Federated:${value}\nAction: sts:AssumeRoleWithWebIdentity\n`);
    for (const [value, label] of [
      [' ‸', '!Ref GitHub'],
      [' !Ref ‸', '!Ref GitHub'],
      [' !Ref Git‸', '!Ref GitHub'],
      [' [‸]', '!Ref GitHub'],
      ['\n    - ‸', '!Ref GitHub'],
      [" !Sub '‸'", 'GitHub'],
      [" !Sub '${‸}'", 'GitHub'],
      ['\n    Ref: ‸', 'GitHub'],
      [' {Ref: ‸}', 'GitHub'],
      ['\n    Fn::GetAtt: [‸]', 'GitHub'],
    ] as const) {
      const { after } = offerOf(offers(web(value)), label);
      assert.ok(
        after.includes(
          `Action: sts:AssumeRoleWithWebIdentity\n            Condition:\n              StringEquals:\n                token.actions.githubusercontent.com:aud: sts.amazonaws.com\n                token.actions.githubusercontent.com:sub: repo:`,
        ),
        after,
      );
    }
    assert.ok(!offerOf(offers(web(' ‸')), '!Ref Okta').after.includes('Condition'));
  });
});
