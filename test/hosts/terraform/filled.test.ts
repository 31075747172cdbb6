import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FilledString } from '../../../server/src/hosts/terraform/filledString.ts';
import { readFile } from '../../../server/src/hosts/terraform/reader.ts';
import { TemplateString } from '../../../server/src/hosts/terraform/strings.ts';
import { check, finish, PolicyDocument } from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { testContext } from '../../support/context.ts';
import { marked } from '../../support/marked.ts';
import { judgedTerraform } from '../../support/terraformJudged.ts';
import { extracted } from '../../support/terraformPolicies.ts';
import { rewritten, Tree } from '../../support/terraformWritten.ts';

const HOST = 'token.actions.githubusercontent.com';
const LOCALS = `locals {
  host    = "${HOST}"
  org     = "acme"
  repo    = "\${local.org}/shop"
  mixed   = "\${var.org}/shop"
  account = 464622532012
  empty   = ""
  list    = ["a"]
  nothing = null
}
`;
const role = (members: string): string =>
  `${LOCALS}resource "aws_iam_role" "r" {\n  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ ${members} }] })\n}\n`;
const github = (tests: string): string =>
  role(
    `Effect = "Allow", Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/\${local.host}" }, Action = "sts:AssumeRoleWithWebIdentity", Condition = { ${tests} }`,
  );
const AUDIENCE = 'StringEquals = { "${local.host}:aud" = "sts.amazonaws.com" }';
const subject = (value: string): string => github(`${AUDIENCE}, StringLike = { "\${local.host}:sub" = ${value} }`);
const aws = (value: string): string =>
  role(`Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = ${value} }`);

const SUBJECT = 'Statement/0/Condition/StringLike/';
const treeOf = (text: string, others?: Readonly<Record<string, string>>): Tree => {
  const [policy] = extracted(text, others).policies;
  assert.ok(policy, text);
  return new Tree(policy.root);
};
const valueAt = (text: string, others?: Readonly<Record<string, string>>): unknown => {
  const { value, holes } = treeOf(text, others).string('Statement/0/Principal/AWS');
  return [value, ...holes.map(({ from, to }) => value.slice(from, to))];
};

