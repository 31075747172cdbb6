import assert from 'node:assert/strict';
import { isHostString } from '../../../server/src/hosts/hostString.ts';
import { isSettled, memberOf, type ObjectNode, type ValueNode } from '../../../server/src/tree/node.ts';
import type { Facts } from '../../../server/src/hosts/host.ts';
import { terraformHost } from '../../../server/src/hosts/terraform/index.ts';
import type { PolicySource } from '../../../server/src/tree/source.ts';
import { marked } from '../../support/marked.ts';
import { extracted, nodeText } from '../../support/terraformPolicies.ts';

const EC2 = '{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }';
const EC2_TREE = '{Effect: "Allow", Principal: {Service: "ec2.amazonaws.com"}, Action: "sts:AssumeRole"}';
const POLICY = `{ Version = "2012-10-17", Statement = [${EC2}] }`;
const POLICY_TREE = `{Version: "2012-10-17", Statement: [${EC2_TREE}]}`;
const JSON_TEXT =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "ROOT"}, "Action": "sts:AssumeRole"}]}';

const role = (value: string, type = 'aws_iam_role', argument = 'assume_role_policy'): string =>
  `resource "${type}" "r" {\n  ${argument} = ${value}\n}\n`;
const trees = (text: string, others: Readonly<Record<string, string>> = {}): string[] =>
  extracted(text, others).policies.map((policy) => nodeText(policy.root));
const only = (text: string, others: Readonly<Record<string, string>> = {}): PolicySource => {
  const { policies } = extracted(text, others);
  assert.equal(policies.length, 1, text);
  const [policy] = policies;
  assert(policy);
  return policy;
};

/** Where a trust policy stands in Terraform. */
const FOUND: readonly (readonly [what: string, text: string, tree: string])[] = [
  ['jsonencode in a role', role(`jsonencode(${POLICY})`), POLICY_TREE],
  [
    'jsonencode in a role of the Cloud Control provider',
    role(`jsonencode(${POLICY})`, 'awscc_iam_role', 'assume_role_policy_document'),
    POLICY_TREE,
  ],
  ['inputs of Terragrunt', `inputs = {\n  assume_role_policy = jsonencode(${POLICY})\n}\n`, POLICY_TREE],
  ['an input of a module', `module "m" {\n  custom_role_trust_policy = jsonencode(${POLICY})\n}\n`, POLICY_TREE],
  ['an input whose name does not tell', `module "m" {\n  policy = jsonencode(${POLICY})\n}\n`, POLICY_TREE],
  [
    'an input within inputs',
    `module "m" {\n  roles = { a = { trust_policy = jsonencode({ Version = "2012-10-17" }) } }\n}\n`,
    '{Version: "2012-10-17"}',
  ],
  ['a local', `locals {\n  p = jsonencode(${POLICY})\n}\n`, POLICY_TREE],
  ['an old template', role(`"\${jsonencode(${POLICY})}"`), POLICY_TREE],
  ['parentheses', role(`(jsonencode(${POLICY}))`), POLICY_TREE],
  ['a function that chooses', role(`try(jsonencode(${POLICY}), null)`), POLICY_TREE],
  ['a role that is hardly begun', role('jsonencode({ Version = "2012-10-17" })'), '{Version: "2012-10-17"}'],
  [
    'text in quotes',
    role(JSON.stringify(JSON_TEXT)),
    '{Version: "2012-10-17", Statement: [{Effect: "Allow", Principal: {AWS: "ROOT"}, Action: "sts:AssumeRole"}]}',
  ],
  [
    'a heredoc',
    role(`<<EOF\n${JSON_TEXT}\nEOF`),
    '{Version: "2012-10-17", Statement: [{Effect: "Allow", Principal: {AWS: "ROOT"}, Action: "sts:AssumeRole"}]}',
  ],
  [
    'a heredoc with its indentation',
    role(`<<-EOF\n    ${JSON_TEXT}\n    EOF`),
    '{Version: "2012-10-17", Statement: [{Effect: "Allow", Principal: {AWS: "ROOT"}, Action: "sts:AssumeRole"}]}',
  ],
  ['a list in a policy of a role', role('jsonencode(local.p)') + `locals {\n  p = ${POLICY}\n}\n`, POLICY_TREE],
];

