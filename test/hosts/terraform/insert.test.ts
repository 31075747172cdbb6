import assert from 'node:assert/strict';
import { format } from '@cdktf/hcl-tools';
import {
  generatedText,
  insertedPolicy,
  insertHere,
  outputSteps,
  type Answers,
  type PolicyDocument,
} from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { toJson, type JsonValue } from '../../../server/src/tree/node.ts';
import { goodAnswers } from '../../support/goodAnswers.ts';
import { TERRAFORM_FILES } from '../../support/terraformFiles.ts';
import { fileOf, moduleOf } from '../../support/terraformModule.ts';
import { policyInTerraform } from '../../support/terraformPolicy.ts';
import { plain } from '../../support/twins/fixes.ts';

const LAMBDA: Answers = { kind: 'service', services: ['lambda.amazonaws.com'], guards: [], roleName: 'shop-lambda' };

/** What is offered at the mark, and what becomes of the file. */
async function at(
  source: string,
  { path = 'main.tf', others = {} }: { path?: string; others?: Readonly<Record<string, string>> } = {},
): Promise<{
  readonly forms: readonly string[];
  readonly reason: string | undefined;
  readonly insert: (form: string, answers?: Answers) => string;
}> {
  const offset = source.indexOf('‸');
  const text = source.replace('‸', '');
  const document = (await moduleOf({ [path]: text, ...others })).get(path);
  assert.ok(document && offset >= 0);
  const found = document.insertions(offset);
  assert.ok(found);
  return {
    forms: 'forms' in found ? found.forms.map(({ id }) => id) : [],
    reason: 'reason' in found ? found.reason : undefined,
    insert: (form, answers = LAMBDA) => {
      const edits = insertHere(document, answers, offset, form);
      assert.ok(edits, form);
      return applyEdits(text, edits);
    },
  };
}

const ENCODED = `jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "lambda.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      }
    ]
  })`;
const document = (label: string): string => `data "aws_iam_policy_document" "${label}" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}`;
const ROLE = `resource "aws_iam_role" "shop_lambda" {
  name = "shop-lambda"
  assume_role_policy = ${ENCODED}
}
`;

