// Another form of the same policy: nothing is lost, and what would be is not offered.
import assert from 'node:assert/strict';
import { terraformHost } from '../../../server/src/hosts/terraform/index.ts';
import { loadHost, PolicyDocument } from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';

const TEXT = 'Convert the JSON text to jsonencode';
const TO_DATA = 'Convert jsonencode to a data source';
const FROM_DATA = 'Convert the data source to jsonencode';

/** What the first policy of a file becomes, by the title. */
function converted(text: string, others: Readonly<Record<string, string>> = {}, path = 'main.tf'): [string, string][] {
  const beside = Object.entries(others).flatMap(
    ([other, its]) => terraformHost.facts?.({ languageId: 'terraform', path: other, text: its }) ?? [],
  );
  const document = new PolicyDocument(text, undefined, false, { languageId: 'terraform', path, beside });
  const [policy] = document.extraction.policies;
  assert.ok(policy, text);
  return document.conversions(policy).map(({ title, edits }) => [title, applyEdits(text, edits)]);
}

const role = (policy: string, more = ''): string =>
  `resource "aws_iam_role" "deploy" {\n${more}  assume_role_policy = ${policy}\n}\n`;

const statement = (inner: string): string => `jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", ${inner} }]
  })`;

const ENCODED = role(`jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::\${var.account}:root"
        }
        Action = ["sts:AssumeRole", "sts:TagSession"]
        Condition = {
          StringEquals = {
            "sts:ExternalId" = var.id
          }
        }
      }
    ]
  })`);

const DOCUMENT = `data "aws_iam_policy_document" "deploy_trust" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::\${var.account}:root"]
    }

    condition {
      test     = "StringLike"
      variable = "aws:PrincipalArn"
      values   = ["arn:aws:iam::*:role/$\${aws:username}"]
    }
  }
}

${role('data.aws_iam_policy_document.deploy_trust.json')}`;

