// What a plan fills in is moved as it stands: into other statements, lists and orders.
import assert from 'node:assert/strict';
import { PolicyDocument, refactorings } from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { testContext } from '../../support/context.ts';
import { marked } from '../../support/marked.ts';
import { extracted, nodeText } from '../../support/terraformPolicies.ts';
import { loadForms } from '../../support/twins/forms.ts';

const EXPRESSION = `resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Act‸ion = ["sts:TagSession", "sts:AssumeRole"]
        Principal = {
          Service = "ec2.amazonaws.com"
          AWS     = ["arn:aws:iam::\${var.account}:root", local.other]
        }
      },
      {
        Effect = "Allow"
        Action = ["sts:TagSession", "sts:AssumeRole"]
        Principal = {
          Service = "ec2.amazonaws.com"
          AWS     = [var.more]
        }
      }
    ]
  })
}
`;
const SOURCE = `data "aws_iam_policy_document" "d" {
  statement {
    act‸ions = ["sts:TagSession", "sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::\${var.account}:root", local.other]
    }
  }
  statement {
    actions = ["sts:TagSession", "sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
    principals {
      type        = "AWS"
      identifiers = [var.more]
    }
  }
}
`;

const EC2 = 'Service: "ec2.amazonaws.com"';
const ACCOUNT = '"arn:aws:iam::${var.account}:root"~13-27, <local.other>';
const BOTH = 'Action: ["sts:TagSession", "sts:AssumeRole"]';
const SORTED = 'Action: ["sts:AssumeRole", "sts:TagSession"]';

/** The statements after a refactoring, an expression's Effect and a data source's default alike; in any order of elements. */
const AFTER: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'Split the statement by principal type': [
    [BOTH, `Principal: {${EC2}}`],
    [BOTH, `Principal: {${EC2}, AWS: [<var.more>]}`],
    [BOTH, `Principal: {AWS: [${ACCOUNT}]}`],
  ],
  'Split the statement by action': [
    ['Action: "sts:TagSession"', `Principal: {${EC2}, AWS: [${ACCOUNT}]}`],
    [BOTH, `Principal: {${EC2}, AWS: [<var.more>]}`],
    ['Action: "sts:AssumeRole"', `Principal: {${EC2}, AWS: [${ACCOUNT}]}`],
  ],
  'Merge with statement 2': [[BOTH, `Principal: {${EC2}, AWS: [${ACCOUNT}, <var.more>]}`]],
  'Sort the elements and lists of this statement': [
    [SORTED, `Principal: {AWS: [${ACCOUNT}], ${EC2}}`],
    [BOTH, `Principal: {${EC2}, AWS: [<var.more>]}`],
  ],
};

function statementsIn(text: string): readonly string[][] {
  const [policy] = extracted(text).policies;
  assert.ok(policy?.root.kind === 'object', text);
  const list = policy.root.members.find((m) => m.key.value === 'Statement')?.value;
  assert.ok(list?.kind === 'array', text);
  return list.items.map((statement) => {
    assert.ok(statement.kind === 'object', text);
    return statement.members
      .filter((m) => m.key.value !== 'Effect')
      .map(({ key, value }) => `${key.value}: ${nodeText(value)}`)
      .sort();
  });
}

/** A list of one is a value in a data source, and its blocks stand in any order. */
function alike(statements: readonly (readonly string[])[]): unknown {
  return statements.map((statement) =>
    statement.map((element) =>
      element
        .replaceAll('[<var.more>]', '<var.more>')
        .replace(`{AWS: [${ACCOUNT}], ${EC2}}`, `{${EC2}, AWS: [${ACCOUNT}]}`),
    ),
  );
}

describe('what a plan fills in', () => {
  before(loadForms);

  for (const [form, source] of [
    ['jsonencode', EXPRESSION],
    ['a data source', SOURCE],
  ] as const)
    it(`is moved as it stands in ${form}`, () => {
      const { text, cursor } = marked(source);
      const document = new PolicyDocument(text, undefined, false, { path: 'main.tf' });
      const found = refactorings(document, cursor ?? 0, testContext());
      for (const [title, expected] of Object.entries(AFTER)) {
        const edits = found.find((r) => r.title === title)?.edits;
        assert.ok(edits, title);
        const after = applyEdits(text, edits);
        assert.deepEqual(alike(statementsIn(after)), alike(expected), `${title}\n${after}`);
      }
    });

  it('is no item of a list where it may be a list', () => {
    const { text, cursor } = marked(SOURCE.replace('[var.more]', 'var.more'));
    const document = new PolicyDocument(text, undefined, false, { path: 'main.tf' });
    const titles = refactorings(document, cursor ?? 0, testContext()).map((r) => r.title);
    assert.ok(titles.includes('Split the statement by action'));
    assert.ok(!titles.includes('Merge with statement 2'));
  });
});
