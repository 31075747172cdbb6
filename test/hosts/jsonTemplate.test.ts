// Completion in CloudFormation templates that are JSON: what a condition chooses, and what the template has to name.
import assert from 'node:assert/strict';
import { PolicyDocument } from '../../server/src/service.ts';
import { marked } from '../support/marked.ts';
import { offerOf, offersAt, type Offer } from '../support/offers.ts';

const template = (policy: string): string => `{
  "Parameters": {"Org": {"Type": "String"}},
  "Resources": {
    "GitHub": {"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": "https://token.actions.githubusercontent.com"}},
    "Caller": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "caller"}},
    "Deploy": {
      "Type": "AWS::IAM::Role",
      "Properties": {
        "AssumeRolePolicyDocument": ${policy}
      }
    }
  }
}`;
const statements = (list: string): string => template(`{"Version": "2012-10-17", "Statement": [${list}]}`);
const federated = (value: string): string =>
  statements(`{"Effect": "Allow", "Principal": {"Federated": ${value}}, "Action": "sts:AssumeRoleWithWebIdentity"}`);
const aws = (value: string): string =>
  statements(`{"Effect": "Allow", "Principal": {"AWS": ${value}}, "Action": "sts:AssumeRole"}`);
const account = (value: string): string =>
  statements(
    `{"Effect": "Allow", "Principal": {"Service": "sns.amazonaws.com"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"aws:SourceAccount": ${value}}}}`,
  );

function offers(source: string): Offer[] {
  const { text, cursor = 0 } = marked(source);
  return offersAt(
    () => new PolicyDocument(text, undefined, false, { languageId: 'json', path: 'template.json' }),
    cursor,
  );
}
const labels = (source: string): string[] => offers(source).map(({ label }) => label);
const after = (source: string, label: string): string => offerOf(offers(source), label).after;

describe('completion in a template that is JSON', () => {
  it('knows the branches of Fn::If', () => {
    const item = (statement: string): string =>
      statements(`{"Fn::If": ["IsLive", ${statement}, {"Ref": "AWS::NoValue"}]}`);
    assert.deepEqual(labels(item('{"Effect": "‸"}')), ['Allow', 'Deny']);
    assert.deepEqual(labels(item('{"Effect": "Allow", ‸}')), ['Principal', 'Action', 'Condition', 'Sid']);
    assert.equal(labels(item('{"Principal": {"Service": "‸"}}'))[0], 'ec2.amazonaws.com');
    assert.equal(labels(aws('{"Fn::If": ["IsLive", "‸", "x"]}'))[0], 'arn:aws:iam::111122223333:root');
    assert.deepEqual(labels(aws('{"Fn::If": ["‸", "a", "b"]}')), []);
    assert.deepEqual(labels(aws('{"Fn::Split": [",", "‸"]}')), []);
    assert.ok(
      after(
        item('{"Effect": "Allow", "Principal": {"Federated": "‸"}, "Action": "sts:AssumeRoleWithWebIdentity"}'),
        '{"Ref": "GitHub"}',
      ).includes('"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"'),
    );
  });

  it('refers to providers and roles', () => {
    for (const typed of ['‸', '"‸"', '"Git‸"', '"Git‸'])
      assert.ok(after(federated(typed), '{"Ref": "GitHub"}').includes('"Federated": {"Ref": "GitHub"}'), typed);
    assert.ok(
      after(aws('["x", ‸]'), '{"Fn::GetAtt": ["Caller", "Arn"]}').includes('["x", {"Fn::GetAtt": ["Caller", "Arn"]}]'),
    );
    assert.ok(after(federated('"‸"'), '{"Ref": "GitHub"}').includes('"token.actions.githubusercontent.com:aud"'));
    assert.equal(labels(account('‸'))[0], '{"Ref": "AWS::AccountId"}');
    assert.ok(
      after(account('"‸"'), '{"Ref": "AWS::AccountId"}').includes('"aws:SourceAccount": {"Ref": "AWS::AccountId"}'),
    );
  });

  it('names what functions may be given', () => {
    assert.deepEqual(labels(federated('{"Ref": "‸"}')), ['GitHub', 'Org']);
    assert.ok(after(federated('{"Ref": ‸}'), 'GitHub').includes('{"Ref": "GitHub"}'));
    assert.deepEqual(labels(aws('{"Fn::GetAtt": ["‸"]}')), ['Caller']);
    assert.deepEqual(labels(aws('{"Fn::GetAtt": ["Caller", "‸"]}')), ['Arn']);
    assert.deepEqual(labels(aws('{"Fn::GetAtt": "‸"}')), ['Caller.Arn']);
    assert.deepEqual(labels(federated('{"Fn::Sub": "${‸}"}')), ['GitHub', 'Org']);
    assert.ok(
      after(aws('{"Fn::Sub": "arn:aws:iam::${‸}:root"}'), 'AWS::AccountId').includes(
        '"arn:aws:iam::${AWS::AccountId}:root"',
      ),
    );
    assert.ok(after(aws('{"Fn::Sub": "‸"}'), 'Caller.Arn').includes('{"Fn::Sub": "${Caller.Arn}"}'));
  });

  it('knows no functions where there are none', () => {
    const text = template(
      JSON.stringify('{"Version": "2012-10-17", "Statement": [{"Principal": {"Federated": "‸"}}]}'),
    );
    assert.ok(!labels(text).some((label) => label.includes('GitHub')));
    const file =
      '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "‸"}, "Action": "sts:AssumeRole"}]}';
    assert.equal(labels(file)[0], 'arn:aws:iam::111122223333:root');
  });
});
