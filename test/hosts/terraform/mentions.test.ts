import assert from 'node:assert/strict';
import type { Mentions } from '../../../server/src/hosts/host.ts';
import { terraformHost } from '../../../server/src/hosts/terraform/index.ts';
import { marked } from '../../support/marked.ts';

const mentioned = (text: string): Mentions => {
  const document = { languageId: 'terraform', path: 'main.tf', text, named: undefined, beside: [] };
  return terraformHost.mentions?.(document, terraformHost.extract(document)) ?? { names: [], files: [] };
};
const named = (text: string): string[] =>
  mentioned(text).names.map(
    ({ name, is, isTrusted, within }) =>
      `${is === 'definition' ? '=' : '→'}${isTrusted ? '!' : ''} ${name}${within === undefined ? '' : ` in ${within}`}`,
  );
const role = (value: string): string => `resource "aws_iam_role" "r" {\n  assume_role_policy = ${value}\n}\n`;
const statement = (members: string): string =>
  role(
    `jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", ${members} }] })`,
  );

/** What stands there: `=` gives a meaning, `→` refers, `!` in a trust policy or where one is given to a role. */
const NAMES: readonly (readonly [what: string, text: string, names: readonly string[]])[] = [
  [
    'a role that takes a document',
    role('data.aws_iam_policy_document.trust.json'),
    ['= aws_iam_role.r', '→! data.aws_iam_policy_document.trust'],
  ],
  [
    'one of several documents',
    role('data.aws_iam_policy_document.trust["a"].json'),
    ['= aws_iam_role.r', '→! data.aws_iam_policy_document.trust'],
  ],
  ['a local', role('local.trust'), ['= aws_iam_role.r', '→! local.trust']],
  [
    'a choice',
    role('var.x ? local.a : data.aws_iam_policy_document.b.json'),
    ['= aws_iam_role.r', '→! var.x', '→! local.a', '→! data.aws_iam_policy_document.b'],
  ],
  [
    'a provider, and parts of a text',
    statement(
      'Principal = { Federated = aws_iam_openid_connect_provider.gh.arn, AWS = "arn:aws:iam::${var.a}:role/${local.b}" }',
    ),
    ['= aws_iam_role.r', '→! aws_iam_openid_connect_provider.gh', '→! var.a', '→! local.b'],
  ],
  [
    'a key',
    statement('Principal = { AWS = "*" }, Condition = { StringEquals = { "${local.issuer}:sub" = var.sub } }'),
    ['= aws_iam_role.r', '→! local.issuer', '→! var.sub'],
  ],
  [
    'what is computed',
    statement(
      'Principal = { AWS = [for a in concat(var.ids, local.more) : "arn:aws:iam::${a}:root" if a != module.x.own] }',
    ),
    ['= aws_iam_role.r', '→! var.ids', '→! local.more', '→! module.x'],
  ],
  [
    'a text in a heredoc',
    role(
      '<<EOF\n{"Statement": [{"Effect": "Allow", "Principal": {"AWS": "${aws_iam_role.other.arn}"}, "Action": "sts:AssumeRole"%{ if var.x }, "Condition": {}%{ endif }}]}\nEOF',
    ),
    ['= aws_iam_role.r', '→! aws_iam_role.other', '→! var.x'],
  ],
  [
    'a document, and what it is made of',
    'data "aws_iam_policy_document" "d" {\n  source_policy_documents = [data.aws_iam_policy_document.base.json]\n  version = var.v\n}\n',
    [
      '= data.aws_iam_policy_document.d',
      '→ data.aws_iam_policy_document.base in data.aws_iam_policy_document.d',
      '→ var.v in data.aws_iam_policy_document.d',
    ],
  ],
  [
    'locals, variables, modules, other data',
    'locals {\n  a = var.b\n}\nvariable "b" {}\nmodule "m" {\n  trust_policy = var.c\n  other = var.d\n}\ndata "aws_caller_identity" "me" {}\noutput "o" {\n  value = module.m.arn\n}\n',
    [
      '= local.a',
      '→ var.b in local.a',
      '= var.b',
      '= module.m',
      '→! var.c',
      '→ var.d',
      '= data.aws_caller_identity.me',
      '→ module.m',
    ],
  ],
  ['no names of blocks', role('"${path.module}/${each.value}${count.index}${self.name}"'), ['= aws_iam_role.r']],
  ['a half-typed name', role('data.aws_iam_policy_document.'), ['= aws_iam_role.r']],
  ['an expression that is broken', role('"${local.a + }"'), ['= aws_iam_role.r', '→! local.a']],
];

const FILES: readonly (readonly [what: string, text: string, paths: readonly string[]])[] = [
  ['a file', role('file("trust.json")'), ['trust.json']],
  ['a file of the module', role('file("${path.module}/policies/trust.json")'), ['policies/trust.json']],
  ['a template', role('templatefile("${path.module}/trust.tftpl", { a = file("a.txt") })'), ['trust.tftpl']],
  ['a choice', role('var.x ? file("a.json") : file("b.json")'), ['a.json', 'b.json']],
  ['a local that a role takes', `${role('local.p')}locals {\n  p = file("p.json")\n}\n`, ['p.json']],
  ['a path that only a plan knows', role('file("${path.module}/${var.x}.json")') + role('file(var.x)'), []],
  ['a path from elsewhere', role('file("${path.root}/x.json")'), []],
  ['another argument', 'resource "aws_lambda_function" "f" {\n  filename = file("x.zip")\n}\n', []],
];

describe('names in Terraform', () => {
  for (const [what, text, names] of NAMES)
    it(`finds ${what}`, () => {
      assert.deepEqual(named(text), names);
    });

  it('tells where each stands', () => {
    const { text, spans } = marked(
      'locals {\n  «sub» = "repo:${«var.org»}/x"\n}\nresource "aws_iam_role" «"r"» {\n  assume_role_policy = «data.aws_iam_policy_document.t[0].json»\n}\n',
    );
    assert.deepEqual(
      mentioned(text).names.map(({ span }) => span),
      spans,
    );
  });

  it('tells their values, and which count only where nobody sets another', () => {
    const { names } = mentioned('variable "org" {\n  default = "acme"\n}\nvariable "x" {}\nlocals {\n  a = [1]\n}\n');
    assert.deepEqual(
      names.map(({ said }) => said),
      [{ text: '"acme"', isDefault: true }, undefined, { text: '[1]', isDefault: false }],
    );
  });

  it('takes time that grows with the text', () => {
    const deep = (depth: number): string => role(`${'"${'.repeat(depth)}var.x${'}"'.repeat(depth)}`);
    assert.deepEqual(named(deep(20)), ['= aws_iam_role.r', '→! var.x']);
    assert.deepEqual(named(deep(20_000)), []);
  });
});

describe('files in Terraform', () => {
  for (const [what, text, paths] of FILES)
    it(`finds ${what}`, () => {
      assert.deepEqual(
        mentioned(text).files.map(({ path }) => path),
        paths,
      );
    });
});