const SILENT: readonly (readonly [what: string, text: string])[] = [
  ['a file of its own', role('templatefile("${path.module}/trust.json.tftpl", {})') + role('file("x.json")')],
  ['a variable', role('var.trust')],
  ['an output of a module', role('module.x.json')],
  ['a rendered template', role('data.template_file.t.rendered')],
  ['a remote state', role('data.terraform_remote_state.base.outputs.trust')],
  [
    'another policy',
    `resource "aws_iam_policy" "p" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "*" }] })\n}\n`,
  ],
  [
    'a policy of a bucket',
    `resource "aws_s3_bucket_policy" "p" {\n  policy = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "*" }] })\n}\n`,
  ],
  ['a role of another cloud', role(`jsonencode(${POLICY})`, 'alicloud_ram_role')],
  ['another role of another cloud', role(`jsonencode(${POLICY})`, 'tencentcloud_cam_role', 'document')],
  [
    'a provider that takes a role',
    'provider "aws" {\n  assume_role {\n    role_arn = "x"\n    policy = jsonencode({ Version = "2012-10-17" })\n  }\n}\n',
  ],
  ['a comment', `/*\n${role(`jsonencode(${POLICY})`)}*/\n`],
  ['text that is no policy', role('"{\\"a\\": 1}"') + role('<<EOF\nhello\nEOF')],
  ['a user without one', 'resource "aws_iam_user" "u" {\n  name = "u"\n}\n'],
];

describe('a trust policy in Terraform', () => {
  for (const [what, text, tree] of FOUND)
    it(`is found: ${what}`, () => {
      assert.deepEqual(trees(text), [tree]);
    });

  for (const [what, text] of SILENT)
    it(`is not seen in ${what}`, () => {
      assert.deepEqual(trees(text), []);
    });

  it('is found in each branch of a condition', () => {
    const text = role(`var.a ? jsonencode(${POLICY}) : var.b ? data.x.y.json : jsonencode({ Version = "2012-10-17" })`);
    assert.deepEqual(trees(text), [POLICY_TREE, '{Version: "2012-10-17"}']);
  });

  it('knows its role', () => {
    const text = `resource "aws_iam_role" "r" {\n  name = "deploy"\n  path = "/ci/"\n  assume_role_policy = jsonencode(${POLICY})\n}\n`;
    const { owner } = only(text);
    assert.deepEqual([owner?.address, owner?.roleName, owner?.path], ['aws_iam_role.r', 'deploy', '/ci/']);
    assert(owner);
    assert.equal(text.slice(owner.nameSpan.start, owner.nameSpan.end), '"deploy"');
    assert.equal(only(role(`jsonencode(${POLICY})`)).owner?.roleName, undefined);
    assert.equal(only(text.replace('"deploy"', '"${var.x}"')).owner?.roleName, undefined);
  });

  it('says how long its text is', () => {
    const length = only(role(`jsonencode(${POLICY})`)).length();
    assert.equal(
      length,
      JSON.stringify(JSON.parse(JSON_TEXT)).replace('"AWS":"ROOT"', '"Service":"ec2.amazonaws.com"').length,
    );
    assert.equal(only(role(`jsonencode(${POLICY.replace('"ec2.amazonaws.com"', 'var.x')})`)).length(), undefined);
  });

  it('is incomplete only where it cannot be read', () => {
    const text = role(
      `jsonencode({\n    Statement = [\n      ${EC2},\n      {\n        Effect = \n      },\n    ]\n  })`,
    );
    const { unreadable } = only(`a {\n  b =\n}\n${text}`);
    assert.deepEqual(
      unreadable.map(({ start }) => start),
      [text.indexOf('Effect = \n') + 8 + 'a {\n  b =\n}\n'.length],
    );
    assert.deepEqual(only(`a {\n  b =\n}\n${role(`jsonencode(${POLICY})`)}`).unreadable, []);
  });
});

