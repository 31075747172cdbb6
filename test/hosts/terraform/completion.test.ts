// What is offered where in a Terraform file, and what becomes of the text.
import assert from 'node:assert/strict';
import { offerOf, terraformLoaded, terraformOffers as offers, type Offer } from '../../support/offers.ts';

const GITHUB = `resource "aws_iam_openid_connect_provider" "github" {
  url = "https://token.actions.githubusercontent.com"
}
`;

const role = (policy: string): string => `resource "aws_iam_role" "deploy" {
  assume_role_policy = ${policy}
}
`;
/** A data source that a role takes, with this in its one statement. */
const inBlock = (inside: string): string => `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

${inside}
  }
}

${role('data.aws_iam_policy_document.trust.json')}`;
/** A role whose policy has this in its one statement. */
const inObject = (inside: string): string =>
  role(`jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
${inside}
    }]
  })`);
const AWS = `    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
`;

const labels = (source: string): string[] => offers(source).map(({ label }) => label);
/** The lines that an accepted offer leaves where the cursor's line was. */
function accepted(source: string, label: string): string {
  const { after } = offerOf(offers(source), label);
  const [before = '', behind = ''] = source.split('‸');
  const from = before.lastIndexOf('\n') + 1;
  const rest = behind.slice(behind.indexOf('\n'));
  assert.ok(after.endsWith(rest) && after.startsWith(before.slice(0, from)), after);
  return after.slice(from, after.length - rest.length);
}
const first = (source: string): string | undefined => labels(source)[0];

before(terraformLoaded);

