// Trust policies in Terraform: with VS Code alone, which takes it for plain text, and beside an extension for the language.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { repo, startServer } from './vscode-host.mjs';
import { isWanted, journeys, THEMES, workbench } from './workbench.mjs';

const MAIN = 'infra/main.tf';
const MAIN_TEXT = `# Who can deploy the shop.
resource "aws_iam_role" "deploy" {
  name               = "shop-deploy"
  assume_role_policy = data.aws_iam_policy_document.github.json
}

resource "aws_iam_role" "preview" {
  name               = "shop-preview"
  assume_role_policy = data.aws_iam_policy_document.github.json
}

data "aws_iam_policy_document" "github" {
  statement {
    sid     = "GitHub"
    actions = ["sts:AssumeRoleWithWebIdentity"]

    principals {
      type        = "Federated"
      identifiers = [aws_iam_openid_connect_provider.github.arn]
    }

    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:aud"
      values   = ["sts.amazonaws.com"]
    }

    condition {
      test     = "StringLike"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:\${var.org}/shop:*", "repo:acme/*"]
    }
  }
}

resource "aws_iam_role" "jobs" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { Service = "Lambda.amazonaws.com" }
      },
      {
        Effect    = "Allow"
        Action    = "sts:AssumeRole"
        Principal = { AWS = aws_iam_role.deploy.arn }
      },
    ]
  })
}
`;
const FILES = {
  [MAIN]: MAIN_TEXT,
  'infra/identity.tf': `resource "aws_iam_openid_connect_provider" "github" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

variable "org" {
  default = "acme"
}
`,
  'infra/vendor.tf': `resource "aws_iam_role" "monitoring" {
  name_prefix        = "monitoring-"
  assume_role_policy = <<-EOF
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Principal": { "AWS": "arn:aws:iam::464622532012:root" },
          "Action": "sts:AssumeRole"
        }
      ]
    }
  EOF
}
`,
};

/** The lines above policies and statements of the main file, in order. */
const LENSES = [
  'Trust policy of aws_iam_role.deploy and aws_iam_role.preview',
  'Any GitHub Actions workflow in any repository of acme or in ${var.org}/shop can assume this role',
  'IAM rejects this policy: "Lambda.amazonaws.com" isn\'t a valid principal',
  'Role aws_iam_role.deploy of this module can assume this role',
];
const MESSAGES = [
  'Service principals are case-sensitive: use "lambda.amazonaws.com".',
  '"*" matches every repository of acme, so any of them can assume this role.',
  '"*" matches every branch, tag, environment and pull request of shop',
];

const TITLES = {
  problems: 'underlined, in Problems, and said above, in every theme',
  explained: 'a value explains itself, and a line leads to the panel',
  once: 'outlined and colored once',
  roles: 'each role is in the list, on the map, and found by an error',
};
const titleOf = (kind, title) => `Terraform as ${kind}: ${title}`;