/** Values of an element in `jsonencode`. */
const VALUES: readonly (readonly [written: string, tree: string])[] = [
  ['310987654329', '310987654329'],
  ['true', 'true'],
  ['null', 'null'],
  ['"repo:${var.org}/x:*"', '"repo:${var.org}/x:*"~5-15'],
  ['"${aws_x.y.arn}"', '"${aws_x.y.arn}"~0-14'],
  ['"$${aws:username}"', '"${aws:username}"'],
  ['"%{ if a }b%{ endif }"', '"b"~0-1'],
  ['"%{ if a }%{ endif }"', '<"%{ if a }%{ endif }">'],
  ['aws_iam_openid_connect_provider.unknown.arn', '<aws_iam_openid_connect_provider.unknown.arn>'],
  ['each.value', '<each.value>'],
  ['local.unknown', '<local.unknown>'],
  ['local.text', '"x"'],
  ['"${local.text}"', '"x"'],
  ['local.list', '["a", "b"]'],
  ['local.list[1]', '"b"'],
  ['local.map.k', '"v"'],
  ['local.map["k"]', '"v"'],
  ['local.map.none', '<local.map.none>'],
  ['local.twice', '<local.twice>'],
  ['local.itself', '<local.itself>'],
  ['local.other', '<local.other>'],
  ['concat(["a"], ["b", "c"])', '["a", "b", "c"]'],
  ['concat(["a"], var.more)', '["a", +merge]'],
  ['concat(var.lists...)', '[+merge]'],
  ['flatten([["a"], "b", var.more])', '["a", "b", +merge]'],
  ['distinct(["a", "b"])', '["a", "b"]'],
  ['toset(var.x)', '<toset(var.x)>'],
  ['merge({ a = 1, b = 2 }, { b = 3 })', '{a: 1, b: 3}'],
  ['merge({ a = 1 }, c ? { b = 2 } : {})', '{a?: 1, +merge}'],
  ['merge(var.x, { a = 1 })', '{a: 1, +merge}'],
  ['[for a in var.ids : "arn:${a}"]', '<[for a in var.ids : "arn:${a}"]>'],
  ['{ for k, v in var.x : k => v }', '<{ for k, v in var.x : k => v }>'],
  ['c ? "a" : "b"', '<c ? "a" : "b">'],
  ['format("%s", "x")', '<format("%s", "x")>'],
  ['["a", var.b]', '["a", <var.b>]'],
  ['{ a = 1, a = 2 }', '{a: 1, a: 2}'],
  ['{ "${replace(m.url, "https://", "")}:sub" = 1 }', '{${replace(m.url, "https://", "")}:sub: 1}'],
  ['{ (local.text) = 1, (var.y) = 2 }', '{x: 1, ${var.y}: 2}'],
  ['<<E\nx\nE\n', '"x\n"'],
];

const LOCALS = `locals {
  text   = "x"
  list   = ["a", "b"]
  map    = { k = "v" }
  itself = local.itself
  other  = var.z
  twice  = 1
}
locals {
  twice = 2
}
`;

