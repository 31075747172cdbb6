import assert from 'node:assert/strict';
import type { Facts, HostDocument } from '../../server/src/hosts/host.ts';
import { jsonHost } from '../../server/src/hosts/json/index.ts';
import { terraformHost } from '../../server/src/hosts/terraform/index.ts';
import { takenFrom } from '../../server/src/hosts/takenFiles.ts';
import { memberOf } from '../../server/src/tree/node.ts';

const told = (text: string, path = 'm/main.tf'): Facts => {
  const facts = terraformHost.facts?.({ languageId: 'terraform', path, text });
  assert.ok(facts);
  return facts;
};
const role = (value: string): string =>
  `resource "aws_iam_role" "deploy" {\n  name = "deploy"\n  path = "/ci/"\n  assume_role_policy = ${value}\n}\n`;
const FILE = role('file("${path.module}/policies/a.json")');
const TEMPLATE = role('templatefile("policies/a.json", { account = var.account })');
const json = (text: string, facts: readonly Facts[], more: Partial<HostDocument> = {}): HostDocument => ({
  languageId: 'json',
  path: '/m/policies/a.json',
  text,
  named: undefined,
  beside: facts,
  ...more,
});
const TRUST =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::${account}:root"}, "Action": "sts:AssumeRole"}]}';

describe('files that a Terraform module takes trust policies from', () => {
  for (const [path, taker, written, isTaken] of [
    ['/m/a.json', 'm/main.tf', 'a.json', true],
    ['/m/a.json', '/m/main.tf', './a.json', true],
    ['/m/p/a.json', 'm/main.tf', 'p/a.json', true],
    ['/p/a.json', 'm/main.tf', '../p/a.json', true],
    ['a.json', 'main.tf', 'a.json', true],
    ['/m/a.json', 'n/main.tf', 'a.json', false],
    ['/m/b.json', 'm/main.tf', 'a.json', false],
    ['/m/a.json', 'main.tf', '/m/a.json', false],
  ] as const)
    it(`${isTaken ? 'are' : 'are not'} ${path} for "${written}" in ${taker}`, () => {
      const facts = told(role(`file("${written}")`), taker);
      assert.equal(takenFrom({ path, beside: [facts] }) !== undefined, isTaken);
    });

  it('are the policies of the roles', () => {
    const { policies } = jsonHost.extract(json(TRUST, [told(FILE)]));
    const [{ owner, root } = assert.fail()] = policies;
    assert.deepEqual(
      [owner?.address, owner?.roleName, owner?.path, owner?.roleArn, owner?.span],
      ['aws_iam_role.deploy', 'deploy', '/ci/', undefined, root.span],
    );
  });

  it('are trust policies whatever they hold, but not against the word of the reader', () => {
    const begun = '{"Statement": [{"Effect": "Allow"}]}';
    const kinds = (document: HostDocument): string[] => jsonHost.extract(document).policies.map(({ kind }) => kind);
    assert.deepEqual(kinds(json(begun, [])), []);
    assert.deepEqual(kinds(json(begun, [told(FILE)])), ['trust']);
    assert.deepEqual(kinds(json(begun, [told(FILE)], { named: false })), []);
    assert.deepEqual(kinds(json(begun, [told(FILE, 'n/main.tf')])), []);
  });

  it('have holes where a template is filled in, and none where nothing fills it in', () => {
    const holes = (facts: readonly Facts[], text = TRUST): unknown => {
      const [policy] = jsonHost.extract(json(text, facts)).policies;
      const statements = memberOf(policy?.root, 'Statement')?.value;
      const [statement] = statements?.kind === 'array' ? statements.items : [];
      const caller = memberOf(memberOf(statement, 'Principal')?.value, 'AWS')?.value;
      return caller?.kind === 'string' ? caller.holes : caller?.kind;
    };
    assert.deepEqual(holes([told(TEMPLATE)]), [{ from: 13, to: 23, reason: 'interpolation' }]);
    assert.deepEqual(holes([told(FILE)]), []);
    assert.deepEqual(
      holes(
        [told(TEMPLATE)],
        TRUST.replace('${', () => '$${'),
      ),
      [],
    );
  });

  it('are read by their content alone where directives make them', () => {
    const text = '{"Statement": [%{ for a in b ~}{"Effect": "Allow"},%{ endfor ~}]}';
    const { policies, problems } = jsonHost.extract(json(text, [told(TEMPLATE)]));
    assert.deepEqual([policies.length, problems.length], [0, 0]);
  });

  it('are read again when another role takes them', () => {
    const fingerprint = (facts: readonly Facts[]): string =>
      jsonHost.extract(json(TRUST, facts)).policies[0]?.fingerprint ?? '';
    const prints = [[], [told(FILE)], [told(TEMPLATE)], [told(FILE.replace('"deploy" {', '"other" {'))]].map(
      fingerprint,
    );
    assert.equal(new Set(prints).size, prints.length);
  });
});