describe('a policy in another form of Terraform', () => {
  before(() => loadHost({ languageId: 'terraform', path: 'main.tf', text: '' }));

  it('is taken from a heredoc, with what a plan fills in', () => {
    const json = `<<-EOF
    {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": { "AWS": \${jsonencode(var.arns)}, "Federated": "arn:aws:iam::\${var.account}:saml-provider/x" },
        "Action": "sts:AssumeRole",
        "Condition": { "StringEquals": { "\${local.issuer}:sub": "a-$\${aws:username}" } }
      }]
    }
  EOF`;
    const after = `jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS       = var.arns
          Federated = "arn:aws:iam::\${var.account}:saml-provider/x"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "\${local.issuer}:sub" = "a-$\${aws:username}"
          }
        }
      }
    ]
  })`;
    assert.deepEqual(converted(role(json)), [[TEXT, role(after)]]);
  });

  it('is taken from a string with escapes', () => {
    const json = String.raw`"{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\"}]}"`;
    const [[title, after] = []] = converted(role(json));
    assert.equal(title, TEXT);
    assert.match(String(after), /assume_role_policy = jsonencode\(\{\n {4}Statement = \[\n/);
  });

  it('becomes a data source above the comment of its role, which refers to it', () => {
    const before = `# Deploys.\n${role(statement('Principal = { AWS = [aws_iam_role.ci.arn, var.other] }, Action = "sts:AssumeRole"'))}`;
    assert.deepEqual(converted(before), [
      [
        TO_DATA,
        `data "aws_iam_policy_document" "deploy_trust" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = [aws_iam_role.ci.arn, var.other]
    }
  }
}

# Deploys.
${role('data.aws_iam_policy_document.deploy_trust.json')}`,
      ],
    ]);
  });

  it('gets a name that no data source of the module has', () => {
    const text = role(statement('Principal = "*", Action = "sts:AssumeRole"'));
    const other = { 'other.tf': 'data "aws_iam_policy_document" "deploy_trust" {\n}\n' };
    assert.match(converted(text, other)[0]?.[1] ?? '', /data\.aws_iam_policy_document\.deploy_trust_2\.json/);
  });

  it('goes back into the only place that refers to the data source', () => {
    assert.deepEqual(converted(DOCUMENT), [
      [
        FROM_DATA,
        role(`jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::\${var.account}:root"
        }
        Action = ["sts:AssumeRole", "sts:TagSession"]
        Condition = {
          StringLike = {
            "aws:PrincipalArn" = "arn:aws:iam::*:role/$\${aws:username}"
          }
        }
      }
    ]
  })`),
      ],
    ]);
  });

  it('writes the line ends of the file', () => {
    for (const text of [ENCODED.replace('var.id', '"x"'), DOCUMENT])
      assert.doesNotMatch(converted(text.replaceAll('\n', '\r\n'))[0]?.[1] ?? '\n', /[^\r]\n/);
  });

  const principal = 'Principal = { AWS = "111122223333" }';
  const action = 'Action = "sts:AssumeRole"';
  const heredoc = (inner: string): string => role(`<<EOF\n{"Version": "2012-10-17", "Statement": [{${inner}}]}\nEOF\n`);
  const ALLOWS = '"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"';
  const DECLINED: readonly (readonly [what: string, text: string, path?: string])[] = [
    ['a directive', heredoc(`${ALLOWS}%{ if var.x }, "Sid": "A"%{ endif }`)],
    ['a key that stands twice', heredoc(`${ALLOWS}, "Sid": "A", "Sid": "B"`)],
    ['text that is no JSON', heredoc(`${ALLOWS},`)],
    ['JSON that a plan fills in', heredoc(`${ALLOWS}, "Condition": \${var.condition}`)],
    ['a value that may be a list', ENCODED],
    ['a comment', role(statement(`${principal}, /* why */ ${action}`))],
    ['merge', role(statement(`Principal = merge({ AWS = "111122223333" }, {}), ${action}`))],
    ['concat', role(statement(`${principal}, Action = concat(["sts:AssumeRole"], ["sts:TagSession"])`))],
    ['for', role(statement(`Principal = { AWS = [for a in var.x : a] }, ${action}`))],
    ['an element that a data source does not have', role(statement(`${principal}, ${action}, Note = "x"`))],
    ['a statement without Effect', role(statement(`${principal}, ${action}`).replace('Effect = "Allow", ', ''))],
    ['an empty Sid', role(statement(`${principal}, ${action}, Sid = ""`))],
    ['a policy without Version', ENCODED.replace('Version = "2012-10-17"\n', '').replace('var.id', '"x"')],
    [
      'text that is a policy variable in a data source',
      role(
        statement(`${principal}, ${action}, Condition = { StringLike = { "aws:PrincipalArn" = "&{aws:username}" } }`),
      ),
    ],
    ['null', role(statement(`${principal}, ${action}, Sid = null`))],
    ['one of several roles', role(statement(`Principal = { AWS = [each.value] }, ${action}`), '  for_each = var.x\n')],
    [
      'a file of Terragrunt',
      `locals {\n  trust_policy = ${statement(`${principal}, ${action}`)}\n}\n`,
      'terragrunt.hcl',
    ],
    ['a data source that two refer to', `${DOCUMENT}${role('data.aws_iam_policy_document.deploy_trust.json')}`],
    ['a data source with count', DOCUMENT.replace('{\n  statement', '{\n  count = 1\n  statement')],
    ['a data source with a comment', DOCUMENT.replace('    effect ', '    # why\n    effect ')],
    ['a data source of others', DOCUMENT.replace('{\n', '{\n  source_policy_documents = [var.x]\n')],
    [
      'a dynamic block',
      DOCUMENT.replace('principals {', 'dynamic "principals" {\n      for_each = var.x\n      content {').replace(
        '"]\n    }',
        '"]\n    }\n    }',
      ),
    ],
    [
      'values in two blocks',
      DOCUMENT.replace(
        '  }\n}',
        '    condition { \n      test = "StringLike"\n      variable = "aws:PrincipalArn"\n      values = ["b"]\n    }\n  }\n}',
      ),
    ],
  ];
  for (const [what, text, path] of DECLINED)
    it(`is not offered for ${what}`, () => {
      assert.deepEqual(converted(text, {}, path), []);
    });

  it('is not offered where another file refers to the data source too', () => {
    const other = { 'other.tf': 'output "x" {\n  value = data.aws_iam_policy_document.deploy_trust.json\n}\n' };
    assert.deepEqual(converted(DOCUMENT, other), []);
  });
});