describe('a value in a policy in Terraform', () => {
  for (const [written, tree] of VALUES)
    it(JSON.stringify(written), () => {
      const { root } = only(`${LOCALS}${role(`jsonencode({ Version = "2012-10-17", X = ${written} })`)}`);
      assert.equal(nodeText(memberOf(root, 'X')?.value), tree);
    });

  it('has its holes in keys too', () => {
    const { root } = only(role('jsonencode({ Version = "2012-10-17", "${a.b}:sub" = 1, (var.y) = 2 })'));
    assert(root.kind === 'object');
    assert.deepEqual(
      root.members.map(({ key }) => key.holes.map(({ from, to }) => [from, to])),
      [[], [[0, 6]], [[0, 8]]],
    );
  });

  it('in a local of the same file stands there', () => {
    const text = `${LOCALS}${role('jsonencode({ Version = "2012-10-17", X = local.text })')}`;
    const policy = only(text);
    const value = memberOf(policy.root, 'X')?.value;
    assert.equal(value?.span.start, text.indexOf('"x"'));
    assert(policy.covers(value.span));
    assert.equal(policy.pieces.length, 2);
  });

  it('in a local of another file stands at its reference', () => {
    const text = role('jsonencode({ Version = "2012-10-17", X = local.list })');
    const policy = only(text, { 'locals.tf': LOCALS });
    const value = memberOf(policy.root, 'X')?.value;
    assert.equal(nodeText(value), '["a", "b"]');
    const at = { start: text.indexOf('local.list'), end: text.indexOf('local.list') + 'local.list'.length };
    assert(value?.kind === 'array' && value.items[1]?.kind === 'string');
    assert.deepEqual([value.span, value.items[1].slice(0, 1)], [at, at]);
    const changed = only(text, { 'locals.tf': LOCALS.replace('"b"', '"c"') });
    assert.notEqual(changed.fingerprint, policy.fingerprint);
  });

  it('is an identity provider of the module, whose account a plan knows', () => {
    const provider = 'resource "aws_iam_openid_connect_provider" "p" {\n  url = "https://gitlab.com"\n}\n';
    for (const written of [
      'aws_iam_openid_connect_provider.p.arn',
      'aws_iam_openid_connect_provider.p[0].arn',
      '"${aws_iam_openid_connect_provider.p.arn}"',
    ]) {
      const policy = role(`jsonencode({ Version = "2012-10-17", X = ${written} })`);
      for (const { root } of [only(provider + policy), only(policy, { 'oidc.tf': provider })])
        assert.equal(
          nodeText(memberOf(root, 'X')?.value),
          '"arn:${partition}:iam::${account}:oidc-provider/gitlab.com"~4-16~22-32',
        );
    }
    const saml = 'resource "aws_iam_saml_provider" "s" {\n  name = "corp"\n}\n';
    const { root } = only(saml + role('jsonencode({ Version = "2012-10-17", X = aws_iam_saml_provider.s.arn })'));
    assert.match(nodeText(memberOf(root, 'X')?.value), /saml-provider\/corp"/);
    const unknown = provider.replace('"https://gitlab.com"', 'var.url');
    const opaque = only(
      unknown + role('jsonencode({ Version = "2012-10-17", X = aws_iam_openid_connect_provider.p.arn })'),
    );
    assert.match(nodeText(memberOf(opaque.root, 'X')?.value), /^</);
  });

  it('of locals of locals ends somewhere', () => {
    const doubled = Array.from({ length: 40 }, (_, i) => `  a${i + 1} = [local.a${i}, local.a${i}]\n`).join('');
    const chain = Array.from({ length: 5000 }, (_, i) => `  b${i + 1} = local.b${i}\n`).join('');
    const policy = role('jsonencode({ Version = "2012-10-17", X = local.a40, Y = local.b5000, Z = local.a2 })');
    const { root } = only(`locals {\n  a0 = ["x"]\n  b0 = "x"\n${doubled}${chain}}\n${policy}`);
    assert(root.kind === 'object' && root.members.length === 4);
  });
});

const DOCUMENT = `data "aws_iam_policy_document" "d" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}
`;
const PRINCIPALS = 'principals {\n type = "AWS"\n identifiers = ["111122223333"]\n}\n';
const PRINCIPAL_TREE = 'Principal: {AWS: "111122223333"}';
const document = (statement: string, own = ''): string =>
  `data "aws_iam_policy_document" "d" {\n${own}  statement {\n${statement}\n  }\n}\n${role('data.aws_iam_policy_document.d.json')}`;

/** A statement of a data source, and the one it is for IAM. */
const STATEMENTS: readonly (readonly [what: string, statement: string, tree: string])[] = [
  [
    'defaults',
    `actions = ["sts:AssumeRole"]\n${PRINCIPALS}`,
    `(Effect: "Allow"), Action: "sts:AssumeRole", ${PRINCIPAL_TREE}`,
  ],
  [
    'all arguments',
    'sid = "S"\neffect = "Deny"\nactions = ["a", "b"]\nnot_actions = ["c"]\nresources = ["*"]\nnot_resources = ["d"]',
    'Sid: "S", Effect: "Deny", Action: ["a", "b"], NotAction: "c", Resource: "*", NotResource: "d"',
  ],
  ['what is null', 'sid = null\neffect = null\nactions = null', '(Effect: "Allow")'],
  ['an empty sid and empty lists', 'sid = ""\nactions = []\nresources = [null]', '(Effect: "Allow")'],
  [
    'numbers',
    `actions = [1]\nprincipals {\n type = "AWS"\n identifiers = [310987654329, true]\n}`,
    '(Effect: "Allow"), Action: "1", Principal: {AWS: ["310987654329", "true"]}',
  ],
  [
    'two blocks of a type',
    `${PRINCIPALS}${PRINCIPALS.replace('111122223333', '444455556666')}`,
    '(Effect: "Allow"), Principal: {AWS: ["111122223333", "444455556666"]}',
  ],
  [
    'two types',
    `${PRINCIPALS}${PRINCIPALS.replace('AWS', 'Service')}`,
    '(Effect: "Allow"), Principal: {AWS: "111122223333", Service: "111122223333"}',
  ],
  ['everyone', 'principals {\n type = "*"\n identifiers = ["*"]\n}', '(Effect: "Allow"), Principal: "*"'],
  [
    'everyone and others',
    `principals {\n type = "*"\n identifiers = ["*"]\n}\n${PRINCIPALS}`,
    '(Effect: "Allow"), Principal: {*: "*", AWS: "111122223333"}',
  ],
  [
    'the type below',
    'principals {\n identifiers = ["a"]\n type = "AWS"\n}',
    '(Effect: "Allow"), Principal: {AWS: "a"}',
  ],
  [
    'others than these',
    'not_principals {\n type = "AWS"\n identifiers = ["a"]\n}',
    '(Effect: "Allow"), NotPrincipal: {AWS: "a"}',
  ],
  [
    'a type that a plan knows',
    'principals {\n type = var.t\n identifiers = ["a"]\n}',
    '(Effect: "Allow"), Principal: {${var.t}: "a"}',
  ],
  ['a half-typed block', 'principals {\n}', '(Effect: "Allow"), Principal: {+unreadable}'],
  [
    'a condition',
    'condition {\n test = "StringEquals"\n variable = "aws:a"\n values = ["x"]\n}',
    '(Effect: "Allow"), Condition: {StringEquals: {aws:a: "x"}}',
  ],
  [
    'conditions of an operator',
    'condition {\n test = "A"\n variable = "b"\n values = ["x", 1]\n}\ncondition {\n test = "A"\n variable = "c"\n values = [true]\n}',
    '(Effect: "Allow"), Condition: {A: {b: ["x", "1"], c: "true"}}',
  ],
  [
    'a condition twice',
    'condition {\n test = "A"\n variable = "b"\n values = ["x"]\n}\ncondition {\n test = "A"\n variable = "b"\n values = ["y"]\n}',
    '(Effect: "Allow"), Condition: {A: {b: ["x", "y"]}}',
  ],
  [
    'a condition twice, once with what a plan knows',
    'condition {\n test = "A"\n variable = "b"\n values = ["x"]\n}\ncondition {\n test = "A"\n variable = "b"\n values = var.y\n}',
    '(Effect: "Allow"), Condition: {A: {b: ["x", +merge]}}',
  ],
  [
    'a condition that a plan knows',
    'condition {\n test = var.t\n variable = "${var.p}:sub"\n values = var.v\n}',
    '(Effect: "Allow"), Condition: {${var.t}: {${var.p}:sub: <var.v>}}',
  ],
  [
    'policy variables',
    'actions = ["&{aws:a}"]\nresources = ["&{aws:a}"]\ncondition {\n test = "A"\n variable = "&{b}"\n values = ["&{aws:c}", "$${aws:d}"]\n}',
    '(Effect: "Allow"), Action: "&{aws:a}", Resource: "${aws:a}", Condition: {A: {&{b}: ["${aws:c}", "${aws:d}"]}}',
  ],
  [
    'arguments that a plan knows',
    `effect = var.e\nsid = try(var.s, null)\nactions = c ? ["a"] : null\n${PRINCIPALS}`,
    `Effect?: <var.e>, Sid?: <try(var.s, null)>, Action?: <c ? ["a"] : null>, ${PRINCIPAL_TREE}`,
  ],
  [
    'an argument that there is not',
    `action = ["sts:AssumeRole"]\n${PRINCIPALS}`,
    `(Effect: "Allow"), action: "sts:AssumeRole", ${PRINCIPAL_TREE}`,
  ],
  ['a block that there is not', 'conditions {\n}', '(Effect: "Allow"), conditions: <conditions>'],
  ['an argument without its value', 'effect =\nactions = ["a"]', 'Effect: _, Action: "a"'],
  [
    'dynamic blocks',
    'dynamic "principals" {\n for_each = x\n content {\n type = "AWS"\n identifiers = principals.value\n }\n}\ndynamic "condition" {\n for_each = y\n content {\n test = "StringEqual"\n variable = condition.key\n values = []\n }\n}',
    '(Effect: "Allow"), Principal?: {AWS?: <principals.value>, +dynamic}, Condition?: {StringEqual?: {${condition.key}?: []}, +dynamic}',
  ],
  [
    'a dynamic block beside one',
    `${PRINCIPALS}dynamic "principals" {\n content {\n type = "Service"\n identifiers = ["x"]\n }\n}`,
    '(Effect: "Allow"), Principal: {AWS: "111122223333", Service?: "x", +dynamic}',
  ],
];

describe('a policy document in Terraform', () => {
  for (const [what, statement, tree] of STATEMENTS)
    it(what, () => {
      // Where a name is out of place, the document is taken all the same: a role refers to it.
      assert.deepEqual(trees(document(statement, '  version = "2012-10-17"\n')), [
        `{Version: "2012-10-17", Statement: [{${tree}}]}`,
      ]);
    });

  it('has its own arguments', () => {
    const own = (text: string): string | undefined =>
      trees(document(PRINCIPALS, text))[0]?.replace(/, Statement.*\]/, '');
    assert.equal(own(''), '{(Version: "2012-10-17")}');
    assert.equal(own('  version = null\n'), '{(Version: "2012-10-17")}');
    assert.equal(own('  version = var.v\n'), '{Version?: <var.v>}');
    assert.equal(own('  policy_id = "I"\n  version = "2008-10-17"\n'), '{Id: "I", Version: "2008-10-17"}');
    assert.equal(own('  count = 1\n  provider = aws.x\n'), '{(Version: "2012-10-17")}');
    assert.equal(own('  id = "I"\n'), '{(Version: "2012-10-17"), id: "I"}');
    assert.equal(own('  source_policy_documents = [x]\n'), '{(Version: "2012-10-17"), +documents}');
    assert.equal(own('  override_policy_documents = x\n'), '{(Version: "2012-10-17"), +documents}');
    assert.equal(own('  dynamic "statement" {\n    for_each = x\n  }\n'), '{(Version: "2012-10-17"), +dynamic}');
  });

  it('has the statements of a dynamic block', () => {
    const dynamic =
      '  dynamic "statement" {\n    for_each = x\n    content {\n      actions = ["sts:AssumeRole"]\n    }\n  }\n';
    assert.match(
      trees(document(PRINCIPALS, dynamic))[0] ?? '',
      /Statement: \[\{\(Effect: "Allow"\), Action: "sts:AssumeRole"\}, \{.*\}, \+dynamic\], \+dynamic\}$/,
    );
  });

  it('has each part where it stands', () => {
    const { text, spans } = marked(
      document(
        '«sid» = «"S"»\n«principals» {\n identifiers = [«"a"»]\n type = «"AWS"»\n}\n«condition» {\n test = «"A"»\n variable = «"b"»\n values = [«"c"»]\n}',
        '',
      ),
    );
    const { root } = only(text);
    const [statement] = itemsIn(memberOf(root, 'Statement')?.value);
    assert(statement?.kind === 'object');
    const principal = memberOf(statement, 'Principal');
    const aws = memberOf(principal?.value, 'AWS');
    const condition = memberOf(statement, 'Condition');
    const operator = memberOf(condition?.value, 'A');
    const key = memberOf(operator?.value, 'b');
    const sid = memberOf(statement, 'Sid');
    assert.deepEqual(
      [
        sid?.key,
        sid?.value,
        principal?.key,
        aws?.value,
        aws?.key,
        condition?.key,
        operator?.key,
        key?.key,
        key?.value,
      ].map((node) => node?.span),
      spans,
    );
    const head = text.indexOf('statement {');
    assert.deepEqual(statement.head, { start: head, end: head + 'statement'.length });
    assert.deepEqual(root.kind === 'object' && root.head, { start: 0, end: 4 });
    assert(isSettled(root));
  });

  it('is a trust policy by its content, unless it goes elsewhere', () => {
    const tree =
      '{(Version: "2012-10-17"), Statement: [{(Effect: "Allow"), Action: "sts:AssumeRole", Principal: {Service: "ec2.amazonaws.com"}}]}';
    const bucket = 'resource "aws_s3_bucket_policy" "b" {\n  policy = data.aws_iam_policy_document.d.json\n}\n';
    assert.deepEqual(trees(DOCUMENT), [tree]);
    assert.deepEqual(trees(DOCUMENT + bucket), []);
    assert.deepEqual(trees(DOCUMENT, { 'bucket.tf': bucket }), []);
    assert.deepEqual(
      trees(
        `${DOCUMENT}locals {\n  j = data.aws_iam_policy_document.d.json\n}\n${bucket.replace('data.aws_iam_policy_document.d.json', 'local.j')}`,
      ),
      [],
    );
    assert.deepEqual(trees(DOCUMENT + bucket + role('data.aws_iam_policy_document.d.json')), [tree]);
    assert.deepEqual(trees(`${DOCUMENT}output "o" {\n  value = data.aws_iam_policy_document.d.json\n}\n`), [tree]);
  });

  it('is a trust policy by the role that takes it, however it does', () => {
    const permissions = DOCUMENT.replace('actions', 'resources = ["*"]\n    actions');
    assert.deepEqual(trees(permissions), []);
    for (const written of [
      'data.aws_iam_policy_document.d.json',
      'data.aws_iam_policy_document.d.minified_json',
      'data.aws_iam_policy_document.d[0].json',
      'data.aws_iam_policy_document.d["k"].json',
      'one(data.aws_iam_policy_document.d[*].json)',
      '"${data.aws_iam_policy_document.d.json}"',
      'var.x ? data.aws_iam_policy_document.d.json : null',
      'element(concat(data.aws_iam_policy_document.d.*.json, [""]), 0)',
    ]) {
      const policy = only(permissions + role(written));
      assert.deepEqual([policy.toldBy, policy.owner?.address], ['member', 'aws_iam_role.r'], written);
      assert.equal(only(permissions, { 'roles.tf': role(written) }).toldBy, 'member');
    }
    const local = `locals {\n  j = data.aws_iam_policy_document.d.json\n}\n${role('local.j')}`;
    assert.equal(only(permissions + local).owner?.address, 'aws_iam_role.r');
    const whole = `data "aws_iam_policy_document" "whole" {\n  source_policy_documents = [data.aws_iam_policy_document.d.json]\n}\n${role('data.aws_iam_policy_document.whole.json')}`;
    assert.equal(trees(permissions + whole).length, 2); // the whole has no statement of its own
    assert.equal(trees(permissions, { 'whole.tf': whole }).length, 1);
    const input = 'module "m" {\n  custom_role_trust_policy = data.aws_iam_policy_document.d.json\n}\n';
    assert.equal(only(permissions + input).owner?.address, 'module.m');
  });

  it('calls the elements as it does', () => {
    const { names } = only(DOCUMENT);
    assert.deepEqual(
      ['Action', 'Statement', 'Principal', 'Id', 'Other'].map((name) => names.nameOf(name)),
      ['actions', 'statement', 'principals', 'policy_id', 'Other'],
    );
    assert.deepEqual(
      ['action', 'actons', 'resource', 'principal', 'conditions', 'Effect', 'xyz'].map((name) =>
        names.nearest(name, 'statement'),
      ),
      ['Action', 'Action', 'Resource', 'Principal', 'Condition', 'Effect', undefined],
    );
    assert.deepEqual(
      ['statements', 'versions', 'sid'].map((name) => names.nearest(name, 'policy')),
      ['Statement', 'Version', undefined],
    );
    assert.equal(only(role(`jsonencode(${POLICY})`)).names.nameOf('Action'), 'Action');
  });

  it('is nothing where the user says that the file is none', () => {
    const beside: readonly Facts[] = [];
    const named = { languageId: 'terraform', path: 'main.tf', text: DOCUMENT, beside, named: false };
    assert.deepEqual(terraformHost.extract(named).policies, []);
  });

  it('is one document for two roles', () => {
    const reference = 'data.aws_iam_policy_document.d.json';
    assert.equal(trees(DOCUMENT + role(reference) + role(reference).replace('"r"', '"s"')).length, 1);
    const shared = `locals {\n  p = ${POLICY}\n}\n${role('jsonencode(local.p)')}`;
    assert.equal(trees(shared + role('jsonencode(local.p)').replace('"r"', '"s"')).length, 1);
  });
});