/** @param kind `plain text`, or `a language`: beside an extension that outlines and colors it */
export async function terraformJourneys({ server, page, journey, pictures, kind }) {
  const { keyboard } = page;
  const { open, command, find, closeOthers, explained, choose } = workbench(page);
  const picture = (name) =>
    page.screenshot({ path: path.join(pictures, `terraform-${kind.replaceAll(' ', '-')}-${name}.png`) });
  const isPlain = kind === 'plain text';
  const lenses = page.locator('.monaco-editor .codelens-decoration a');
  for (const [name, text] of Object.entries(FILES)) {
    fs.mkdirSync(path.dirname(path.join(server.ws, name)), { recursive: true });
    fs.writeFileSync(path.join(server.ws, name), text);
  }

  async function openMain() {
    await page.setViewportSize({ width: 1300, height: 1100 });
    await open(MAIN);
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'attached' });
    await lenses.filter({ hasText: LENSES[0] }).waitFor();
    await lenses.filter({ hasText: LENSES[3] }).waitFor();
  }

  await journey(titleOf(kind, TITLES.problems), async () => {
    await openMain();
    await page.locator('.statusbar-item', { hasText: isPlain ? 'Plain Text' : 'Terraform' }).waitFor();
    assert.equal(await page.locator('.monaco-editor .squiggly-error').count(), 1);
    assert.equal(await page.locator('.monaco-editor .squiggly-warning').count(), 1);
    assert.deepEqual(await lenses.allInnerTexts(), LENSES);
    for (const [theme, cls] of THEMES) {
      await choose(theme, cls);
      await picture(`editor-${cls}`);
    }
    await keyboard.press('Control+Shift+M');
    const rows = page.locator('.markers-panel .monaco-list-row');
    for (const message of MESSAGES) await rows.filter({ hasText: message }).waitFor();
    assert.equal(await rows.count(), MESSAGES.length + 1); // with that of the file
    await picture('problems');
    await keyboard.press('Control+J');
    await page.locator('.markers-panel').waitFor({ state: 'hidden' });
    await closeOthers();
  });

  await journey(titleOf(kind, TITLES.explained), async () => {
    await openMain();
    await find('repo:acme/*');
    await keyboard.press('Control+K');
    await keyboard.press('Control+I');
    const hover = page.locator('.monaco-hover', { hasText: 'any repository of acme' });
    await hover.waitFor();
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.monaco-hover')].some((e) => getComputedStyle(e).opacity === '1' && e.innerText),
    );
    await picture('hover');
    await keyboard.press('Escape');
    await keyboard.press('Escape');
    await lenses.filter({ hasText: LENSES[0] }).click();
    const panel = await explained('shop-deploy and shop-preview');
    await panel.locator('h1', { hasText: 'Who can assume this role' }).waitFor();
    for (const [theme, cls] of THEMES) {
      await choose(theme, cls);
      await picture(`panel-${cls}`);
    }
    await closeOthers();
  });

  await journey(titleOf(kind, TITLES.once), async () => {
    await openMain();
    const header = page.locator('.pane-header', { hasText: 'Outline' });
    await header.click();
    const rows = page.locator('.pane', { has: header }).locator('.monaco-list-row');
    await rows
      .filter({ hasText: isPlain ? 'Trust policy' : 'resource aws_iam_role.deploy' })
      .first()
      .waitFor();
    assert.equal(await rows.filter({ hasText: 'Trust policy' }).count(), isPlain ? 1 : 0); // more is not in view
    await picture('outline');
    const color = (text) =>
      page.locator('.monaco-editor .view-lines').evaluate((lines, sought) => {
        const spans = [...lines.querySelectorAll('span > span')].filter((span) => !span.children.length);
        return getComputedStyle(spans.find((span) => span.textContent.includes(sought))).color;
      }, text);
    // Beside a grammar of the language an action is as colored as any other text.
    assert.equal((await color('sts:AssumeRoleWithWebIdentity')) === (await color('shop-preview')), !isPlain);
    await header.click();
    await closeOthers();
  });

  await journey(titleOf(kind, TITLES.roles), async () => {
    await openMain();
    const header = page.locator('.pane-header', { hasText: 'IAM Roles' });
    await header.click();
    const rows = page.locator('.pane', { has: header }).locator('.monaco-list-row');
    for (const name of ['aws_iam_role.jobs', 'aws_iam_role.monitoring'])
      await rows.filter({ hasText: name }).first().waitFor();
    await picture('roles');
    await command('IAM Trust Policy: Show Role Trust Map');
    const map = await explained(/An arrow leads from a caller/);
    await map.locator('#search').fill('infra/');
    await map.locator('h2', { hasText: /Roles \(4 of \d+\)/ }).waitFor();
    for (const name of ['shop-deploy', 'shop-preview', 'aws_iam_role.jobs', 'aws_iam_role.monitoring'])
      await map.locator('svg.trust g.role', { hasText: name }).waitFor();
    assert.equal(await map.locator('svg.trust g', { hasText: 'aws_iam_role.deploy.arn' }).count(), 0);
    await picture('map');
    await closeOthers();
    await header.click();
    await open('infra/vendor.tf');
    await command('IAM Trust Policy: Explain AssumeRole Error');
    await page.locator('.quick-input-widget input.input:focus').waitFor();
    await keyboard.type(
      'An error occurred (AccessDenied) when calling the AssumeRole operation: User: arn:aws:iam::111122223333:user/ada is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/shop-preview',
    );
    await keyboard.press('Enter');
    const denied = await explained('Why AWS denied the call');
    await denied.locator('li', { hasText: 'No statement names arn:aws:iam::111122223333:user/ada' }).waitFor();
    await denied.locator('.where', { hasText: 'Checked the policy of role shop-preview in infra/main.tf.' }).waitFor();
    await picture('refused');
    await closeOthers();
  });
}