describe('a text with locals in it', () => {
  it('says what they are, of this file and of others', () => {
    assert.deepEqual(valueAt(aws('"arn:aws:iam::${local.account}:root"')), ['arn:aws:iam::464622532012:root']);
    assert.deepEqual(valueAt(aws('"${local.repo}/${local.org}"')), ['acme/shop/acme']);
    assert.deepEqual(valueAt(aws('"a${local.empty}b"')), ['ab']);
    const elsewhere = { 'locals.tf': 'locals {\n  their = "x${local.org}"\n}\n' };
    assert.deepEqual(valueAt(aws('"a ${local.their}"'), elsewhere), ['a xacme']);
  });

  it('keeps what a plan fills in, and what is no text', () => {
    assert.deepEqual(valueAt(aws('"${local.mixed}:${local.org}${var.x}"')), [
      '${var.org}/shop:acme${var.x}',
      '${var.org}',
      '${var.x}',
    ]);
    for (const name of ['list', 'nothing', 'missing', 'host.x'])
      assert.deepEqual(valueAt(aws(`"a \${local.${name}}"`)), [`a \${local.${name}}`, `\${local.${name}}`]);
    const loop = `locals {\n  a = "\${local.b} x"\n  b = "\${local.a} y"\n}\n`;
    assert.deepEqual(valueAt(loop + aws('"${local.a} z"')), ['${local.b} x z'.replace('b} x', 'a} y x'), '${local.a}']);
  });

  it('is judged, keys too', () => {
    for (const [source, ...ids] of [
      [subject('"repo:${local.repo}:ref:refs/heads/main"')],
      [subject('"repo:${local.mixed}:ref:refs/heads/main"')],
      [subject('«"repo:${local.org}:ref:refs/heads/main"»'), 'oidc-subject-form'],
      [github(`StringEquals = { "\${local.host}:aud" = "sts.amazonaws.com" }`), 'oidc-subject-missing'],
      [aws('«"arn:aws:iam::${local.account}:root"»'), 'external-id-missing'],
      [aws('"arn:aws:iam::${local.account}1:root"'), 'principal-account-invalid'],
    ] as const) {
      const { text, spans } = marked(source);
      const { findings } = judgedTerraform(text);
      assert.deepEqual(
        findings.map((f) => f.ruleId),
        ids,
        text,
      );
      for (const [i, span] of spans.entries()) {
        const at = findings[i]?.span;
        assert.ok(at && span.start <= at.start && at.end <= span.end, `${source}\n${JSON.stringify(at)}`);
      }
    }
  });

  it('is changed only where its own text stands', () => {
    const text = subject('"repo:${local.repo}:ref:refs/heads/mian"');
    const changed = (from: string, to: string): string | undefined =>
      rewritten(text, (tree) => {
        const target = tree.string(`${SUBJECT}${HOST}:sub`);
        return [{ op: 'replace', target, value: target.value.replace(from, to) }];
      });
    assert.equal(changed('mian', 'main'), subject('"repo:${local.repo}:ref:refs/heads/main"'));
    assert.equal(changed('shop:', 'shop:x:'), subject('"repo:${local.repo}:x:ref:refs/heads/mian"'));
    assert.equal(changed('repo:', 'repository:'), subject('"repository:${local.repo}:ref:refs/heads/mian"'));
    assert.equal(changed('acme', 'acme@1'), undefined);
    assert.equal(changed('shop:ref', 'x'), undefined);
  });

  it('keeps its reference where its key is renamed or its policy is written anew', () => {
    const renamed = rewritten(subject('"x"'), (tree) => [
      { op: 'renameKey', target: tree.member('Statement/0/Condition/StringLike', `${HOST}:sub`), name: `${HOST}:sab` },
    ]);
    assert.equal(renamed, subject('"x"').replace('{local.host}:sub', '{local.host}:sab'));
    const kept = rewritten(subject('"x"'), (tree) => [
      { op: 'renameKey', target: tree.member('Statement/0/Condition/StringLike', `${HOST}:sub`), name: 'aws:userid' },
    ]);
    assert.equal(kept, undefined);
  });

  it('is judged anew when a local changes', () => {
    const text = aws('"arn:aws:iam::${local.account}:root"');
    const documentOf = (its: string): PolicyDocument =>
      new PolicyDocument(its, undefined, false, { languageId: 'terraform', path: 'main.tf', beside: [] });
    const before = finish(check(documentOf(text), testContext()));
    const after = finish(check(documentOf(text.replace('464622532012', '4646225320')), testContext(), before));
    assert.deepEqual(
      [before, after].map(({ findings }) => findings.map(({ ruleId }) => ruleId)),
      [['external-id-missing'], ['principal-account-invalid']],
    );
  });

  it('keeps its references in another form', () => {
    const text = subject('"repo:${local.repo}:ref:refs/heads/main"');
    const document = new PolicyDocument(text, undefined, false, {
      languageId: 'terraform',
      path: 'main.tf',
      beside: [],
    });
    const [policy] = document.extraction.policies;
    assert.ok(policy);
    const [[edits] = []] = document.conversions(policy).map((conversion) => [conversion.edits]);
    const after = applyEdits(text, edits ?? []);
    for (const part of [
      'identifiers = ["arn:aws:iam::111122223333:oidc-provider/${local.host}"]',
      'variable = "${local.host}:sub"',
      'values   = ["repo:${local.repo}:ref:refs/heads/main"]',
    ])
      assert.ok(after.includes(part), after);
    assert.deepEqual(judgedTerraform(after), judgedTerraform(text));
  });

  it('is as long as its texts, each part at its place', () => {
    const literal = fc.string({ unit: fc.constantFrom('a', ':', 'é', '\\"', '$${x}'), maxLength: 4 });
    fc.assert(
      fc.property(fc.array(fc.tuple(literal, fc.string({ maxLength: 3 })), { maxLength: 4 }), literal, (parts, end) => {
        const source = `a = "${parts.map(([text], i) => `${text}\${v${i}}`).join('')}${end}"\n`;
        const [item] = readFile(source)?.body.items ?? [];
        assert.ok(item?.kind === 'attribute' && item.value?.kind === 'template');
        const template = new TemplateString(item.value);
        const filled = template.holes.map(({ from, to }, i) => ({ from, to, value: parts[i]?.[1] ?? '', holes: [] }));
        const string = new FilledString(template, filled);
        assert.equal(
          string.value,
          filled.reduceRight(
            (text, { from, to, value }) => text.slice(0, from) + value + text.slice(to),
            template.value,
          ),
        );
        assert.deepEqual(string.holes, []);
        let before = 0;
        for (let at = 0; at <= string.value.length; at++) {
          const { start, end } = string.slice(at, Math.min(at + 1, string.value.length));
          assert.ok(before <= start && start <= end && end <= string.span.end, source);
          before = start;
        }
        for (let at = 0; at < template.value.length; at++) {
          if (template.holes.some((hole) => hole.from <= at && at < hole.to)) continue;
          const by = filled.filter(({ to }) => to <= at).reduce((sum, f) => sum + f.value.length - (f.to - f.from), 0);
          assert.deepEqual(string.slice(at + by, at + by + 1), template.slice(at, at + 1), source);
          assert.deepEqual(
            string.change({ from: at + by, to: at + by + 1, text: 'b' }),
            template.change({ from: at, to: at + 1, text: 'b' }),
          );
        }
      }),
    );
  });

  it('does not grow without end', () => {
    const doubling = Array.from({ length: 60 }, (_, i) => `  a${i + 1} = "\${local.a${i}}\${local.a${i}}"\n`).join('');
    const text = `locals {\n  a0 = "${'x'.repeat(5000)}"\n${doubling}}\n${aws('"${local.a60}!"')}`;
    assert.ok(treeOf(text).string('Statement/0/Principal/AWS').value.length < 5_000_000);
  });
});