describe('inserting a policy into Terraform', () => {
  it('makes a whole role in an empty file', async () => {
    const { forms, insert } = await at('‸');
    assert.deepEqual(forms, ['role', 'roleAndDataSource', 'dataSource']);
    assert.equal(insert('role'), ROLE);
    assert.equal(
      insert('roleAndDataSource'),
      `${document('shop_lambda_trust')}\n\nresource "aws_iam_role" "shop_lambda" {\n  name               = "shop-lambda"\n  assume_role_policy = data.aws_iam_policy_document.shop_lambda_trust.json\n}\n`,
    );
    assert.equal(insert('dataSource'), `${document('trust')}\n`);
  });

  it('leaves a role without a name where nobody gave one that IAM takes', async () => {
    const { insert } = await at('‸');
    for (const roleName of ['', 'no name!'])
      assert.match(
        insert('role', { ...LAMBDA, roleName }),
        /^resource "aws_iam_role" "role" \{\n {2}assume_role_policy = j/,
      );
  });

  for (const [name, source, expected] of [
    ['on a blank line between blocks', 'locals {}\n‸\nterraform {}\n', `locals {}\n\n${ROLE}\nterraform {}\n`],
    ['on one of several', 'locals {}\n\n  ‸ \n\nterraform {}\n', `locals {}\n\n${ROLE}\nterraform {}\n`],
    ['at the end of a file', 'locals {}\n‸', `locals {}\n\n${ROLE}`],
    ['at the end of one without a last line end', 'locals {}‸', `locals {}\n\n${ROLE}`],
    ['behind a block', 'locals {\n}‸ # so\nterraform {}\n', `locals {\n} # so\n\n${ROLE}\nterraform {}\n`],
    ['behind a block before a blank line', 'locals {}‸\n\nterraform {}\n', `locals {}\n\n${ROLE}\nterraform {}\n`],
    [
      'before a block and its comment',
      'locals {}\n\n# Why\n‸terraform {}\n',
      `locals {}\n\n${ROLE}\n# Why\nterraform {}\n`,
    ],
    ['before the first', '‸terraform {}\n', `${ROLE}\nterraform {}\n`],
    ['behind a byte order mark', '\ufeff‸', `\ufeff${ROLE}`],
  ] as const)
    it(`keeps blocks apart by a blank line: ${name}`, async () => {
      for (const eol of ['\n', '\r\n']) {
        const { insert } = await at(source.replaceAll('\n', eol));
        if (eol === '\n' || source.includes('\n')) assert.equal(insert('role'), expected.replaceAll('\n', eol));
      }
    });

  it('writes the value of an argument, with the comment behind it left', async () => {
    const role = (line: string): string => `resource "aws_iam_role" "deploy" {\n  ${line}\n  path = "/"\n}\n`;
    for (const value of ['‸', ' ‸', ' ‸ ', ' "‸"', ' null‸', ' jsonencode(‸)', ' ‸""']) {
      const { forms, insert } = await at(role(`assume_role_policy =${value}`));
      assert.deepEqual(forms, ['jsonencode', 'dataSource'], value);
      assert.equal(insert('jsonencode'), role(`assume_role_policy = ${ENCODED}`), value);
      assert.equal(
        insert('dataSource'),
        `${document('deploy_trust')}\n\n${role('assume_role_policy = data.aws_iam_policy_document.deploy_trust.json')}`,
      );
    }
    const { insert } = await at(role('assume_role_policy = ‸ # later'));
    assert.equal(insert('jsonencode'), role(`assume_role_policy = ${ENCODED} # later`));
  });

  it('writes the argument too, in the column of the lines beside it', async () => {
    const start = 'resource "aws_iam_role" "deploy" {';
    const value = `  assume_role_policy = ${ENCODED}\n`;
    const reference = 'data.aws_iam_policy_document.deploy_trust.json';
    for (const typed of ['‸', '  ‸', '  assume‸', '  assume_role_policy‸']) {
      const { insert } = await at(`${start}\n  max_session_duration = 3600\n${typed}\n}\n`);
      assert.equal(insert('jsonencode'), `${start}\n  max_session_duration = 3600\n${value}}\n`, typed);
      assert.equal(
        insert('dataSource'),
        `${document('deploy_trust')}\n\n${start}\n  max_session_duration = 3600\n  assume_role_policy   = ${reference}\n}\n`,
      );
    }
    for (const empty of [`${start}‸}\n`, `${start} ‸ }\n`, `${start}\n‸\n}\n`]) {
      const { insert } = await at(empty);
      assert.equal(insert('jsonencode'), `${start}\n${value}}\n`, empty);
    }
    const { insert } = await at('resource "awscc_iam_role" "deploy" {\n  ‸\n}\n');
    assert.match(insert('jsonencode'), /\n {2}assume_role_policy_document = jsonencode\(/);
  });

  it('takes modules, locals, outputs and inputs', async () => {
    const values: readonly (readonly [source: string, path: string, label: string | undefined])[] = [
      ['module "m" {\n  custom_role_trust_policy = ‸\n}\n', 'main.tf', 'm_trust'],
      ['module "m" {\n  policy = ‸\n}\n', 'main.tf', 'm_trust'],
      ['locals {\n  trusted = ‸\n}\n', 'main.tf', 'trusted'],
      ['locals {\n  roles = { a = { trust_policy = ‸ } }\n}\n', 'main.tf', 'trust_policy'],
      ['output "o" {\n  value = ‸\n}\n', 'main.tf', 'o_trust'],
      ['inputs = {\n  assume_role_policy = ‸\n}\n', 'terragrunt.hcl', undefined],
    ];
    for (const [source, path, label] of values) {
      const { forms, insert } = await at(source, { path });
      assert.deepEqual(forms, label === undefined ? ['jsonencode'] : ['jsonencode', 'dataSource'], source);
      assert.match(insert('jsonencode'), / = jsonencode\(\{/);
      if (label !== undefined) assert.ok(insert('dataSource').includes(`= data.aws_iam_policy_document.${label}.json`));
    }
  });

  for (const [source, reason, path] of [
    ['# so ‸', /comment or a string/],
    ['locals {\n  a = "x‸"\n}\n', /has a value/],
    ['locals {\n  a = "${‸}"\n}\n', /comment or a string/],
    ['loc‸als {}\n', /on an empty line/],
    ['resource "x" "y" ‸\n', /on an empty line/],
    ['resource "aws_iam_role_policy" "x" {\n  policy = ‸\n}\n', /only roles/],
    ['resource "alicloud_ram_role" "x" {\n  assume_role_policy = ‸\n}\n', /only roles/],
    ['variable "assume_role_policy" {\n  default = ‸\n}\n', /only roles/],
    ['provider "aws" {\n  assume_role {\n    policy = ‸\n  }\n}\n', /only roles/],
    ['resource "aws_iam_role" "x" {\n  assume_role_policy = var.‸p\n}\n', /has a value/],
    ['resource "aws_iam_role" "x" {\n  assume_role_policy = var.p\n  ‸\n}\n', /already has a trust policy/],
    ['resource "aws_iam_role" "x" {\n  na‸\n}\n', /on an empty line/],
    ['data "aws_iam_policy_document" "x" {\n  ‸\n}\n', /only roles/],
    ['‸', /after the = of an input/, 'terragrunt.hcl'],
    [`locals {\n  a = ${'['.repeat(600)}‸\n}\n`, /nested/],
  ] as const)
    it(`says why there is no place: ${source.slice(0, 80)}`, async () => {
      const found = await at(source, path === undefined ? {} : { path });
      assert.deepEqual(found.forms, []);
      assert.match(found.reason ?? '', reason);
    });

  it('has names that the module has not yet', async () => {
    const others = {
      'a.tf': 'resource "aws_iam_role" "shop_lambda" {}\ndata "aws_iam_policy_document" "shop_lambda_2_trust" {}\n',
      'b.tf': 'data "aws_iam_policy_document" "trust" {}\n',
    };
    const { insert } = await at('‸', { others });
    assert.match(insert('role'), /^resource "aws_iam_role" "shop_lambda_2" \{/);
    assert.match(insert('roleAndDataSource'), /^data "aws_iam_policy_document" "shop_lambda_3_trust" \{/);
    assert.match(insert('dataSource'), /^data "aws_iam_policy_document" "trust_2" \{/);
  });

  it('refers to the identity provider that the module has, if there is one', async () => {
    const provider = (label: string, more = ''): string =>
      `resource "aws_iam_openid_connect_provider" "${label}" {\n  url = "https://token.actions.githubusercontent.com"\n${more}}\n`;
    const github = goodAnswers().find(({ kind }) => kind === 'github')?.answers;
    assert.ok(github);
    for (const [module, expected] of [
      [provider('gh'), /Federated = aws_iam_openid_connect_provider\.gh\.arn\n/],
      [provider('gh', '  count = 1\n'), /Federated = aws_iam_openid_connect_provider\.gh\[0\]\.arn\n/],
      [provider('gh', '  for_each = var.x\n'), /Federated = "arn:aws:iam::/],
      [provider('gh') + provider('other'), /Federated = "arn:aws:iam::/],
      [provider('gh').replace('token.', 'x.'), /Federated = "arn:aws:iam::/],
    ] as const) {
      const { insert } = await at('‸', { others: { 'a.tf': module } });
      assert.match(insert('role', github), expected);
      const isReference = expected.source.includes('connect');
      assert.match(
        insert('dataSource', github),
        isReference ? /identifiers = \[aws_iam_openid/ : /identifiers = \["arn:aws:iam::/,
      );
    }
  });

  it('begins with the form that the policies beside it have', async () => {
    const encoded = `resource "aws_iam_role" "a" {\n  assume_role_policy = ${ENCODED}\n}\n`;
    const taken = `${document('t')}\n\nresource "aws_iam_role" "b" {\n  assume_role_policy = data.aws_iam_policy_document.t.json\n}\n`;
    const firsts = async (source: string, others = {}): Promise<unknown> => (await at(source, { others })).forms[0];
    assert.equal(await firsts(`${encoded}\n‸`, { 'b.tf': taken }), 'role');
    assert.equal(await firsts(`${taken}\n‸`, { 'b.tf': encoded }), 'roleAndDataSource');
    assert.equal(await firsts('‸', { 'b.tf': taken }), 'roleAndDataSource');
    assert.equal(await firsts('‸', { 'b.tf': encoded }), 'role');
    assert.equal(await firsts(`${encoded}\n${taken}\nlocals {\n  a = ‸\n}\n`), 'dataSource');
    assert.equal(await firsts(`${encoded}\nlocals {\n  a = ‸\n}\n\n${taken}`), 'jsonencode');
  });

  it('is written as its neighbours are', async () => {
    const beside = `resource "aws_iam_role" "a" {
\tassume_role_policy = jsonencode({
\t\t"Version" : "2012-10-17",
\t\t"Statement" : [
\t\t\t{ "Effect" : "Allow", "Principal" : { "AWS" : "111122223333" }, "Action" : "sts:AssumeRole" },
\t\t]
\t})
}
`;
    const { insert } = await at(`${beside}‸`);
    assert.equal(
      insert('role').slice(beside.length),
      `
resource "aws_iam_role" "shop_lambda" {
\tname = "shop-lambda"
\tassume_role_policy = jsonencode({
\t\t"Version" : "2012-10-17",
\t\t"Statement" : [
\t\t\t{
\t\t\t\t"Effect" : "Allow",
\t\t\t\t"Principal" : { "Service" : "lambda.amazonaws.com" },
\t\t\t\t"Action" : "sts:AssumeRole"
\t\t\t},
\t\t]
\t})
}
`,
    );
    const silent = document('t').replace('    effect  = "Allow"\n', '');
    const taken = `${silent}\n\nresource "aws_iam_role" "b" {\n  assume_role_policy = data.aws_iam_policy_document.t.json\n}\n`;
    const other = await at(`${taken}‸`);
    assert.ok(other.insert('dataSource').endsWith(`\n${silent.replace('"t"', '"trust"')}\n`));
  });

  it('is no data source where that would fill in something of its own', async () => {
    const document = await fileOf('');
    const found = document.insertions(0);
    assert.ok(found && 'forms' in found);
    const statement = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Sid: '&{x}' };
    const policy = { Version: '2012-10-17', Statement: [statement] };
    const written = found.forms.map(({ id, write }) => [id, write({ name: 'x', policy }) !== undefined]);
    assert.deepEqual(written, [
      ['role', true],
      ['roleAndDataSource', false],
      ['dataSource', false],
    ]);
  });

  for (const [source, form] of [
    ['‸', 'role'],
    ['‸', 'roleAndDataSource'],
    ['resource "aws_iam_role" "twin" {\n  assume_role_policy = ‸\n}\n', 'jsonencode'],
    ['resource "aws_iam_role" "twin" {\n  ‸\n}\n', 'dataSource'],
  ] as const)
    it(`says the wizard's policy, and is as terraform fmt leaves it: ${form}`, async () => {
      const { insert } = await at(source);
      for (const { answers } of goodAnswers()) {
        const written = insert(form, { ...answers, roleName: 'twin' });
        assert.equal(await format(written), written);
        const said = await policyInTerraform(written.replaceAll('twin_trust', 'twin'));
        assert.deepEqual(
          plain(said as JsonValue),
          plain(JSON.parse(generatedText(answers) ?? '') as JsonValue),
          written,
        );
      }
    });

  it('takes a policy that was copied, in the first form that can say it', async () => {
    const statement = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
    const inserted = async (policy: object): Promise<string | undefined> => {
      const others = `${document('t')}\n\nresource "aws_iam_role" "b" {\n  assume_role_policy = data.aws_iam_policy_document.t.json\n}\n`;
      const file = (await moduleOf({ 'main.tf': '', 'b.tf': others })).get('main.tf');
      const edits = file && insertedPolicy(file, encodeURIComponent(JSON.stringify(policy)), 0);
      return edits && applyEdits('', edits);
    };
    const whole = { Version: '2012-10-17', Statement: [statement] };
    assert.match((await inserted(whole)) ?? '', /^data "aws_iam_policy_document" "role_trust" \{/);
    const numbers = { Bool: { 'aws:x': true }, NumericLessThan: { 'aws:y': [1, '2'] } };
    const said = (await inserted({ ...whole, Statement: [{ ...statement, Condition: numbers }] })) ?? '';
    assert.match(said, /values {3}= \["true"\][^]*values {3}= \["1", "2"\]/);
    for (const unsaid of [
      { Statement: [statement] },
      { ...whole, Version: '2012' },
      { ...whole, Note: 'x' },
      { ...whole, Statement: [{ ...statement, Sid: '' }] },
      { ...whole, Statement: [{ ...statement, Effect: 'allow' }] },
      { ...whole, Statement: [{ ...statement, Action: [] }] },
      { ...whole, Statement: [{ ...statement, Principal: { '*': '*' } }] },
      { ...whole, Statement: [{ ...statement, Condition: { Bool: { 'aws:x': [] } } }] },
      { ...whole, Statement: [{ Principal: '*', Action: 'sts:AssumeRole' }] },
    ])
      assert.match(
        (await inserted(unsaid)) ?? '',
        /^resource "aws_iam_role" "role" \{\n {2}assume_role_policy = jsonencode\(/,
      );
    for (const none of [{ name: 'x' }, { ...whole, Id: null }, { ...whole, members: [] }])
      assert.equal(await inserted(none), undefined);
  });

  it('adds one policy, and leaves all other lines, wherever in a file', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:TagSession' }],
    };
    const isNew = (each: JsonValue): boolean => JSON.stringify(each).includes('"Action":"sts:TagSession"');
    let inserted = 0;
    for (const text of TERRAFORM_FILES) {
      const file = await fileOf(text);
      const said = (each: PolicyDocument): JsonValue[] =>
        each.extraction.policies.filter(({ kind }) => kind === 'trust').map(({ root }) => plain(toJson(root)));
      const before = said(file);
      const lines = text.split('\n').filter((line) => line.trim() !== '');
      for (let offset = 0; offset <= text.length; offset++) {
        const isEdge = [text[offset - 1], text[offset]].some((c) => c === undefined || c === '\n' || c === '{');
        if (!isEdge) continue;
        const found = file.insertions(offset);
        for (const form of found && 'forms' in found ? found.forms : []) {
          const edits = form.write({ name: 'new', policy });
          assert.ok(edits);
          const after = applyEdits(text, edits);
          const now = said(file.withText(after));
          const shown = `${form.id} at ${offset}\n${after}`;
          assert.equal(now.length, before.length + 1, shown);
          const others = now.filter((each) => !isNew(each));
          assert.deepEqual(others, before, shown);
          const left = after.split('\n');
          for (const line of lines) {
            const at = left.indexOf(line);
            assert.ok(at >= 0, `${line} is gone: ${shown}`);
            left.splice(at, 1);
          }
          inserted++;
        }
      }
    }
    assert.ok(inserted > 50);
  });

  it('asks for the name of a role that is made too, as long as it is', () => {
    const asked = (place: string): readonly string[] => outputSteps({ kind: 'service', place }).map(({ id }) => id);
    assert.deepEqual(asked('role'), ['outputs', 'roleName']);
    assert.deepEqual(asked('roleAndDataSource'), ['outputs', 'roleName']);
    for (const place of ['jsonencode', 'dataSource', 'new', 'add']) assert.deepEqual(asked(place), ['outputs']);
  });
});
