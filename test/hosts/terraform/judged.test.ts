import assert from 'node:assert/strict';
import { marked } from '../../support/marked.ts';
import { judgedTerraform } from '../../support/terraformJudged.ts';

const document = (statement: string, own = ''): string =>
  `data "aws_iam_policy_document" "d" {\n${own}  statement {\n${statement}\n  }\n}
resource "aws_iam_role" "r" {\n  assume_role_policy = data.aws_iam_policy_document.d.json\n}\n`;
const role = (policy: string): string => `resource "aws_iam_role" "r" {\n  assume_role_policy = ${policy}\n}\n`;
const statement = (members: string): string =>
  role(`jsonencode({\n    Version = "2012-10-17"\n    Statement = [{ ${members} }]\n  })`);
const statements = (list: string): string =>
  role(`jsonencode({\n    Version   = "2012-10-17"\n    Statement = ${list}\n  })`);
const heredoc = (list: string): string => role(`<<EOF\n{"Version": "2012-10-17", "Statement": [${list}]}\nEOF`);

const EC2 = 'principals {\n type = "Service"\n identifiers = ["ec2.amazonaws.com"]\n}\n';
const ASSUME = 'actions = ["sts:AssumeRole"]\n';
const WEB = 'actions = ["sts:AssumeRoleWithWebIdentity"]\n';
const GITHUB = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${GITHUB}`;
const GITHUB_RESOURCE = `resource "aws_iam_openid_connect_provider" "gh" {\n  url = "https://${GITHUB}"\n}\n`;
const WEB_IDENTITY = 'Effect = "Allow", Action = "sts:AssumeRoleWithWebIdentity"';
const BY_RESOURCE = `${WEB_IDENTITY}, Principal = { Federated = aws_iam_openid_connect_provider.gh.arn }`;
const VENDOR = 'Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:aws:iam::464622532012:root" }';
/** A role whose trust policy is merged from documents. */
const merging = (...documents: string[]): string =>
  `data "aws_iam_policy_document" "d" {\n  source_policy_documents = concat([${documents[0] ?? ''}], [${documents.slice(1).join(', ')}])\n}\n${role('data.aws_iam_policy_document.d.json')}`;
const LOWER =
  '{ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { service = "ec2.amazonaws.com" } }] }';

/** What a plan decides makes no finding. */
const SILENT: readonly (readonly [what: string, text: string])[] = [
  ['an effect', document(`effect = var.e\n${ASSUME}${EC2}`)],
  ['actions', document(`actions = var.a\n${EC2}`)],
  ['not_actions that may be absent', document(`${ASSUME}not_actions = var.x\n${EC2}`)],
  ['resources that may be absent', document(`${ASSUME}resources = var.x\n${EC2}`)],
  ['resources that are absent', document(`${ASSUME}resources = null\n${EC2}`)],
  ['identifiers', document(`${ASSUME}principals {\n type = "AWS"\n identifiers = var.x\n}`)],
  ['a type', document(`${ASSUME}principals {\n type = var.t\n identifiers = ["x"]\n}`)],
  [
    'principals',
    document(
      `${ASSUME}dynamic "principals" {\n for_each = var.p\n content {\n type = principals.key\n identifiers = principals.value\n }\n}`,
    ),
  ],
  [
    'both kinds of principals',
    document(
      `${ASSUME}dynamic "principals" {\n content {\n type = "AWS"\n identifiers = var.a\n }\n}\ndynamic "not_principals" {\n content {\n type = "AWS"\n identifiers = var.b\n }\n}`,
    ),
  ],
  [
    'conditions',
    document(
      `${WEB}principals {\n type = "Federated"\n identifiers = ["${PROVIDER}"]\n}\ndynamic "condition" {\n content {\n test = "StringEquals"\n variable = condition.key\n values = condition.value\n }\n}`,
    ),
  ],
  [
    'statements',
    'data "aws_iam_policy_document" "d" {\n  dynamic "statement" {\n    for_each = var.x\n    content {\n      actions = ["sts:AssumeRole"]\n      principals {\n        type = "AWS"\n        identifiers = [statement.value]\n      }\n    }\n  }\n}\n',
  ],
  [
    'documents',
    `data "aws_iam_policy_document" "d" {\n  source_policy_documents = [var.x]\n}\n${role('data.aws_iam_policy_document.d.json')}`,
  ],
  ['documents beside a Deny', document(`effect = "Deny"\n${ASSUME}${EC2}`, 'source_policy_documents = [var.x]\n')],
  ['how many there are', document(`${ASSUME}${EC2}`, 'count = var.x ? 1 : 0\n')],
  ['a part of a Sid', document(`sid = "A\${var.x}"\n${ASSUME}${EC2}`)],
  [
    'principals in jsonencode',
    statement(
      'Effect = "Allow", Action = "sts:AssumeRole", Principal = merge(var.p, { Service = "ec2.amazonaws.com" })',
    ),
  ],
  ['all statements', statements('var.a')],
  ['lists of statements', statements('concat(var.a, var.b)')],
  ['members of a statement', statements('[merge(local.base, { Effect = "Allow" })]')],
  [
    'empty texts that are left out',
    document(
      `actions = compact(["sts:AssumeRole", "", null])\nprincipals {\n type = "AWS"\n identifiers = compact([var.a, ""])\n}`,
    ),
  ],
  ['a condition that a statement may get', statements(`[merge({ ${VENDOR} }, var.more)]`)],
  [
    'a condition that it may get or not',
    statements(
      `[merge({ ${VENDOR} }, var.id == null ? {} : { Condition = { StringEquals = { "sts:ExternalId" = var.id } } })]`,
    ),
  ],
  [
    'members of a condition',
    statement(`${WEB_IDENTITY}, Principal = { Federated = "${PROVIDER}" }, Condition = merge({}, var.c)`),
  ],
  [
    'a condition',
    statement(`${WEB_IDENTITY}, Principal = { Federated = "${PROVIDER}" }, Condition = var.x ? {} : { a = 1 }`),
  ],
  [
    'condition keys',
    statement(
      `${WEB_IDENTITY}, Principal = { Federated = var.p }, Condition = { StringEquals = { (local.sub) = "x", "\${var.issuer}:aud" = "sts.amazonaws.com" } }`,
    ),
  ],
  [
    'partition and account',
    statement(
      'Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = "arn:\${var.p}:iam::\${var.a}:root" }, Condition = { StringEquals = { "sts:ExternalId" = var.e } }',
    ),
  ],
  [
    'values in a heredoc',
    heredoc(
      '{"Effect": "Allow", "Principal": {"AWS": ${jsonencode(var.a)}}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "${var.e}"}}}',
    ),
  ],
  [
    'directives in a heredoc',
    heredoc(
      '\n%{ for a in b ~}\n{"Effect": "Allow", "Principal": {"AWS": "${a}"}, "Action": "sts:AssumeRole"%{ if c }, "Condition": {}%{ endif }},\n%{ endfor ~}\n',
    ),
  ],
  [
    'a provider of the module, guarded',
    GITHUB_RESOURCE +
      statement(
        `${BY_RESOURCE}, Condition = { StringEquals = { "${GITHUB}:aud" = "sts.amazonaws.com", "${GITHUB}:sub" = "repo:acme/shop:ref:refs/heads/main" } }`,
      ),
  ],
  [
    'a provider of the module, whose URL a plan knows',
    GITHUB_RESOURCE.replace(/"https:.*"/, 'var.url') + statement(BY_RESOURCE),
  ],
];

/** What is half typed makes none either. */
const HALF_TYPED: readonly (readonly [what: string, text: string])[] = [
  ['an effect', document(`effect =\n${ASSUME}${EC2}`)],
  ['actions', document(`actions = \n${EC2}`)],
  ['a list of actions', document(`actions = [\n${EC2}`)],
  ['an argument', document(`eff\n${ASSUME}`)],
  ['principals', document(`${ASSUME}principals {\n}`)],
  ['a type', document(`${ASSUME}principals {\n type = "\n identifiers = ["x"]\n}`)],
  ['a member', statement('Effect = "Allow", Act')],
  ['a string', statement('Effect = "Allow", Action = "sts:Assume')],
];

/** What stands beside it is judged all the same: the mark is where. */
const FAULTS: readonly (readonly [rule: string, at: string, text: string])[] = [
  ['oidc-unconditioned', 'aws_iam_openid_connect_provider.gh.arn', GITHUB_RESOURCE + statement(BY_RESOURCE)],
  [
    'oidc-unconditioned',
    '"${aws_iam_openid_connect_provider.gh.arn}"',
    GITHUB_RESOURCE + statement(BY_RESOURCE.replace(/aws_iam_openid\S+/, '"${$&}"')),
  ],
  [
    'federated-provider-invalid',
    'https://',
    statement(
      `${WEB_IDENTITY}, Principal = { Federated = "arn:aws:iam::\${var.a}:oidc-provider/https://gitlab.com" }, Condition = { StringEquals = { "gitlab.com:aud" = "x", "gitlab.com:sub" = "project_path:a/b:ref_type:branch:ref:main" } }`,
    ),
  ],
  ['element-unknown', 'action', document(`action = ["sts:AssumeRole"]\n${EC2}`)],
  [
    'operator-unknown',
    '"StringEqual"',
    document(
      `${ASSUME}${EC2}dynamic "condition" {\n content {\n test = "StringEqual"\n variable = condition.key\n values = condition.value\n }\n}`,
    ),
  ],
  ['service-name-case', '"EC2.amazonaws.com"', document(`effect = var.e\n${ASSUME}${EC2.replace('ec2', 'EC2')}`)],
  [
    'service-name-case',
    '"EC2.amazonaws.com"',
    document(`${ASSUME}${EC2.replace('ec2', 'EC2')}}\n statement {\n effect =\n`),
  ],
  [
    'external-id-missing',
    '"arn:aws:iam::464622532012:root"',
    statements(`[merge(var.more, { ${VENDOR}, Condition = { StringEquals = { "aws:PrincipalTag/a" = "b" } } })]`),
  ],
  ['principal-type-unknown', 'service', merging(`jsonencode(${LOWER})`)],
  ['principal-type-unknown', '"service"', merging(`<<EOF\n${LOWER.replace(/(\w+) = /g, '"$1": ')}\nEOF\n`, 'var.x')],
  [
    'service-name-case',
    '"EC2.amazonaws.com"',
    document(`${ASSUME}${EC2.replace('["ec2', 'sort(["EC2').replace(']', '])')}`),
  ],
  ['element-empty', '""', document(`${ASSUME}principals {\n type = "AWS"\n identifiers = ["", var.a]\n}`)],
  [
    'service-name-case',
    '"EC2.amazonaws.com"',
    document(`${ASSUME}${EC2.replace('["ec2', 'setunion(var.s, ["EC2').replace(']', '])')}`),
  ],
  ['action-missing', 'statement', document(`actions = []\n${EC2}`)],
  ['principal-missing', 'statement', document(ASSUME)],
];

/** Names of arguments and blocks, which are others than IAM's: the mark is where it says what. */
const NAMES: readonly (readonly [text: string, says: string])[] = [
  [document(`«action» = ["sts:AssumeRole"]\n${EC2}`), '"action" isn\'t a valid argument. Did you mean "actions"?'],
  [document(`${ASSUME}${EC2}«Effect» = "Allow"`), '"Effect" isn\'t a valid argument. Did you mean "effect"?'],
  [
    document(`${ASSUME}${EC2}effect = "Allow"\n«Effect» = "Deny"`),
    '"Effect" isn\'t a valid argument: remove it. effect is already here.',
  ],
  [document(`${ASSUME}${EC2}«Statement» = "x"`), '"Statement" isn\'t a valid argument: remove it.'],
  [document(`${ASSUME}${EC2}«comment» = "x"`), '"comment" isn\'t a valid argument: remove it.'],
  [document(`${ASSUME}«principal» {\n}`), '"principal" isn\'t a valid argument. Did you mean "principals"?'],
  [document(`${ASSUME}${EC2}`, '«effect» = "Allow"\n'), 'effect belongs inside a statement block.'],
  [document(`${ASSUME}${EC2}`, `«principals» {\n type = "*"\n}\n`), 'principals belongs inside a statement block.'],
  [
    document(`${ASSUME}${EC2}«resources» = ["*"]`),
    'Remove resources: a trust policy always applies to its own role. IAM rejects the policy.',
  ],
  [
    document(`${ASSUME}${EC2}«not_actions» = ["sts:TagSession"]`),
    "not_actions can't be used together with actions: remove one of them. IAM rejects the policy.",
  ],
  [
    document(`actions = ["«$\${aws:username}»"]\n${EC2}`),
    "Policy variables only work in conditions: IAM doesn't replace ${aws:username} in actions. IAM rejects the policy.",
  ],
];

describe('what the rules say of Terraform', () => {
  for (const [source, says] of NAMES)
    it(`is in its own words: ${says}`, () => {
      const { text, spans } = marked(source);
      const said = judgedTerraform(text).findings.filter(({ message }) => message === says);
      assert.deepEqual(
        said.map(({ span }) => span),
        spans,
        JSON.stringify(judgedTerraform(text).findings.map(({ message }) => message)),
      );
    });

  for (const [what, text] of SILENT)
    it(`is nothing where a plan decides: ${what}`, () => {
      const { policies, findings } = judgedTerraform(text);
      assert.equal(policies, 1);
      assert.deepEqual(findings, []);
    });

  it('is nothing where a document lacks what the one has that it is merged into', () => {
    const part = LOWER.replace('Version = "2012-10-17", ', '').replace('service', 'Service');
    const { policies, findings } = judgedTerraform(merging(`jsonencode(${part})`, 'var.x'));
    assert.equal(policies, 2);
    assert.deepEqual(findings, []);
  });

  for (const [what, text] of HALF_TYPED)
    it(`is nothing where somebody types: ${what}`, () => {
      assert.deepEqual(judgedTerraform(text).findings, []);
    });

  for (const [rule, at, text] of FAULTS)
    it(`is ${rule} at ${at}`, () => {
      const { findings } = judgedTerraform(text);
      assert.deepEqual(
        findings.map(({ ruleId, span }) => [ruleId, text.slice(span.start, span.end)]),
        [[rule, at]],
      );
    });
});