describe('a text of a policy in Terraform', () => {
  const changed = (written: string, from: number, to: number, text: string): string | undefined => {
    const whole = role(`jsonencode({ Version = "2012-10-17", ${written} })`);
    const { root } = only(whole);
    const member = root.kind === 'object' ? root.members.at(-1) : undefined;
    const node = member?.value?.kind === 'string' ? member.value : member?.key;
    const change = node && isHostString(node) ? node.change({ from, to, text }) : undefined;
    if (!change) return undefined;
    const after = whole.slice(0, change.span.start) + change.newText + whole.slice(change.span.end);
    return /"2012-10-17", (.*) \}\)/s.exec(after)?.[1];
  };

  it('is changed in a part of it, beside its holes and escapes', () => {
    assert.equal(changed('X = "a${b}c"', 0, 1, 'x"y'), 'X = "x\\"y${b}c"');
    assert.equal(changed('X = "a${b}c"', 5, 6, '${z}'), 'X = "a${b}$${z}"');
    assert.equal(changed('X = "\\ta"', 0, 2, ''), 'X = ""');
    assert.equal(changed('X = <<E\na\nE\n', 0, 1, '%{"b"}'), 'X = <<E\n%%{"b"}\nE\n');
    assert.equal(changed('Effects = 1', 6, 7, ''), 'Effect = 1');
  });

  it('is not changed where it is a hole, stands elsewhere, or would be no word', () => {
    assert.equal(changed('X = "a${b}c"', 0, 3, 'x'), undefined);
    assert.equal(changed('Effects = 1', 0, 0, ' '), undefined);
    const provider = 'resource "aws_iam_openid_connect_provider" "p" {\n  url = "https://a.b"\n}\n';
    const { root } = only(
      provider + role('jsonencode({ Version = "2012-10-17", X = aws_iam_openid_connect_provider.p.arn })'),
    );
    const value = memberOf(root, 'X')?.value;
    assert(value && isHostString(value) && value.isReferred);
    assert.equal(value.change({ from: 0, to: 1, text: 'x' }), undefined);
  });
});

