// Trust policies written in Terraform: typed key by key, completed, fixed, and turned into another form.
import assert from 'node:assert/strict';
import { THEMES, workbench } from './workbench.mjs';
import { writing } from './writing.mjs';

const PROVIDER = `resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}
`;
const role = (name, policy) => `resource "aws_iam_role" "${name}" {\n  assume_role_policy = ${policy}\n}\n`;

const TAKEN = role('deploy', 'data.aws_iam_policy_document.deploy.json');
const DOCUMENT = `${TAKEN}
data "aws_iam_policy_document" "deploy" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:acme/shop:environment:production"]
    }
  }
}
`;
const ENCODED = role(
  'jobs',
  `jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = "sts:AssumeRole"
      Principal = {
        Service = "lambda.amazonaws.com"
      }
    }]
  })`,
);

const FLAWED = `${TAKEN}
data "aws_iam_policy_document" "deploy" {
  statement {
    action = ["sts:AssumeRole"] # by the jobs

    principals {
      type        = "Service"
      identifiers = ["Lambda.amazonaws.com", "ec2.amazonaws.com"]
    }
  }
}
`;
const FIXED_ONE = FLAWED.replace('Lambda', 'lambda');
const FIXED_ALL = FIXED_ONE.replace('action ', 'actions ');

const HEREDOC = role(
  'vendor',
  `<<-EOF
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "AWS": "arn:aws:iam::464622532012:root" },
          "Action": "sts:AssumeRole",
          "Condition": { "StringEquals": { "sts:ExternalId": "\${var.external_id}" } }
        }
      ]
    }
  EOF`,
);
const OF_JSON = role(
  'vendor',
  `jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = "arn:aws:iam::464622532012:root"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "sts:ExternalId" = "\${var.external_id}"
          }
        }
      }
    ]
  })`,
);
const OF_ENCODED = `data "aws_iam_policy_document" "vendor_trust" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::464622532012:root"]
    }

    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ["\${var.external_id}"]
    }
  }
}

${role('vendor', 'data.aws_iam_policy_document.vendor_trust.json')}`;

const inserted = (name, policy) =>
  `resource "aws_iam_role" "${name.replaceAll('-', '_')}" {\n  name = "${name}"\n  assume_role_policy = ${policy}\n}\n`;
const FOR_EC2 = `jsonencode({
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
  })`;
const OPEN = 'resource "aws_iam_role" "worker" {\n  assume_role_policy = \n}\n';
const FILLED = `data "aws_iam_policy_document" "worker_trust" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

${role('worker', 'data.aws_iam_policy_document.worker_trust.json')}`;