/** An extension as there are for Terraform: it has the language, colors and outlines it. @returns its package */
function terraformExtension() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'terraform-extension-'));
  const files = {
    'package.json': JSON.stringify({
      name: 'terraform-of-the-tests',
      files: ['main.js', 'grammar.json'],
      publisher: 'tests',
      version: '1.0.0',
      engines: { vscode: '^1.90.0' },
      main: './main.js',
      activationEvents: ['onLanguage:terraform'],
      contributes: {
        languages: [{ id: 'terraform', aliases: ['Terraform'], extensions: ['.tf'] }],
        grammars: [{ language: 'terraform', scopeName: 'source.terraform', path: './grammar.json' }],
      },
    }),
    'README.md': 'Terraform, for tests.\n',
    'grammar.json': JSON.stringify({
      scopeName: 'source.terraform',
      patterns: [
        { match: '#.*$', name: 'comment.line.number-sign.terraform' },
        { match: '"[^"]*"', name: 'string.quoted.double.terraform' },
        { match: '^(resource|data|variable)\\b', name: 'keyword.control.terraform' },
      ],
    }),
    'main.js': `const { DocumentSymbol, languages, SymbolKind } = require('vscode');
exports.activate = () => {
  languages.registerDocumentSymbolProvider('terraform', {
    provideDocumentSymbols: (document) =>
      [...document.getText().matchAll(/^(resource|data) "(.*)" "(.*)"/gm)].map(({ 0: head, 1: kind, 2: type, 3: name, index }) => {
        const range = document.lineAt(document.positionAt(index)).range;
        return new DocumentSymbol(kind + ' ' + type + '.' + name, '', SymbolKind.Class, range, range);
      }),
  });
};
`,
  };
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  const vsce = path.join(repo, 'node_modules/@vscode/vsce/vsce');
  const made = path.join(folder, 'terraform.vsix');
  const options = ['--no-dependencies', '--skip-license', '--allow-missing-repository', '--out', made];
  execFileSync(process.execPath, [vsce, 'package', ...options], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return made;
}

/** The same journeys in a VS Code that has an extension for Terraform. @returns how many failed */
export async function besideTerraformExtension({ browser, vsix, settings, viewport, pictures }) {
  if (!Object.values(TITLES).some((title) => isWanted(titleOf('a language', title)))) return 0;
  const server = await startServer({
    workspace: path.join(repo, 'test/examples'),
    settings,
    vsix: [vsix, terraformExtension()],
  });
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
  page.setDefaultTimeout(30_000);
  const { afresh } = workbench(page);
  const { journey, failures, count } = journeys('ui-terraform', page, () => afresh(viewport));
  try {
    await page.goto(server.url());
    await page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();
    await terraformJourneys({ server, page, journey, pictures, kind: 'a language' });
    count();
    return failures();
  } finally {
    await page.close();
    server.dispose(failures() > 0);
  }
}