describe('completion in a data source', () => {
  const data = (inside: string): string => inBlock('').replace(/ {2}statement[^]*?\n {2}\}/, inside);

  it('knows what is written out in it to be merged', () => {
    const merged = (policy: string): string => data(`  source_policy_documents = [${policy}]`);
    const encoded = (inside: string): string =>
      merged(`jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", ${inside} }] })`);
    assert.equal(first(encoded('Principal = { Service = "‸" }')), 'ec2.amazonaws.com');
    assert.deepEqual(labels(encoded('‸')), ['Principal', 'Condition', 'Sid']);
    assert.equal(
      first(inBlock('    principals {\n      type = "Service"\n      identifiers = sort(["‸"])\n    }')),
      'ec2.amazonaws.com',
    );
    assert.deepEqual(labels(merged('data.x["‸"].json')), []);
  });

  it('offers arguments and blocks by the names that they have there', () => {
    assert.deepEqual(labels(data('  ‸')).slice(0, 3), ['version', 'statement', 'policy_id']);
    assert.deepEqual(labels(inBlock('    ‸')), ['effect', 'principals', 'condition', 'sid']);
    assert.deepEqual(labels(inBlock('    principals {\n      ‸\n    }')), ['type', 'identifiers']);
    assert.deepEqual(labels(inBlock('    condition {\n      test = "Bool"\n      v‸\n    }')), ['variable', 'values']);
  });

  it('offers blocks again, and arguments once', () => {
    assert.deepEqual(labels(inBlock(`    effect = "Allow"\n${AWS}    ‸`)), ['principals', 'condition', 'sid']);
    assert.ok(labels(inBlock('').replace('data "', 'data "x" {\n‸\n}\n\ndata "')).length === 0);
    assert.ok(labels(inBlock('').replace('  statement {', '  ‸\n  statement {')).includes('statement'));
    assert.ok(!labels(inBlock('    not_principals {\n    }\n    ‸')).includes('principals'));
  });

  it('lays blocks out as the formatter does', () => {
    assert.equal(
      accepted(data('  stat‸'), 'statement'),
      `  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }`,
    );
    assert.equal(
      accepted(inBlock('    princ‸'), 'principals'),
      `    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }`,
    );
    assert.equal(
      accepted(inBlock(`${AWS}    ‸`), 'condition'),
      `    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ["RANDOM"]
    }`,
    );
  });

  it('leaves the indentation of a snippet to the editor, and gives it places to fill in', () => {
    const { snippet } = offerOf(offers(inBlock('    ‸')), 'principals');
    assert.equal(
      snippet,
      'principals {\n  type        = "AWS"\n  identifiers = ["arn:aws:iam::${1:111122223333}:${2:root}"]\n\\}',
    );
    assert.equal(offerOf(offers(inBlock('    ‸')), 'effect').snippet, 'effect = "${1|Allow,Deny|}"');
  });

  it('puts the equals sign in the column of the lines beside it', () => {
    const at = (line: string): string => inBlock('').replace('["sts:AssumeRole"]\n', `["sts:AssumeRole"]\n${line}\n`);
    assert.equal(accepted(at('    ‸'), 'sid'), '    sid     = "Statement1"');
    assert.equal(
      accepted(inBlock('    principals {\n      ‸\n      identifiers = []\n    }'), 'type'),
      '      type        = "AWS"',
    );
    assert.equal(accepted(inBlock('    # who\n    ‸'), 'sid'), '    sid = "Statement1"');
  });

  it('makes lines of a block whose braces stand on one', () => {
    assert.equal(accepted(data('  statement {‸}'), 'effect'), '  statement {\n    effect = "Allow"\n  }');
  });

  it('changes only a name whose value stands, to one of its kind', () => {
    assert.equal(accepted(inBlock('    si‸ = "x"'), 'sid'), '    sid = "x"');
    assert.equal(accepted(inBlock('    princ‸ {\n    }'), 'principals'), '    principals {');
    assert.deepEqual(labels(inBlock('    princ‸ {\n    }')), ['principals', 'condition']);
    assert.deepEqual(labels(inBlock('    e‸ = "Allow"')), ['effect', 'sid']);
  });

  it('offers names only where nothing else does', () => {
    const quiet = (source: string): Offer[] => offers(source, {}, { namesOffered: true });
    for (const inside of ['    ‸', '    e‸', '    principals {\n      ‸\n    }', '    e‸ = "Allow"'])
      assert.deepEqual(quiet(inBlock(inside)), [], inside);
    assert.deepEqual(quiet(data('  ‸')), []);
    assert.equal(quiet(inBlock('    effect = "‸"')).length, 2);
    assert.equal(quiet(inBlock('    principals {\n      type = "‸"\n    }')).length, 3);
    assert.ok(quiet(inObject('      ‸')).length > 2);
  });

  it('offers the values of each argument, in quotes and without', () => {
    for (const [open, close] of [
      ['"', '"'],
      ['"', ''],
      ['', ''],
    ] as const) {
      const one = (name: string): string => `    ${name} = ${open}‸${close}`;
      assert.deepEqual(labels(inBlock(one('effect'))), ['Allow', 'Deny']);
      assert.equal(accepted(inBlock(one('effect')), 'Allow'), '    effect = "Allow"');
      assert.deepEqual(labels(data(`  version = ${open}‸${close}`)), ['2012-10-17']);
      const principals = (line: string): string => inBlock(`    principals {\n  ${line}\n    }`);
      assert.deepEqual(labels(principals(one('type'))), ['AWS', 'Service', 'Federated']);
      assert.equal(accepted(principals(one('type')), 'AWS').trim(), 'type = "AWS"');
      const condition = (line: string): string => inBlock(`${AWS}    condition {\n  ${line}\n    }`);
      assert.ok(labels(condition(one('test'))).includes('StringEquals'));
      assert.ok(labels(condition(one('variable'))).includes('sts:ExternalId'));
    }
    assert.deepEqual(labels(inBlock('    sid = "‸"')), []);
  });

  it('offers identifiers of their type, wherever that stands', () => {
    const principals = (...lines: readonly string[]): string =>
      inBlock(`    principals {\n      ${lines.join('\n      ')}\n    }`);
    assert.equal(first(principals('type = "Service"', 'identifiers = ["‸"]')), 'ec2.amazonaws.com');
    assert.equal(first(principals('identifiers = ["‸"]', 'type = "Service"')), 'ec2.amazonaws.com');
    assert.equal(first(principals('type = "AWS"', 'identifiers = ["‸"]')), 'arn:aws:iam::111122223333:root');
    assert.equal(first(principals('type = "Federated"', 'identifiers = ["‸"]')), 'token.actions.githubusercontent.com');
    assert.deepEqual(labels(principals('identifiers = ["‸"]')), []);
    assert.equal(
      first(inBlock('    not_principals {\n      type = "Service"\n      identifiers = [‸]\n    }')),
      'ec2.amazonaws.com',
    );
  });

  it('writes lists: brackets and commas that are missing, and each item once', () => {
    const list = (value: string): string =>
      inBlock(`    principals {\n      type        = "Service"\n      identifiers = ${value}\n    }`);
    const line = (value: string): string =>
      accepted(list(value), 'lambda.amazonaws.com').replace('      identifiers = ', '');
    assert.equal(line('‸'), '["lambda.amazonaws.com"]');
    assert.equal(line('"lam‸"'), '["lambda.amazonaws.com"]');
    assert.equal(line('[lam‸]'), '["lambda.amazonaws.com"]');
    assert.equal(line('["ec2.amazonaws.com" ‸]'), '["ec2.amazonaws.com", "lambda.amazonaws.com"]');
    assert.equal(line('["ec2.amazonaws.com", "‸"]'), '["ec2.amazonaws.com", "lambda.amazonaws.com"]');
    assert.equal(line('["‸" "ec2.amazonaws.com"]'), '["lambda.amazonaws.com", "ec2.amazonaws.com"]');
    assert.equal(line('["ec2.amazonaws.com", "‸]'), '["ec2.amazonaws.com", "lambda.amazonaws.com"]');
    assert.equal(line('["‸, "ec2.amazonaws.com"]'), '["lambda.amazonaws.com", "ec2.amazonaws.com"]');
    assert.equal(line('concat(["‸"], var.more)'), 'concat(["lambda.amazonaws.com"], var.more)');
    assert.ok(!labels(list('["lambda.amazonaws.com", "‸"]')).includes('lambda.amazonaws.com'));
  });

  it('offers no test that stands already, also behind the word that is typed', () => {
    const tested =
      '\n    condition {\n      test     = "StringEquals"\n      variable = "sts:ExternalId"\n      values   = ["x"]\n    }\n';
    for (const inside of [`${tested}\n    cond‸`, `    cond‸\n${tested}`, `    ‸\n${tested}`]) {
      const { snippet } = offerOf(offers(inBlock(AWS + inside)), 'condition');
      assert.match(snippet, /variable = "(?!sts:ExternalId)/, inside);
    }
  });

  it('offers keys that the operator and the callers fit, and the values of the key', () => {
    const condition = (...lines: readonly string[]): string =>
      inBlock(`${AWS}\n    condition {\n      ${lines.join('\n      ')}\n    }`);
    assert.deepEqual(labels(condition('test = "Bool"', 'variable = "‸"')).slice(0, 1), ['aws:MultiFactorAuthPresent']);
    assert.equal(first(condition('test = "StringEquals"', 'variable = "‸"')), 'sts:ExternalId');
    assert.equal(
      first(condition('test = "Bool"', 'variable = "aws:MultiFactorAuthPresent"', 'values = ["‸"]')),
      'true',
    );
    assert.ok(labels(condition('values = ["‸"]', 'variable = "sts:ExternalId"', 'test = "StringEquals"')).length);
  });

  it('offers operators that the key beside them fits, and none that would let others in', () => {
    const tests = (variable: string, before = AWS): string[] =>
      labels(inBlock(`${before}\n    condition {\n      test = "‸"\n      ${variable}\n    }`));
    assert.deepEqual(
      tests('variable = "aws:MultiFactorAuthPresent"').filter((name) => !name.includes(':')),
      ['Bool', 'Null'],
    );
    assert.ok(tests('variable = "aws:PrincipalArn"').includes('ArnLike'));
    const isNegated = (name: string): boolean => name.includes('Not');
    assert.ok(!tests('').some(isNegated) && !tests('variable = "aws:PrincipalTag/team"').some(isNegated));
    const guarded = `${AWS}    condition {\n      test = "StringEquals"\n      variable = "sts:ExternalId"\n      values = ["x"]\n    }\n`;
    assert.ok(tests('variable = "aws:PrincipalTag/team"', guarded).includes('StringNotEquals'));
    assert.ok(!labels(inBlock(guarded.replace('StringEquals', 'String‸'))).some(isNegated));
  });

  it('offers the actions that fit the principals', () => {
    const source = inBlock(AWS.replace('AWS"', 'Federated"').replace('root', 'saml-provider/Corp'));
    assert.deepEqual(labels(source.replace('sts:AssumeRole', '‸')).slice(0, 2), [
      'sts:AssumeRoleWithSAML',
      'sts:TagSession',
    ]);
  });

  it('knows the content of dynamic blocks', () => {
    const dynamic = inBlock(
      `    dynamic "principals" {\n      for_each = var.x\n      content {\n        type = "Service"\n        identifiers = ["‸"]\n      }\n    }`,
    );
    assert.equal(first(dynamic), 'ec2.amazonaws.com');
    assert.deepEqual(labels(inBlock('    dynamic "principals" {\n      ‸\n    }')), []);
  });

  it('waits for a role no longer than nothing says that it is another policy', () => {
    const alone = (inside: string): string =>
      `data "aws_iam_policy_document" "x" {\n  statement {\n${inside}\n  }\n}\n`;
    assert.equal(first(alone('    actions = ["‸"]')), 'sts:AssumeRole');
    assert.equal(first(alone('    actions = ["sts:‸"]')), 'sts:AssumeRole');
    assert.deepEqual(labels(alone('    actions = ["s3:GetObject", "‸"]')), []);
    assert.deepEqual(labels(alone('    resources = ["*"]\n    effect = "‸"')), []);
    const bucket = 'resource "aws_s3_bucket_policy" "x" {\n  policy = data.aws_iam_policy_document.x.json\n}\n';
    assert.deepEqual(labels(alone('    actions = ["‸"]') + bucket), []);
  });
});