/** Each journey leaves the window as it was. */
export async function writingJourneys({ server, page, journey, pictures }) {
  const { keyboard } = page;
  const { open, command, save, find, answer, closeOthers, choose } = workbench(page);
  const { picture, put, onDisk, type, take, act, onSave } = writing({ server, page, pictures });

  await journey('a data source in Terraform is typed key by key', async () => {
    put('write/document/identity.tf', PROVIDER);
    put('write/document/main.tf', `${TAKEN}\n`);
    await open('write/document/main.tf');
    await keyboard.press('Control+End');
    await type('data "aws_iam_policy_document" "deploy" {\nstatement {\nactions = [');
    await take('"sts:AssumeRoleWithW', 'sts:AssumeRoleWithWebIdentity');
    await keyboard.press('End');
    await type('\n\nprincipals {\ntype = ');
    await take('"Fed', 'Federated');
    await type('\nidentifiers = [');
    await take('', 'aws_iam_openid_connect_provider.github.arn', 'provider');
    // Its conditions come with it.
    await page.locator('.monaco-editor .view-line', { hasText: ':environment:' }).waitFor();
    for (const [part, value] of [
      ['<owner>', 'acme'],
      ['<repo>', 'shop'],
      ['<environment>', 'production'],
    ]) {
      await find(part);
      await type(value);
    }
    await page.locator('.codelens-decoration', { hasText: 'in acme/shop using environment production' }).waitFor();
    await picture('document');
    await save();
    assert.equal(onDisk('write/document/main.tf'), DOCUMENT.trimEnd());
    await closeOthers();
  });

  await journey('a role in Terraform with jsonencode is typed key by key', async () => {
    put('write/role/main.tf', `${PROVIDER}\n`);
    await open('write/role/main.tf');
    await keyboard.press('Control+End');
    await type('resource "aws_iam_role" "jobs" {\nassume_role_policy = jsonencode({\n');
    await take('Ver', 'Version');
    await keyboard.press('End');
    await type('\nStatement = [{\nEffect = ');
    await take('"All', 'Allow');
    await type('\nAction = ');
    await take('"Assume', 'sts:AssumeRole');
    await type('\nPrincipal = {\nService = ');
    await take('"lam', 'lambda.amazonaws.com', 'service');
    await page.locator('.codelens-decoration', { hasText: 'AWS Lambda can assume this role' }).waitFor();
    await picture('role');
    await save();
    assert.equal(onDisk('write/role/main.tf'), `${PROVIDER}\n${ENCODED.trimEnd()}`);
    await closeOthers();
  });

  await journey('a policy in Terraform is fixed by keyboard, and wholly on save', async () => {
    put('write/fix/main.tf', FLAWED);
    put('write/all/main.tf', FLAWED);
    await open('write/fix/main.tf');
    await page.locator('.monaco-editor .squiggly-error').nth(1).waitFor({ state: 'attached' });
    await find('Lambda');
    await act('Control+.', 'Replace with "lambda.amazonaws.com"', 'fix');
    await save();
    assert.equal(onDisk('write/fix/main.tf'), FIXED_ONE);
    await closeOthers();
    await open('write/all/main.tf');
    await page.locator('.monaco-editor .squiggly-error').nth(1).waitFor({ state: 'attached' });
    await onSave(async () => {
      await keyboard.press('Control+End');
      await type('\n');
      await save();
      assert.equal(onDisk('write/all/main.tf'), `${FIXED_ALL}\n`);
      await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'detached' });
      await picture('fixed-on-save');
    });
    await closeOthers();
  });

  await journey('a policy in Terraform goes from a heredoc to jsonencode, to a data source, and back', async () => {
    put('write/forms/main.tf', HEREDOC);
    await page.setViewportSize({ width: 1100, height: 900 });
    await open('write/forms/main.tf');
    for (const [title, text, [theme, kind]] of [
      ['Convert the JSON text to jsonencode', OF_JSON, THEMES[0]],
      ['Convert jsonencode to a data source', OF_ENCODED, THEMES[1]],
      ['Convert the data source to jsonencode', OF_JSON, THEMES[2]],
    ]) {
      await page.locator('.codelens-decoration', { hasText: 'Datadog' }).waitFor();
      await find('464622532012');
      await act('Control+Shift+R', title, `convert-${kind}`);
      await choose(theme, kind);
      await save();
      assert.equal(onDisk('write/forms/main.tf'), text, title);
      await picture(`converted-${kind}`);
    }
    await closeOthers();
  });

  /** Generates a policy for EC2, and puts it where a row says. */
  async function generate(place, name) {
    await command('Trust Policy: Generate');
    await answer('Who can assume the role?', 'ec2');
    await answer('Add conditions (optional)');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: place }).waitFor();
    await answer('Where do you want the policy?', place, () => picture(name));
    await answer('Also generate… (optional)');
  }

  await journey(
    'the wizard inserts a role into an empty Terraform file, and a data source for one without a policy',
    async () => {
      put('write/empty/main.tf', '');
      put('write/slot/main.tf', OPEN);
      await open('write/empty/main.tf');
      await generate('Insert here as a role with jsonencode', 'insert-role');
      await page.locator('.quick-input-widget', { hasText: 'What is the name of the role?' }).waitFor();
      await keyboard.press('Control+A');
      await answer('What is the name of the role?', 'shop-worker');
      await page.locator('.codelens-decoration', { hasText: 'Amazon EC2 can assume this role' }).waitFor();
      await save();
      assert.equal(onDisk('write/empty/main.tf'), inserted('shop-worker', FOR_EC2));
      await open('write/slot/main.tf');
      await find('assume_role_policy = ');
      await keyboard.press('End');
      await generate('Insert here as a data source', 'insert-document');
      await page.locator('.codelens-decoration', { hasText: 'Amazon EC2 can assume this role' }).waitFor();
      await picture('inserted');
      await save();
      assert.equal(onDisk('write/slot/main.tf'), FILLED);
      await closeOthers();
    },
  );
}
