import assert from 'node:assert/strict';
import {
  complete,
  indexOf,
  loadHost,
  PolicyDocument,
  RoleDirectory,
  type KnownNames,
} from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { marked } from '../support/marked.ts';

/** What a workspace with such files names. */
function seenIn(files: Readonly<Record<string, string>>): () => KnownNames {
  const directory = new RoleDirectory<string>();
  for (const [path, text] of Object.entries(files)) {
    const document = new PolicyDocument(text, undefined, false, { languageId: undefined, path });
    directory.set(path, indexOf(document), () => path);
  }
  return directory.contextFor('x.json').seen;
}
const role = (resource: string, principal: string, name = '', action = 'sts:AssumeRole'): string =>
  `resource "aws_iam_role" "${resource}" {\n${name}\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${action}", Principal = ${principal} }] })\n}\n`;
const EC2 = '{ Service = "ec2.amazonaws.com" }';
const provider = (url: string): string =>
  `resource "aws_iam_openid_connect_provider" "p" {\n  url = "https://${url}"\n}\n`;

describe('names whose account a workspace does not say', () => {
  before(() => loadHost({ languageId: 'terraform', path: '', text: '' }));
  const offered = (type: string, seen: () => KnownNames) => {
    const { text, cursor = 0 } = marked(
      `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"${type}": "‸"}, "Action": "sts:AssumeRole"}]}`,
    );
    return complete(new PolicyDocument(text, true), cursor, { ...testContext(), seen }, true).completions;
  };
  const labels = (type: string, seen: () => KnownNames): string[] => offered(type, seen).map(({ item }) => item.label);

  it('are those of roles by name and of providers, in Terraform and in templates', () => {
    const seen = seenIn({
      'main.tf':
        role('a', EC2, '  name = "deploy"\n  path = "/ci/"') +
        role('b', EC2) +
        role('c', '{ AWS = "arn:aws:iam::${var.account}:role/caller" }', '  name = "${var.env}-c"') +
        provider('oidc.acme.example') +
        role('d', '{ Federated = aws_iam_openid_connect_provider.p.arn }', '', 'sts:AssumeRoleWithWebIdentity'),
      'template.json':
        '{"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": "runner", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}}}}',
    });
    assert.deepEqual(seen().unplaced, [
      'role/ci/deploy',
      'role/caller',
      'oidc-provider/oidc.acme.example',
      'role/runner',
    ]);
    const aws = labels('AWS', seen);
    for (const name of ['ci/deploy', 'caller', 'runner'])
      assert.ok(aws.includes(`arn:aws:iam::ACCOUNT_ID:role/${name}`), aws.join());
    assert.ok(!aws.some((label) => label.includes('oidc-provider')));
    const federated = labels('Federated', seen);
    assert.ok(
      federated.includes('oidc-provider/oidc.acme.example') && !federated.some((label) => label.startsWith('role/')),
    );
  });

  it('are offered with an account to fill in, and not where their ARN is known', () => {
    const known = role('a', '{ AWS = "arn:aws:iam::444455556666:role/deploy" }', '  name = "deploy"');
    assert.ok(!labels('AWS', seenIn({ 'a.tf': known })).includes('arn:aws:iam::ACCOUNT_ID:role/deploy'));
    const item = offered('AWS', seenIn({ 'a.tf': role('a', EC2, '  name = "deploy"') })).find(
      (c) => c.item.label === 'arn:aws:iam::ACCOUNT_ID:role/deploy',
    );
    assert.match(item?.rendered.edit.newText ?? '', /arn:aws:iam::\$\{1.*\}:role\/deploy/);
  });

  it('are not offered where the product knows the issuer anyway, or what is no name', () => {
    const github = 'token.actions.githubusercontent.com';
    const seen = seenIn({
      'a.tf':
        provider(github) +
        role(
          'a',
          '{ Federated = aws_iam_openid_connect_provider.p.arn }',
          '  name = "a b"',
          'sts:AssumeRoleWithWebIdentity',
        ),
    });
    assert.deepEqual(seen().unplaced, [`oidc-provider/${github}`]);
    assert.deepEqual(
      labels('Federated', seen).filter((label) => label.endsWith(github)),
      [github],
    );
  });
});