describe('JSON text in Terraform', () => {
  const heredoc = (json: string): string => role(`<<-EOF\n    ${json.replaceAll('\n', '\n    ')}\n    EOF`);

  it('has holes in its strings, and whole values that only a plan knows', () => {
    const json = JSON_TEXT.replace('ROOT', 'arn:aws:iam::${lookup(var.m, "a{}")}:root/${ x }').replace(
      '"Allow"',
      '${ jsonencode({}) }',
    );
    const { policies, problems } = extracted(heredoc(json));
    assert.deepEqual(problems, []);
    const text = nodeText(policies[0]?.root);
    assert.match(text, /AWS: "arn:aws:iam::\$\{lookup\(var\.m, 'a\(\)'\)\}:root\/\$\{x\}"~13-36~42-46/);
    assert.match(text, /Effect: <\$\{jsonencode\(\(\)\)\}>/);
  });

  it('knows where its parts stand', () => {
    for (const [written, mark] of [
      [heredoc(JSON_TEXT), '"ROOT"'],
      [heredoc(JSON_TEXT.replace('"Version"', '"$${a}": "${b}", "Version"')), '"ROOT"'],
      [role(JSON.stringify(JSON_TEXT)), '\\"ROOT\\"'],
    ] as const) {
      const [statement] = itemsIn(memberOf(only(written).root, 'Statement')?.value);
      const value = memberOf(memberOf(statement, 'Principal')?.value, 'AWS')?.value;
      assert(value?.kind === 'string');
      assert.equal(written.slice(value.span.start, value.span.end), mark);
      const inner = value.slice(1, 3);
      assert.equal(written.slice(inner.start, inner.end), 'OO');
    }
  });

  it('has its own mistakes told of, and no others', () => {
    const broken = extracted(heredoc(JSON_TEXT.replace('"Allow",', '"Allow"')));
    assert.deepEqual(
      broken.problems.map(({ kind }) => kind),
      ['commaMissing'],
    );
    assert.deepEqual(extracted(heredoc('{"Statements": [')).problems, []);
  });

  it('is open where directives are, whatever they leave of it', () => {
    const json =
      '{\n"Version": "2012-10-17",\n"Statement": [\n%{ for a in b ~}\n{"Effect": "Allow", "Principal": {"AWS": "${a}"}, "Action": "sts:AssumeRole"},\n%{ endfor ~}\n]\n}';
    const { policies, problems } = extracted(heredoc(json));
    assert.deepEqual(problems, []);
    const root = policies[0]?.root as ObjectNode | undefined;
    assert.equal(root?.open, 'directive');
    assert.match(nodeText(memberOf(root, 'Statement')?.value), /^\[\{Effect: "Allow".*\+directive\]$/);
  });
});

function itemsIn(node: ValueNode | undefined): readonly ValueNode[] {
  return node?.kind === 'array' ? node.items : [];
}
