import assert from 'node:assert/strict';
import { moduleFacts } from '../../../server/src/hosts/terraform/facts.ts';
import { extracted, nodeText } from '../../support/terraformPolicies.ts';

const facts = (text: string) => {
  const found = moduleFacts('main.tf', text);
  assert(found);
  return found;
};

const ROLE = `resource "aws_iam_role" "r" {
  name               = "deploy"
  assume_role_policy = data.aws_iam_policy_document.d.json
}
`;

describe('what a file of a module tells the others', () => {
  it('its locals', () => {
    const { locals } = facts('locals {\n  a = "x"\n  b = var.y\n}\nlocals {\n  c =\n}\n');
    assert.deepEqual(
      locals.map(({ name, value }) => [name, value?.kind]),
      [
        ['a', 'template'],
        ['b', 'reference'],
        ['c', undefined],
      ],
    );
  });

  it('who uses policy documents, and as what', () => {
    const owner = { address: 'aws_iam_role.r', name: 'deploy', path: undefined };
    assert.deepEqual(facts(ROLE).uses, [{ of: 'data.d', as: 'trust', owner }]);
    const { uses } = facts(
      `resource "aws_s3_bucket_policy" "b" {\n  policy = data.aws_iam_policy_document.d.json\n}
output "o" {\n  value = local.x\n}
data "aws_iam_policy_document" "e" {\n  source_policy_documents = [data.aws_iam_policy_document.d.json]\n}
locals {\n  l = "\${data.aws_iam_policy_document.d.json}"\n}
resource "alicloud_ram_role" "r" {\n  document = data.aws_iam_policy_document.d.json\n}\n`,
    );
    assert.deepEqual(
      uses.map(({ of, as }) => [of, as]),
      [
        ['data.d', 'other'],
        ['local.x', 'unknown'],
        ['data.d', { part: 'data.e' }],
        ['data.d', { part: 'local.l' }],
      ],
    );
  });

  it('its identity providers with a literal URL or name', () => {
    const { providers } = facts(
      `resource "aws_iam_openid_connect_provider" "a" {\n  url = "https://gitlab.com"\n}
data "aws_iam_openid_connect_provider" "b" {\n  url = "https://token.actions.githubusercontent.com"\n}
resource "aws_iam_openid_connect_provider" "c" {\n  url = var.url\n}
resource "aws_iam_saml_provider" "d" {\n  name = "corp"\n}
resource "aws_iam_saml_provider" "e" {\n  name = "\${var.n}"\n}\n`,
    );
    assert.deepEqual(providers, [
      { address: 'aws_iam_openid_connect_provider.a', resource: 'oidc-provider/gitlab.com' },
      {
        address: 'data.aws_iam_openid_connect_provider.b',
        resource: 'oidc-provider/token.actions.githubusercontent.com',
      },
      { address: 'aws_iam_saml_provider.d', resource: 'saml-provider/corp' },
    ]);
  });

  it('the files that hold policies of its roles', () => {
    const { takes } = facts(
      `resource "aws_iam_role" "a" {\n  assume_role_policy = file("\${path.module}/a.json")\n}
module "m" {\n  trust_policy = templatefile("b.tftpl", { x = 1 })\n  policy = file("c.json")\n}\n`,
    );
    assert.deepEqual(
      takes.map(({ path, isFilled, role }) => [path, isFilled, role?.address]),
      [
        ['a.json', false, 'aws_iam_role.a'],
        ['b.tftpl', true, 'module.m'],
      ],
    );
  });

  it('by a key that changes with them, and with nothing else', () => {
    const { key } = facts(ROLE);
    assert.equal(facts(`# a comment\n${ROLE}variable "v" {}\n`).key, key);
    for (const changed of [
      ROLE.replace('"deploy"', '"other"'),
      ROLE.replace('.d.', '.e.'),
      `${ROLE}locals {\n  a = 1\n}\n`,
    ])
      assert.notEqual(facts(changed).key, key);
  });

  it('nothing where it is nested too deeply', () => {
    assert.equal(moduleFacts('main.tf', '['.repeat(1000)), undefined);
  });

  it('as OpenTofu takes them: x.tofu in place of x.tf', () => {
    const policy =
      'resource "aws_iam_role" "r" {\n  assume_role_policy = jsonencode({ Version = "2012-10-17", X = local.v })\n}\n';
    const version = (others: Record<string, string>): string => nodeText(extracted(policy, others).policies[0]?.root);
    const [old, own] = ['locals {\n  v = "old"\n}\n', 'locals {\n  v = "own"\n}\n'];
    assert.equal(version({ 'a.tf': old, 'a.tofu': own }), '{Version: "2012-10-17", X: "own"}');
    assert.equal(version({ 'a.tf': old, 'b.tofu': own }), '{Version: "2012-10-17", X: <local.v>}'); // defined twice
  });
});