describe('templates in Terraform', () => {
  const count = (): number => labels('‸').length;

  it('are roles at the top of a file, where nothing else offers anything', () => {
    assert.deepEqual(labels('‸').slice(0, 3), ['AWS service', 'IAM role', 'AWS account']);
    assert.ok(count() > 20);
    assert.deepEqual(offers('‸', {}, { namesOffered: true }), []);
    for (const [source, expected] of [
      ['locals {}\n‸\nterraform {}\n', 'locals {}\n\nROLE\n\nterraform {}\n'],
      ['locals {}\n\ntrust-serv‸\n', 'locals {}\n\nROLE\n'],
      ['tru‸', 'ROLE\n'],
    ] as const)
      assert.equal(
        offerOf(offers(source), 'AWS service').after,
        expected.replace('ROLE', () =>
          role(`jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ec2.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      }
    ]
  })`)
            .replace('"deploy" {', '"role" {\n  name = "role"')
            .trimEnd(),
        ),
      );
  });

  it('are a role and a data source where such are beside it, under names that the module has not', () => {
    const others = {
      'a.tf': `${inBlock('')}\nresource "aws_iam_role" "role" {}\ndata "aws_iam_policy_document" "role_2_trust" {}\n`,
    };
    const { after, snippet } = offerOf(offers('trust-role‸', others), 'IAM role');
    assert.match(
      after,
      /^data "aws_iam_policy_document" "role_3_trust" \{\n[^]*\n\}\n\nresource "aws_iam_role" "role_3" \{/,
    );
    assert.match(
      after,
      /\n {2}name {15}= "role_3"\n {2}assume_role_policy = data\.aws_iam_policy_document\.role_3_trust\.json\n\}\n$/,
    );
    assert.match(snippet, /^data "aws_iam_policy_document" "\$\{90:role_3\}_trust" \{\n {2}statement \{/);
    assert.match(snippet, /identifiers = \["arn:aws:iam::\$\{1:111122223333\}:role\/\$\{2:ROLE_NAME\}"\]\n {4}\\\}/);
    assert.match(snippet, /\n {2}name {15}= "\$\{90:role_3\}"\n/);
  });

  it('are the value of an argument that takes a trust policy', () => {
    for (const value of ['‸', 'trust-acc‸', 'trust‸', 'jsonencode(‸)']) {
      const { after } = offerOf(offers(role(value)), 'AWS account');
      assert.match(
        after,
        /^resource "aws_iam_role" "deploy" \{\n {2}assume_role_policy = jsonencode\(\{\n {4}Version = "2012-10-17"\n/,
      );
    }
    assert.equal(labels(role('‸')).length, count());
    assert.deepEqual(labels(role('‸').replace('assume_role_policy', 'policy')), []);
    assert.deepEqual(offers(role('‸'), {}, { namesOffered: true }), []);
    const indented = role('‸').replace(/^/gm, '  ');
    assert.match(offerOf(offers(indented), 'AWS account').after, /\n {6}Version = "2012-10-17"\n/);
    assert.match(offerOf(offers(indented), 'AWS account').snippet, /^jsonencode\(\{\n {2}Version = "2012-10-17"\n/);
  });

  it('are statements in a data source', () => {
    const { after } = offerOf(
      offers(inBlock('').replace('  statement {', '  trust-mfa‸\n\n  statement {')),
      'IAM users with MFA',
    );
    assert.match(after, /^data "aws_iam_policy_document" "trust" \{\n {2}statement \{\n {4}effect {2}= "Allow"\n/);
    assert.match(after, /variable = "aws:MultiFactorAuthPresent"/);
  });

  it('are nothing where something else is being typed', () => {
    for (const source of [
      't‸',
      'res‸',
      'resource ‸',
      'trust-x ‸',
      '# trust‸',
      'x = trust‸',
      'locals { trust‸ }',
      role('var.‸'),
      role('"‸"'),
      role('local.trust‸'),
    ])
      assert.deepEqual(labels(source), [], source);
  });
});

describe('completion in jsonencode', () => {
  it('offers elements with their values, as the members beside them are written', () => {
    assert.deepEqual(labels(inObject('      ‸')), ['Principal', 'Action', 'Condition', 'Sid']);
    assert.equal(accepted(inObject('      ‸'), 'Sid'), '      Sid    = "Statement1"');
    assert.equal(
      accepted(inObject('      ‸'), 'Principal'),
      '      Principal = {\n        AWS = "arn:aws:iam::111122223333:root"\n      }',
    );
    const colons = inObject('      "‸"')
      .replaceAll(/(\w+) = (["[])/g, '"$1" : $2')
      .replace('"assume_role_policy" :', 'assume_role_policy =');
    assert.equal(accepted(colons, 'Sid'), '      "Sid" : "Statement1"');
    assert.equal(accepted(colons.replace('"‸"', '‸'), 'Sid'), '      "Sid" : "Statement1"');
    assert.equal(accepted(inObject('      "‸"'), 'Sid'), '      "Sid"  = "Statement1"');
  });

  it('quotes what is no name, and sets commas on one line', () => {
    const condition = (inside: string): string =>
      inObject(`      Principal = { AWS = "111122223333" }\n      Condition = { StringEquals = { ${inside} } }`);
    assert.equal(
      accepted(condition('‸'), 'sts:ExternalId'),
      '      Condition = { StringEquals = { "sts:ExternalId" = "RANDOM" } }',
    );
    assert.equal(
      accepted(condition('"aws:PrincipalOrgID" = "o-a1b2c3d4e5" ‸'), 'sts:ExternalId'),
      '      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-a1b2c3d4e5", "sts:ExternalId" = "RANDOM" } }',
    );
    assert.equal(
      accepted(condition('‸ "aws:PrincipalOrgID" = "o-a1b2c3d4e5"'), 'sts:ExternalId'),
      '      Condition = { StringEquals = { "sts:ExternalId" = "RANDOM", "aws:PrincipalOrgID" = "o-a1b2c3d4e5" } }',
    );
    assert.equal(
      accepted(condition('"sts:Ext‸" = "abc"'), 'sts:ExternalId'),
      '      Condition = { StringEquals = { "sts:ExternalId" = "abc" } }',
    );
  });

  it('offers values and items', () => {
    assert.equal(accepted(inObject('      Action =‸'), 'sts:AssumeRole'), '      Action = "sts:AssumeRole"');
    assert.equal(accepted(inObject('      Action = ["‸"]'), 'sts:AssumeRole'), '      Action = ["sts:AssumeRole"]');
    assert.equal(accepted(inObject('      Action = ["‸]'), 'sts:AssumeRole'), '      Action = ["sts:AssumeRole"]');
    assert.equal(
      accepted(inObject('      Principal = { Service = lam‸ }'), 'lambda.amazonaws.com'),
      '      Principal = { Service = "lambda.amazonaws.com" }',
    );
    assert.equal(accepted(inObject('      Effect = ‸ "Deny"'), 'Allow'), '      Effect = "Allow"');
    assert.deepEqual(labels(inObject('      Effect = "Allow"‸')), []);
    assert.deepEqual(labels(inObject('      Principal = ‸ {}')), []);
  });

  it('offers whole policies and statements', () => {
    assert.ok(labels(role('jsonencode(‸)')).includes('GitHub Actions'));
    const { after } = offerOf(offers(role('jsonencode({\n    ‸\n  })')), 'AWS service');
    assert.equal(
      after,
      role(`jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ec2.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      }
    ]
  })`),
    );
    const list = role('jsonencode({\n    Version = "2012-10-17"\n    Statement = [\n      ‸\n    ]\n  })');
    assert.ok(labels(list).includes('AWS service'));
  });

  it('reaches what a policy takes from locals and joins', () => {
    const locals = (inside: string, use: string): string => `locals {\n${inside}\n}\n\n${inObject(`      ${use}`)}`;
    const services = locals('  services = ["ec2.amazonaws.com", "‸"]', 'Principal = { Service = local.services }');
    assert.ok(labels(services).includes('lambda.amazonaws.com') && !labels(services).includes('ec2.amazonaws.com'));
    assert.ok(
      labels(locals('  service = "lam‸"', 'Principal = { Service = local.service }')).includes('lambda.amazonaws.com'),
    );
    assert.deepEqual(labels(locals('  who = { ‸ }', 'Principal = local.who')), ['AWS', 'Service', 'Federated']);
    assert.deepEqual(labels(locals('  other = ["‸"]', 'Principal = { Service = local.services }')), []);
    const joined = inObject('').replace('[{', 'concat([{').replace('}]', '}, {\n‸\n    }], var.more)');
    assert.ok(labels(joined).includes('Principal'));
    const merged = inObject('      Condition = merge({ StringEquals = { "‸" } }, var.more)');
    assert.ok(labels(merged).includes('aws:PrincipalOrgID'));
    const named = 'locals {\n  assume_role_policy = jsonencode({ ‸ })\n}\n';
    assert.ok(labels(named).includes('Statement'));
  });

  it('offers nothing in comments, holes, other policies and other places', () => {
    for (const source of [
      inObject('      # ‸'),
      inObject('      /* ‸ */'),
      inObject('      Sid = "${var.‸}"'),
      inObject('      Principal = { AWS = "arn:aws:iam::${‸"'),
      inObject('      Principal = { AWS = [for a in var.accounts : "‸"] }'),
      inObject('      Principal = { AWS = lookup(var.x, "‸") }'),
      'resource "aws_iam_policy" "x" {\n  policy = jsonencode({ ‸ })\n}\n',
      'resource "aws_iam_role" "x" {\n  ‸\n}\n',
      'resource "alicloud_ram_role" "x" {\n  assume_role_policy_document = jsonencode({ ‸ })\n}\n',
      'variable "assume_role_policy" {\n  default = jsonencode({ ‸ })\n}\n',
    ])
      assert.deepEqual(labels(source), [], source);
  });
});

describe('completion of references', () => {
  const federated = (value: string): string =>
    inBlock(`    principals {\n      type        = "Federated"\n      identifiers = ${value}\n    }`);
  const ARN = 'aws_iam_openid_connect_provider.github.arn';

  it('offers the identity providers of the module first, as expressions', () => {
    for (const value of [
      '[‸]',
      '["‸"]',
      '["‸]',
      '‸',
      '[aws_iam_op‸]',
      '[aws_iam_openid_connect_provider.‸]',
      '[aws_iam_openid_connect_provider.gi‸thub.id]',
    ]) {
      const source = GITHUB + federated(value);
      assert.equal(first(source), ARN, value);
      assert.ok(accepted(source, ARN).startsWith(`      identifiers = [${ARN}]`), value);
    }
    // What the provider demands comes along, in blocks as the statement has them.
    assert.equal(
      accepted(GITHUB + federated('[‸]'), ARN),
      [
        `      identifiers = [${ARN}]`,
        '    }',
        ...['aud', 'sub'].flatMap((claim) => [
          '',
          '    condition {',
          '      test     = "StringEquals"',
          `      variable = "token.actions.githubusercontent.com:${claim}"`,
          `      values   = ["${claim === 'aud' ? 'sts.amazonaws.com' : 'repo:<owner>/<repo>:environment:<environment>'}"]`,
          '    }',
        ]),
      ]
        .slice(0, -1)
        .join('\n'),
    );
    assert.match(
      accepted(GITHUB + inObject('      Principal = { Federated = "‸" }'), ARN),
      /^      Principal = \{ Federated = aws_iam_openid_connect_provider\.github\.arn \}\n      Condition = \{\n/,
    );
    assert.equal(offers(federated('["‸"]'), { 'oidc.tf': GITHUB })[0]?.label, ARN);
    assert.equal(
      offers(federated('["‸"]'), { 'oidc.tf': GITHUB.replace('"https', 'var.url # "https') })[0]?.label,
      ARN,
    );
    assert.ok(!labels(GITHUB + federated(`[${ARN}, ‸]`)).includes(ARN));
  });

  it('fills them into JSON text', () => {
    const heredoc = role(`<<EOF\n{"Statement": [{"Effect": "Allow", "Principal": {"Federated": "‸"}}]}\nEOF`);
    assert.match(
      offerOf(offers(GITHUB + heredoc), ARN).after,
      /"Federated": "\$\{aws_iam_openid_connect_provider\.github\.arn\}"\}/,
    );
    assert.match(
      offerOf(offers(GITHUB + heredoc), ARN).snippet,
      /^"\\\$\{aws_iam_openid_connect_provider\.github\.arn\\\}"$/,
    );
  });

  it('offers the other roles of the module', () => {
    const caller = 'resource "aws_iam_role" "caller" {\n  name = "caller"\n}\n';
    const source = inBlock('    principals {\n      type        = "AWS"\n      identifiers = ["‸"]\n    }');
    assert.equal(accepted(caller + source, 'aws_iam_role.caller.arn'), '      identifiers = [aws_iam_role.caller.arn]');
    assert.ok(!labels(source).some((label) => label.startsWith('aws_iam_role.deploy')));
  });
});

describe('completion in JSON text of Terraform', () => {
  const heredoc = (opening: string, inside: string): string =>
    role(`${opening}
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          ${inside}
        }
      ]
    }
    EOF`);

  it('offers names and values in heredocs, and keeps their indentation', () => {
    for (const opening of ['<<EOF', '<<-EOF']) {
      assert.deepEqual(labels(heredoc(opening, '"‸"')), ['Principal', 'Action', 'Condition', 'Sid']);
      const { after, snippet } = offerOf(offers(heredoc(opening, '‸')), 'Principal');
      assert.ok(
        after.includes('          "Principal": {\n            "AWS": "arn:aws:iam::111122223333:root"\n          }\n'),
      );
      assert.equal(snippet, '"Principal": {\n  "AWS": "arn:aws:iam::${1:111122223333}:${2:root}"\n\\}');
    }
  });

  it('begins a policy, and one without an end', () => {
    assert.deepEqual(labels(role('<<EOF\n{\n  "‸"\n}\nEOF')).slice(0, 3), ['Version', 'Statement', 'Id']);
    assert.deepEqual(
      labels('resource "aws_iam_role" "x" {\n  assume_role_policy = <<EOF\n{"Statement": [{"‸').slice(0, 2),
      ['Effect', 'Principal'],
    );
    assert.deepEqual(labels('resource "aws_iam_policy" "x" {\n  policy = <<EOF\n{"Statement": [{"‸"}]}\nEOF\n}\n'), []);
  });

  it('writes into a string with its escapes, and finds there by what stands there', () => {
    const source = role(String.raw`"{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Al‸\"}]}"`);
    const { after, filterText } = offerOf(offers(source), 'Allow');
    assert.equal(after, source.replace('Al‸', 'Allow'));
    assert.equal(filterText, String.raw`\"Allow`);
  });

  it('doubles the sign of what would be filled in, and offers nothing in a hole', () => {
    assert.deepEqual(labels(heredoc('<<EOF', '"Principal": {"AWS": "arn:aws:iam::${var.‸}:root"}')), []);
    const saml = heredoc(
      '<<EOF',
      '"Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/x"}, "Condition": {"StringLike": {"‸"}}',
    );
    for (const { after } of offers(saml)) assert.doesNotMatch(after, /[^$]\$\{(?:aws|saml):/);
  });
});
