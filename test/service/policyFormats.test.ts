import assert from 'node:assert/strict';
import {
  FORMS,
  generatedText,
  loadCopied,
  loadForm,
  policyAs,
  policyFrom,
  PolicyDocument,
} from '../../server/src/service.ts';
import type { JsonValue } from '../../server/src/tree/node.ts';
import { goodAnswers } from '../support/goodAnswers.ts';
import { plain } from '../support/twins/fixes.ts';
import { documentOf, loadForms } from '../support/twins/forms.ts';

const POLICY = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/ü & "x"' }, Action: 'sts:AssumeRole' },
  ],
};
const text = JSON.stringify(POLICY, null, 4);

function textAs(document: PolicyDocument, offset: number, form: (typeof FORMS)[number]): string | undefined {
  const found = policyAs(document, offset, form);
  return found && 'text' in found ? found.text : undefined;
}

const inTerraform = (policy: string): PolicyDocument =>
  documentOf({ path: 'main.tf' }, `resource "aws_iam_role" "r" {\n  assume_role_policy = ${policy}\n}\n`);

/** What is only known at deployment, and how that is said. */
const UNDECIDED: readonly (readonly [document: () => PolicyDocument, undecided: string])[] = [
  [
    () => new PolicyDocument(text.replace('"arn', '{"Fn::Sub": "arn').replace('\\"x\\""', '${Name}"}'), true),
    '"Name" is only known at deployment',
  ],
  [
    () => new PolicyDocument(text.replace('"sts:AssumeRole"', '{"Ref": "Action"}'), true),
    '"Ref Action" is only known at deployment',
  ],
  [
    () => new PolicyDocument(text.replace('"Version"', '"Fn::Transform": {"Name": "Guards"}, "Version"'), true),
    'more may be added to it at deployment',
  ],
  [
    () => inTerraform('jsonencode({ Version = "2012-10-17", Statement = concat([{ Effect = "Allow" }], var.more) })'),
    'more may be added to it at deployment',
  ],
  [
    () =>
      inTerraform('jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "${var.a}:x" }] })'),
    '"var.a" is only known at deployment',
  ],
  [
    () => inTerraform('jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", (var.k) = "x" }] })'),
    '"var.k" is only known at deployment',
  ],
  [
    () =>
      documentOf(
        { path: 'main.tf' },
        'data "aws_iam_policy_document" "d" {\n  statement {\n    effect = var.e\n    actions = ["sts:AssumeRole"]\n    principals {\n      type = "AWS"\n      identifiers = ["111122223333"]\n    }\n  }\n}\n',
      ),
    'whether it has "effect" is only known at deployment',
  ],
];

