import assert from 'node:assert/strict';
import { jsonHost } from '../../server/src/hosts/json/index.ts';

const mentioned = (text: string): string[] => {
  const document = { languageId: 'json', path: '', text, named: undefined, beside: [] };
  const names = jsonHost.mentions?.(document, jsonHost.extract(document)).names ?? [];
  return names.map(({ name, is, span: { start, end }, said }) => {
    const value = said ? ` ${said.text}` : '';
    return `${is === 'definition' ? '=' : '→'} ${name} ${text.slice(start, end)}${value}`;
  });
};
const DECLARED = '"Parameters": {"Org": {"Type": "String", "Default": "acme"}, "Id": {"Type": "String"}}';
const role = (principal: string): string =>
  `{"AWSTemplateFormatVersion": "2010-09-09", ${DECLARED}, "Resources": {"Gh": {"Type": "AWS::IAM::OIDCProvider", "Properties": {"Url": "https://gitlab.com"}}, "R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": ${principal}, "Action": "sts:AssumeRole"}]}}}}}`;
const DEFINED = ['= Org "Org" "acme"', '= Id "Id"', '= Gh "Gh"', '= R "R"'];

const CASES: readonly (readonly [what: string, principal: string, names: readonly string[]])[] = [
  ['a parameter', '{"AWS": {"Ref": "Id"}}', ['→ Id {"Ref": "Id"}']],
  ['an attribute', '{"AWS": {"Fn::GetAtt": ["R", "Arn"]}}', ['→ R {"Fn::GetAtt": ["R", "Arn"]}']],
  ['an identity provider', '{"Federated": {"Fn::GetAtt": "Gh.Arn"}}', ['→ Gh {"Fn::GetAtt": "Gh.Arn"}']],
  ['parts of a text', '{"AWS": {"Fn::Sub": "arn:aws:iam::${Id}:role/${R.RoleId}"}}', ['→ Id ${Id}', '→ R ${R.RoleId}']],
  [
    'parts of a joined text',
    '{"AWS": {"Fn::Join": ["", ["arn:aws:iam::", {"Ref": "Id"}, ":root"]]}}',
    ['→ Id {"Ref": "Id"}'],
  ],
  [
    'what the service itself gives',
    '{"AWS": {"Fn::Sub": "${AWS::AccountId}"}}',
    ['→ AWS::AccountId ${AWS::AccountId}'],
  ],
  ['nothing', '{"AWS": "*"}', []],
];

describe('names in CloudFormation templates', () => {
  for (const [what, principal, names] of CASES)
    it(`finds ${what}`, () => {
      assert.deepEqual(mentioned(role(principal)), [...names, ...DEFINED]);
    });

  it('finds none outside of templates with trust policies', () => {
    assert.deepEqual(
      mentioned(role('"*"').replace('AssumeRolePolicyDocument', 'KeyPolicy').replace('sts:AssumeRole', 'kms:Decrypt')),
      [],
    );
    assert.deepEqual(mentioned(`{${DECLARED}}`), []);
  });
});