describe('a policy on the clipboard', () => {
  before(loadForms);

  it('is not there where a part of it is only known at deployment, and it says which', () => {
    for (const [document, undecided] of UNDECIDED)
      for (const form of FORMS)
        assert.deepEqual(policyAs(document(), 0, form), { reason: `This policy can't be copied: ${undecided}.` });
  });

  it('has what Terraform adds, and text that only looks as if it was filled in', () => {
    const source =
      'data "aws_iam_policy_document" "d" {\n  statement {\n    actions = ["sts:AssumeRole"]\n    principals {\n      type = "AWS"\n      identifiers = ["*"]\n    }\n    condition {\n      test = "StringLike"\n      variable = "sts:RoleSessionName"\n      values = ["&{aws:username}"]\n    }\n  }\n}\n';
    assert.deepEqual(JSON.parse(textAs(documentOf({ path: 'main.tf' }, source), 0, 'json') ?? ''), {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { AWS: '*' },
          Condition: { StringLike: { 'sts:RoleSessionName': '${aws:username}' } },
        },
      ],
    });
  });

  for (const form of ['json', 'line', 'string', 'url'] as const)
    it(`as ${form} and back`, () => {
      const copied = textAs(new PolicyDocument(text, true), 0, form) ?? '';
      assert.equal(copied.includes('\n'), form === 'json');
      assert.deepEqual(JSON.parse(policyFrom(copied) ?? 'null'), POLICY);
      assert.match(policyFrom(copied) ?? '', /^\{\n {2}"Version"/);
    });

  it('a string that lost its quotes, plus signs for blanks, layers in layers', () => {
    const line = JSON.stringify(POLICY);
    assert.deepEqual(JSON.parse(policyFrom(JSON.stringify(line).slice(1, -1)) ?? 'null'), POLICY);
    assert.deepEqual(JSON.parse(policyFrom(encodeURIComponent(text).replace(/%20/g, '+')) ?? 'null'), POLICY);
    assert.deepEqual(JSON.parse(policyFrom(JSON.stringify(encodeURIComponent(line))) ?? 'null'), POLICY);
  });

  it('the policy at the cursor of a dump', () => {
    const dump = JSON.stringify([
      { AssumeRolePolicyDocument: { Statement: [], Version: 'x' } },
      { AssumeRolePolicyDocument: POLICY },
    ]);
    assert.equal(textAs(new PolicyDocument(dump), dump.length - 10, 'line'), JSON.stringify(POLICY));
  });

  it('nothing of a broken one, and nothing that is no policy', () => {
    assert.deepEqual(policyAs(new PolicyDocument('{"Statement": [', true), 0, 'line'), {
      reason: "This policy has syntax errors, so it can't be copied. Fix them first.",
    });
    assert.equal(policyAs(new PolicyDocument('{"name": "x"}'), 0, 'line'), undefined);
    for (const other of ['', 'hello', '{"name": "x"}', '%7B%', '[]', '{"Statement": ['])
      assert.equal(policyFrom(other), undefined, other);
  });

  it('is Terraform that says the same', async () => {
    const document = new PolicyDocument(text, true);
    await loadForm('dataSource');
    const encoded = textAs(document, 0, 'jsonencode') ?? '';
    const data = textAs(document, 0, 'dataSource') ?? '';
    assert.match(encoded, /^jsonencode\(\{\n {2}Version = "2012-10-17"\n/);
    assert.match(data, /^data "aws_iam_policy_document" "trust" \{\n {2}statement \{\n/);
    const role = 'data.aws_iam_policy_document.trust.json';
    const read = [inTerraform(encoded), inTerraform(role).withText(`${data}${inTerraform(role).text}`)];
    for (const each of read) assert.deepEqual(JSON.parse(textAs(each, 0, 'json') ?? ''), POLICY);
  });

  it('comes back from Terraform, whichever part of a file was copied', async () => {
    await loadCopied('principals {}');
    for (const { answers } of goodAnswers()) {
      const json = generatedText(answers) ?? '';
      const policy = JSON.parse(json) as JsonValue;
      const document = new PolicyDocument(json, true);
      const encoded = (textAs(document, 0, 'jsonencode') ?? '').trim();
      const data = textAs(document, 0, 'dataSource') ?? '';
      const object = encoded.slice('jsonencode('.length, -1);
      const copies = [
        encoded,
        object,
        ` assume_role_policy = ${encoded}\n`,
        `resource "aws_iam_role" "r" {\n  assume_role_policy = ${encoded}\n}\n`,
        `  assume_role_policy = <<EOF\n${JSON.stringify(policy, null, 2).replace(/([$%])(?=\{)/g, '$1$1')}\nEOF\n`,
        data,
        data.slice(data.indexOf('{') + 1, data.lastIndexOf('}')),
        `${data}\nresource "aws_iam_role" "r" {\n  assume_role_policy = data.aws_iam_policy_document.trust.json\n}\n`,
      ];
      for (const copied of copies)
        assert.deepEqual(plain(JSON.parse(policyFrom(copied) ?? 'null') as JsonValue), plain(policy), copied);
    }
  });

  it('does not come back from Terraform where a plan decides on a part of it, it is broken, or there are two', async () => {
    await loadCopied('principals {}');
    const encoded = textAs(new PolicyDocument(text, true), 0, 'jsonencode') ?? '';
    for (const copied of [
      encoded.replace(/"arn:[^\n]*"/, 'var.caller'),
      encoded.replace('arn:', '${var.prefix}:'),
      encoded.replace('Statement = [', 'Statement = [for s in var.x : s], X = ['),
      encoded.slice(0, -30),
      `x = ${encoded}y = ${encoded}`,
      'principals { type = "AWS" }',
      'resource "aws_s3_bucket_policy" "b" {\n  policy = jsonencode({ Statement = [{ Principal = "*" }] })\n}\n',
    ])
      assert.equal(policyFrom(copied), undefined, copied);
  });

  it('is no data source where that would say something else, with the reason', async () => {
    await loadForm('dataSource');
    const { Version, ...older } = POLICY;
    for (const policy of [older, { Version, Statement: [{ ...POLICY.Statement[0], Note: 'x' }] }])
      assert.deepEqual(policyAs(new PolicyDocument(JSON.stringify(policy), true), 0, 'dataSource'), {
        reason: "This policy can't be copied: a data source can't express all of it.",
      });
  });
});
