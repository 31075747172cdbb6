// A person at the keyboard: the packaged extension in a real VS Code, from squiggle to wizard.
// --screenshots writes the README's pictures to media/.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import sharp from 'sharp';
import './install.mjs';
import { accessJourneys } from './ui-access.mjs';
import { aroundPolicies } from './ui-desk.mjs';
import { besideExtensions, hostJourneys } from './ui-hosts.mjs';
import { PANEL_FILES, panelJourneys } from './ui-panel.mjs';
import { refusedJourneys } from './ui-refused.mjs';
import { TYPED_FILES, TYPED_SETTINGS, typePolicies } from './ui-typing.mjs';
import { repo, startBrowser, startServer } from './vscode-host.mjs';
import { writingJourneys } from './ui-writing.mjs';
import { journeys, workbench } from './workbench.mjs';

const forReaders = process.argv.includes('--screenshots');
const pictures = forReaders ? path.join(repo, 'media') : path.join(repo, '.test-out/ui');
fs.mkdirSync(pictures, { recursive: true });
execFileSync(process.execPath, ['scripts/package.mjs'], { cwd: repo, stdio: 'inherit' });

const vsix = path.join(repo, 'iam-trust-policy.vsix');
const settings = {
  'editor.minimap.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.colorTheme': process.env.UI_THEME ?? 'Default Dark Modern',
  'editor.fontSize': 13,
  ...TYPED_SETTINGS,
};
/** Files that only those journeys need. */
const TYPED = [
  'typed/app.json',
  'typed/package.json',
  'typed/blank-trust-policy.json',
  'typed/quiet-trust-policy.json',
  'typed/empty-trust.json',
  'typed/lambda-trust-policy.json',
  'typed/pods-trust.json',
  'typed/china-trust.json',
  'typed/okta-trust.json',
  'typed/back-trust.json',
  [
    'typed/trustpolicy.json',
    '{"version": "1.0", "trustPolicies": [{"name": "a", "registryScopes": ["*"], "trustStores": ["ca:acme"]}]}\n',
  ],
  [
    'typed/main.tf',
    [
      'resource "aws_iam_role" "jobs" {',
      '  name               = "jobs"',
      '  assume_role_policy = data.aws_iam_policy_document.jobs.json',
      '}',
      '',
      'data "aws_iam_policy_document" "jobs" {',
      '  statement {',
      '    actions = ["sts:AssumeRole"]',
      '    principals {',
      '      type        = "Service"',
      '      identifiers = ["Lambda.amazonaws.com"]',
      '    }',
      '  }',
      '}',
      '',
    ].join('\n'),
  ],
  ...TYPED_FILES,
];
const server = await startServer({
  workspace: path.join(repo, 'test/examples'),
  settings,
  vsix,
  files: ['snippet-trust-policy.json', 'wizard.json', ...PANEL_FILES, ...(forReaders ? [] : TYPED)],
});
const browser = await startBrowser();
/** The pictures that readers see: in the README and the walkthrough. */
const SHOWN = new Set(
  ['README.md', 'package.json'].flatMap((file) =>
    [...fs.readFileSync(path.join(repo, file), 'utf8').matchAll(/media\/([\w-]+\.png)/g)].map(([, name]) => name),
  ),
);
/** The window's size at the start of each journey. */
const viewport = { width: 1100, height: 680 };
const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
page.setDefaultTimeout(30_000);
const { keyboard } = page;
const onDisk = (name) => fs.readFileSync(path.join(server.ws, name), 'utf8');
/** Waits until a file has the text that VS Code is about to write: what its editor shows comes first. */
async function untilOnDisk(name, good) {
  const file = path.join(server.ws, name);
  await new Promise((resolve, reject) => {
    const watcher = fs.watch(path.dirname(file), () => {
      look();
    });
    const late = setTimeout(() => {
      watcher.close();
      reject(new Error(`${name} was not written`));
    }, 30_000);
    function look() {
      if (!fs.existsSync(file) || !good(fs.readFileSync(file, 'utf8'))) return;
      watcher.close();
      clearTimeout(late);
      resolve();
    }
    look();
  });
}

const { open, command, save, explained, closeOthers, find, answer: answered, watch, afresh } = workbench(page);
const { journey, failures, count } = journeys('ui', page, () => afresh(viewport));
/** A journey through files that readers don't see. */
const typedIn = (title, walk) => (forReaders ? Promise.resolve() : journey(title, walk));
/** A picture of the window, in 256 colours: a third of the size, and no eye sees a difference. */
async function picture(name) {
  if (forReaders && !SHOWN.has(`${name}.png`)) return;
  await sharp(await page.screenshot())
    .png({ palette: true, effort: 10 })
    .toFile(path.join(pictures, `${name}.png`));
}

/** Answers a step of the wizard: waits for its title, types, goes on. */
function answer(title, text, { picture: name } = {}) {
  return answered(title, text, name ? () => picture(name) : undefined);
}

/** Takes what each of these steps of the wizard offers. */
async function asOffered(...titles) {
  for (const title of titles) {
    await page.locator('.quick-input-widget', { hasText: title }).waitFor();
    await keyboard.press('Enter');
  }
}

/** Chooses a row of a list of several. */
async function tick(text) {
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: text });
  await row.first().locator('.quick-input-list-label').click();
}

/** Closes all that was written and not saved. */
async function throwAway() {
  for (let left = await page.locator('.tab.dirty').count(); left > 0; left--) {
    await command('View: Revert and Close Editor');
    await page
      .locator('.tab.dirty')
      .nth(left - 1)
      .waitFor({ state: 'detached' });
  }
}

/** How it feels to type, in files of ours and in others. Readers are shown none of it. */
async function typing() {
  /** The rows of the list that is asked for at the cursor; none where there is "No suggestions". */
  async function suggestions() {
    await keyboard.press('Control+Space');
    const widget = page.locator('.suggest-widget.visible');
    await widget
      .locator('.monaco-list-row')
      .or(widget.locator('.message:visible', { hasText: 'No' }))
      .first()
      .waitFor();
    return widget.locator('.monaco-list-row').allInnerTexts();
  }

  await journey('typing in files that are not ours is left alone', async () => {
    for (const name of ['typed/app.json', 'typed/package.json']) {
      await open(name);
      await keyboard.type('{ "enabled": tr', { delay: 60 });
      const rows = await suggestions();
      assert.doesNotMatch(rows.join(), /trust|MFA|AWS/i);
      await picture(`typing-${path.basename(name)}`);
      await keyboard.press('Escape');
      await keyboard.type('ue', { delay: 60 });
      await keyboard.press('Escape');
      await save();
      assert.equal(onDisk(name), '{ "enabled": true}');
    }
    await closeOthers();
  });

  await journey('an empty trust policy is offered each template once', async () => {
    await open('typed/blank-trust-policy.json');
    await keyboard.type('mfa', { delay: 60 });
    const row = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'IAM users with MFA' });
    await row.first().waitFor();
    assert.equal(await row.count(), 1);
    assert.equal(await page.locator('.suggest-widget.visible .monaco-list-row').count(), 1);
    await picture('typing-template');
    await keyboard.press('Escape');
    await command('View: Revert and Close Editor');
  });

  await journey('the trust policy of another product is left alone', async () => {
    const action = page.locator('.editor-actions .action-label[aria-label^="Explain"]');
    await open('sound/ec2-trust-policy.json');
    await action.waitFor();
    await open('typed/trustpolicy.json');
    await action.waitFor({ state: 'detached' });
    await picture('another-product');
    assert.equal(await page.locator('.monaco-editor [class*="squiggly"]').count(), 0);
    await closeOthers();
  });

  await journey('half a word is not red while it is typed, and is once it is left', async () => {
    await open('typed/quiet-trust-policy.json');
    const service = '"Service": "lambda.amazonaws.co';
    await keyboard.type('{"Version": "2012-10-17", "Statement": [{', { delay: 20 });
    await keyboard.press('Enter');
    await keyboard.type('"Effect": "Allow", "Action": "sts:AssumeRole",', { delay: 20 });
    await keyboard.press('Enter');
    await keyboard.type(`"Principal": {${service}`, { delay: 20 });
    await page
      .locator('.suggest-widget.visible .monaco-list-row', { hasText: 'lambda.amazonaws.com' })
      .first()
      .waitFor();
    assert.equal(await page.locator('.monaco-editor .squiggly-error').count(), 0); // before it has rested for two seconds
    await picture('typing-quiet');
    await keyboard.press('Escape');
    await keyboard.press('ArrowUp');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'attached' });
    await picture('typing-left');
    await command('View: Revert and Close Editor');
  });

  await typePolicies({ server, browser, journey, pictures });
}

/** How many journeys failed in a VS Code of their own. */
let besides = 0;
try {
  await page.goto(server.url());
  await page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();

  await journey('squiggle, Problems, quick fix, file on disk', async () => {
    await open('flawed/lambda-trust-policy.json');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'attached' });
    await keyboard.press('Control+Shift+M');
    const row = page.locator('.markers-panel .monaco-list-row', {
      hasText: 'Service principals are case-sensitive: use "lambda.amazonaws.com".',
    });
    await row.waitFor();
    await keyboard.press('Control+1');
    await keyboard.press('F8');
    await page.locator('.zone-widget.peekview-widget, .marker-widget').first().waitFor();
    await picture('problem');
    await page.locator('.monaco-editor [class*="gutter-lightbulb"], .monaco-editor .lightBulbWidget').first().waitFor();
    await keyboard.press('Control+.');
    await page.locator('.action-widget .monaco-list-row', { hasText: 'Replace with "lambda.amazonaws.com"' }).waitFor();
    await picture('quick-fix');
    await keyboard.press('Enter');
    await row.waitFor({ state: 'detached' });
    await save();
    assert.match(onDisk('flawed/lambda-trust-policy.json'), /"lambda\.amazonaws\.com"/);
    await keyboard.press('Control+J');
    await page.locator('.markers-panel').waitFor({ state: 'hidden' });
  });

  await journey('a policy with many mistakes, all named', async () => {
    await open('flawed/mixed-trust-policy.json');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'attached' });
    await keyboard.press('Control+Shift+M');
    await page
      .locator('.markers-panel .monaco-list-row', { hasText: 'Unknown condition key' })
      .or(page.locator('.markers-panel .monaco-list-row', { hasText: "isn't a condition key" }))
      .first()
      .waitFor();
    await picture('problems');
    await keyboard.press('Control+J');
    await page.locator('.markers-panel').waitFor({ state: 'hidden' });
  });

  await journey('a finding is ignored, with a reason that colleagues can read', async () => {
    await open('flawed/vendor-trust-policy.json');
    const squiggle = page.locator('.monaco-editor .squiggly-warning').first();
    await squiggle.waitFor({ state: 'attached' });
    await keyboard.press('F8');
    await page.locator('.zone-widget.peekview-widget, .marker-widget').first().waitFor();
    await keyboard.press('Control+.');
    const row = page.locator('.action-widget .monaco-list-row', { hasText: 'Ignore external-id-missing' });
    await row.waitFor();
    await picture('ignore');
    await row.click();
    const box = page.locator('.quick-input-widget', { hasText: 'Ignore external-id-missing here' });
    await box.waitFor();
    await keyboard.type('the vendor serves us alone');
    await picture('ignore-reason');
    await keyboard.press('Enter');
    await squiggle.waitFor({ state: 'detached' });
    await untilOnDisk('trust-policy.config.json', (text) => text.includes('the vendor serves us alone'));
    const config = JSON.parse(onDisk('trust-policy.config.json'));
    assert.equal(config.overrides[0].because, 'the vendor serves us alone');
    await keyboard.press('Escape');
  });

  await journey('completion offers the keys that fit, the likeliest first', async () => {
    await open('sound/github-trust-policy.json');
    await find(':sub');
    await keyboard.press('Home');
    await keyboard.press('Shift+End');
    await keyboard.press('Delete');
    await keyboard.press('Control+Space');
    const first = page.locator('.suggest-widget.visible .monaco-list-row.focused');
    await first.waitFor();
    assert.match(await first.innerText(), /token\.actions\.githubusercontent\.com:sub/);
    await picture('completion');
    await keyboard.press('Enter');
    await keyboard.type('acme');
    await keyboard.press('Tab');
    await keyboard.type('shop');
    await keyboard.press('Tab');
    await keyboard.type('production');
    await keyboard.press('Escape');
    await save();
    const policy = JSON.parse(onDisk('sound/github-trust-policy.json'));
    assert.equal(
      policy.Statement[0].Condition.StringEquals['token.actions.githubusercontent.com:sub'],
      'repo:acme/shop:environment:production',
    );
  });

  await panelJourneys({ server, page, journey, picture, viewport });

  await journey('whatever the cursor is on explains itself, by keyboard', async () => {
    await open('sound/eks-trust-policy.json');
    await page.locator('.monaco-editor .codelens-decoration a').first().waitFor();
    await find('serviceaccount:');
    await keyboard.press('Control+K');
    await keyboard.press('Control+I');
    await page.locator('.monaco-hover', { hasText: 'any EKS pod with service account' }).waitFor();
    const shown = page.locator('.monaco-hover', { hasText: 'any EKS pod with service account' });
    await shown.evaluate((e) => Promise.all(e.getAnimations({ subtree: true }).map((a) => a.finished)));
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.monaco-hover')].some((e) => getComputedStyle(e).opacity === '1' && e.innerText),
    );
    await picture('hover');
    await keyboard.press('Escape');
    await keyboard.press('Escape');
    await command('Refactor...');
    await page.locator('.action-widget .monaco-list-row', { hasText: 'Convert the value to a list' }).waitFor();
    await picture('refactor');
    await keyboard.press('Escape');
    await closeOthers();
  });

  await journey('all policies checked, and a picture of who trusts whom', async () => {
    const role = (name, principals) => ({
      RoleName: name,
      Arn: `arn:aws:iam::111122223333:role/${name}`,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: principals, Action: 'sts:AssumeRole' }],
      },
    });
    const arn = (name) => `arn:aws:iam::111122223333:role/${name}`;
    fs.writeFileSync(
      path.join(server.ws, 'dumps/roles.json'),
      JSON.stringify(
        {
          Roles: [
            role('ci', { Service: 'codebuild.amazonaws.com' }),
            role('deploy', { AWS: [arn('ci'), arn('break-glass')] }),
            role('network', { AWS: arn('deploy') }),
            role('break-glass', { AWS: 'arn:aws:iam::444455556666:role/security' }),
            role('audit', { AWS: [arn('break-glass'), 'arn:aws:iam::444455556666:role/security'] }),
          ],
        },
        null,
        2,
      ),
    );
    await command('Trust Policy: Check All Trust Policies');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor(); // Problems opens
    await command('Notifications: Show Notifications');
    await page.locator('.notifications-center', { hasText: /Checked \d+ files with trust policies:/ }).waitFor();
    await picture('check-all');
    await keyboard.press('Control+J');
    await command('Notifications: Clear All Notifications');
    await command('Trust Policy: Show Role Trust Map');
    await page.setViewportSize({ width: 1300, height: 800 });
    const frame = await explained(/An arrow leads from a caller to each role/);
    await frame.locator('svg.trust g.role').first().waitFor();
    await picture('role-map');
    await page.setViewportSize(viewport);
    await closeOthers();
  });

  await journey('the walkthrough, step by step', async () => {
    await command('Welcome: Open Walkthrough...');
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Get Started with IAM Trust Policies' });
    await keyboard.type('Get Started with IAM');
    await row.first().waitFor();
    await keyboard.press('Enter');
    await page.setViewportSize({ width: 1300, height: 800 });
    for (const title of [
      'Fix a problem',
      'See who can assume the role',
      'Check the whole workspace',
      'Open an example',
    ]) {
      await page.locator('.getting-started-step', { hasText: title }).click();
      await page.locator('.getting-started-step.expanded', { hasText: title }).waitFor();
    }
    await picture('walkthrough');
    await page.setViewportSize(viewport);
    await closeOthers();
  });

  if (!forReaders) {
    await accessJourneys({ page, journey, picture, viewport });
    await typing();
    await aroundPolicies({ server, page, journey, pictures });
    await hostJourneys({ server, page, journey, pictures, kind: 'alone' });
    await writingJourneys({ server, page, journey, pictures });
    await refusedJourneys({ server, page, journey, pictures });
  }

  await journey('a snippet in an empty file', async () => {
    await open('snippet-trust-policy.json');
    await keyboard.type('trust-mfa');
    const row = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'trust-mfa' }).first();
    await row.waitFor();
    await picture('snippet');
    await keyboard.press('Enter');
    await keyboard.type('111122223333');
    await keyboard.press('Tab');
    await keyboard.press('Escape');
    await save();
    assert.equal(
      JSON.parse(onDisk('snippet-trust-policy.json')).Statement[0].Principal.AWS,
      'arn:aws:iam::111122223333:root',
    );
  });

  await journey('the wizard, with a way back and a wrong answer on the way', async () => {
    await open('wizard.json');
    await command('Trust Policy: Generate');
    await answer('Who can assume the role?', 'GitHub', { picture: 'wizard-who' });
    const account = page.locator('.quick-input-widget', { hasText: 'Which account is the role in?' });
    await account.waitFor();
    await keyboard.type('12345');
    await page.locator('.quick-input-message', { hasText: '12 digits (found 5)' }).waitFor();
    await picture('wizard-wrong');
    await page.locator('.quick-input-widget .codicon-quick-input-back').click();
    await page.locator('.quick-input-widget', { hasText: 'Who can assume the role?' }).waitFor();
    await keyboard.press('Enter');
    await answer('Which account is the role in?', '111122223333');
    await answer('Which repository?', 'https://github.com/octo-org/octo-repo');
    await page.locator('.quick-input-widget', { hasText: 'How is the repository identified' }).waitFor();
    await keyboard.press('Enter'); // both forms
    await answer('What is the ID of the owner?', '123456');
    await answer('What is the ID of the repository?', '456789');
    await page.locator('.monaco-editor .view-line', { hasText: '@456789' }).first().waitFor(); // the preview
    await answer('What in the repository can assume the role?', 'branch', { picture: 'wizard-scope' });
    await asOffered('Which branch?', 'Add conditions (optional)');
    await answer('Where do you want the policy?', 'open');
    await asOffered('Also generate… (optional)');
    await page.locator('.tab', { hasText: 'preview.json' }).waitFor({ state: 'detached' });
    await page.locator('.monaco-editor .view-line', { hasText: 'octo-org/octo-repo' }).waitFor();
    await picture('wizard-done');
    await save();
    const [statement] = JSON.parse(onDisk('wizard.json')).Statement;
    assert.deepEqual(statement.Condition.StringEquals['token.actions.githubusercontent.com:sub'], [
      'repo:octo-org/octo-repo:ref:refs/heads/main',
      'repo:octo-org@123456/octo-repo@456789:ref:refs/heads/main',
    ]);
  });

  await journey('the wizard writes the commands that set the role up, and runs none', async () => {
    await open('sound/vendor-trust-policy.json');
    await command('Trust Policy: Generate');
    await answer('Who can assume the role?', 'vendor');
    await answer('Which vendor?', 'Datadog', { picture: 'wizard-vendor' });
    await page.locator('.quick-input-widget', { hasText: 'Which external ID does Datadog use?' }).waitFor();
    assert.equal(await page.locator('.quick-input-widget input.input').inputValue(), '');
    await keyboard.press('Enter');
    await page.locator('.quick-input-widget', { hasText: 'Add conditions (optional)' }).waitFor();
    await keyboard.press('Enter');
    await page.locator('.quick-input-widget', { hasText: 'Where do you want the policy?' }).waitFor();
    await keyboard.press('Enter'); // a new file
    await page.locator('.quick-input-widget', { hasText: 'Also generate… (optional)' }).waitFor();
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: 'AWS CLI commands' })
      .locator('.quick-input-list-label')
      .click();
    await page.locator('.quick-input-widget .quick-input-count', { hasText: '1 Selected' }).waitFor();
    await picture('wizard-besides');
    await keyboard.press('Enter');
    await page.locator('.quick-input-widget', { hasText: 'What is the name of the role?' }).waitFor();
    await keyboard.press('Control+A');
    await answer('What is the name of the role?', 'datadog');
    await asOffered(
      'What is the role for?',
      'What is the maximum session duration?',
      'Which permissions does the role have?',
      'Does the role have permissions of its own?',
      'Which tags does the role have?',
      'Where do you want the output?',
    );
    await page.locator('.monaco-editor .view-line', { hasText: 'Sets up the role datadog' }).waitFor();
    await picture('wizard-commands');
    await throwAway();
  });

  await journey('the wizard adds a statement to the open policy', async () => {
    await open('sound/ec2-trust-policy.json');
    await command('Trust Policy: Generate');
    await answer('Who can assume the role?', 'AWS service');
    await page.locator('.quick-input-widget', { hasText: 'Which services?' }).waitFor();
    await keyboard.type('scheduler.amazonaws.com');
    const scheduler = page.locator('.quick-input-list .monaco-list-row', { hasText: 'scheduler.amazonaws.com' });
    await scheduler.first().waitFor();
    await scheduler.first().locator('.quick-input-list-label').click();
    await page.locator('.quick-input-widget .quick-input-count', { hasText: '1 Selected' }).waitFor();
    await keyboard.press('Enter');
    await answer('For which account can the service act?', '');
    await asOffered('Add conditions (optional)');
    await answer('Where do you want the policy?', 'New statement in the open policy');
    await page.locator('.quick-input-widget', { hasText: 'Also generate… (optional)' }).waitFor();
    await keyboard.press('Enter');
    await page.locator('.tab', { hasText: 'preview.json' }).waitFor({ state: 'detached' });
    await page.locator('.monaco-editor .view-line', { hasText: 'scheduler.amazonaws.com' }).waitFor();
    await save();
    const { Statement } = JSON.parse(onDisk('sound/ec2-trust-policy.json'));
    assert.deepEqual(
      Statement.map((s) => s.Principal.Service),
      ['ec2.amazonaws.com', 'scheduler.amazonaws.com'],
    );
  });
  await typedIn('an empty file, datadog typed: a policy that says where its external ID comes from', async () => {
    await open('typed/empty-trust.json');
    await keyboard.type('datadog', { delay: 60 });
    const row = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'Datadog' });
    await row.first().waitFor();
    await picture('find-datadog');
    await keyboard.press('Enter');
    await page.locator('.monaco-editor .view-line', { hasText: '<EXTERNAL_ID_FROM_DATADOG>' }).waitFor();
    await keyboard.press('Escape');
    await save();
    const [statement] = JSON.parse(onDisk('typed/empty-trust.json')).Statement;
    assert.match(statement.Principal.AWS, /^arn:aws:iam::\d{12}:root$/);
    assert.deepEqual(statement.Condition.StringEquals, { 'sts:ExternalId': '<EXTERNAL_ID_FROM_DATADOG>' });
    await picture('find-datadog-policy');
    await closeOthers();
  });

  await typedIn('an empty file named for Lambda: the service comes first', async () => {
    await open('typed/lambda-trust-policy.json');
    await keyboard.press('Control+Space');
    await page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: 'AWS Lambda' }).waitFor();
    await picture('find-lambda');
    await keyboard.press('Escape');
    await command('Generate');
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'AWS Lambda' }).waitFor();
    await page.locator('.view-line', { hasText: '"lambda.amazonaws' }).first().waitFor(); // the preview of the row
    await picture('wizard-lambda');
    await keyboard.press('Escape');
    await page.locator('.tab', { hasText: 'preview.json' }).waitFor({ state: 'detached' });
    await command('View: Revert and Close Editor');
  });

  await typedIn('the wizard takes the issuer URL of an EKS cluster', async () => {
    const issuer = 'oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
    await open('typed/pods-trust.json');
    await command('Generate');
    await page.locator('.quick-input-widget', { hasText: 'Who can assume the role?' }).waitFor();
    await keyboard.type('k8s');
    await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'EKS IRSA' }).waitFor();
    await picture('wizard-k8s');
    await keyboard.press('Enter');
    await answer('Which cluster?', `https://${issuer}`);
    await page.locator('.view-line', { hasText: 'EXAMPLED539D' }).first().waitFor();
    await answer('Which account is the role in?', '1111-2222-3333');
    await page.locator('.quick-input-widget', { hasText: 'Which namespace?' }).waitFor();
    await keyboard.type('shop/checkout');
    await page.locator('.view-line', { hasText: ':shop' }).first().waitFor();
    await picture('wizard-eks');
    await keyboard.press('Enter');
    // The last goes into the open empty file.
    await asOffered('Add conditions (optional)', 'Where do you want the policy?', 'Also generate… (optional)');
    await page.locator('.tab', { hasText: 'preview.json' }).waitFor({ state: 'detached' });
    await save();
    const [statement] = JSON.parse(onDisk('typed/pods-trust.json')).Statement;
    assert.equal(statement.Principal.Federated, `arn:aws:iam::111122223333:oidc-provider/${issuer}`);
    assert.equal(statement.Condition.StringEquals[`${issuer}:sub`], 'system:serviceaccount:shop:checkout');
    await closeOthers();
  });

  await typedIn('the wizard takes the issuer URL of an EKS cluster in China', async () => {
    const issuer = 'oidc.eks.cn-north-1.amazonaws.com.cn/id/EXAMPLED539D4633E53DE1B71EXAMPLE';
    await open('typed/china-trust.json');
    await command('Generate');
    await answer('Who can assume the role?', 'irsa');
    await answer('Which cluster?', `https://${issuer}`);
    await answer('Which account is the role in?', '111122223333');
    await answer('Which namespace?', 'shop/checkout');
    await asOffered('Add conditions (optional)', 'Where do you want the policy?', 'Also generate… (optional)');
    await page.locator('.tab', { hasText: 'preview.json' }).waitFor({ state: 'detached' });
    await save();
    await picture('wizard-eks-china');
    const [statement] = JSON.parse(onDisk('typed/china-trust.json')).Statement;
    assert.equal(statement.Principal.Federated, `arn:aws-cn:iam::111122223333:oidc-provider/${issuer}`);
    assert.equal(await page.locator('.monaco-editor .squiggly-error, .monaco-editor .squiggly-warning').count(), 0);
    await closeOthers();
  });

  await typedIn('Terraform is checked and explained, without an extension for it', async () => {
    await open('typed/main.tf');
    await page.locator('.monaco-editor .squiggly-warning, .monaco-editor .squiggly-error').first().waitFor();
    await page.locator('.codelens-decoration', { hasText: 'IAM rejects this policy' }).first().waitFor();
    await picture('terraform');
    await command('View: Revert and Close Editor');
  });

  await typedIn('the wizard takes the issuer URL of an Okta server, and an application of it', async () => {
    await open('typed/okta-trust.json');
    await command('Generate');
    await answer('Who can assume the role?', 'okta', { picture: 'wizard-okta' });
    await answer('Which authorization server?', 'https://shop.okta.com/oauth2/aus1a2b3c4d5e6f7g8h9');
    await answer('Which account is the role in?', '111122223333');
    await answer('Which tokens can assume the role?', 'An application', { picture: 'wizard-okta-tokens' });
    await answer('Which audience?', 'api://aws');
    await answer('Which application?', '0oa1b2c3d4e5f6g7h8i9');
    await asOffered('Add conditions (optional)', 'Where do you want the policy?', 'Also generate… (optional)');
    await page.locator('.tab', { hasText: 'preview.json' }).waitFor({ state: 'detached' });
    await save();
    const issuer = 'shop.okta.com/oauth2/aus1a2b3c4d5e6f7g8h9';
    const [statement] = JSON.parse(onDisk('typed/okta-trust.json')).Statement;
    assert.equal(statement.Principal.Federated, `arn:aws:iam::111122223333:oidc-provider/${issuer}`);
    assert.deepEqual(statement.Condition.StringEquals, {
      [`${issuer}:aud`]: 'api://aws',
      [`${issuer}:sub`]: '0oa1b2c3d4e5f6g7h8i9',
    });
    await closeOthers();
  });

  await typedIn('the wizard makes the instance profile that EC2 instances need', async () => {
    await open('sound/ec2-trust-policy.json');
    await command('Generate');
    await answer('Who can assume the role?', 'ec2');
    await asOffered('Add conditions (optional)', 'Where do you want the policy?');
    await page.locator('.quick-input-widget', { hasText: 'Also generate… (optional)' }).waitFor();
    for (const output of ['AWS CLI commands', 'Terraform', 'CloudFormation']) await tick(output);
    await page.locator('.quick-input-widget .quick-input-count', { hasText: '3 Selected' }).waitFor();
    await keyboard.press('Enter');
    await asOffered(
      'What is the name of the role?',
      'What is the role for?',
      'What is the maximum session duration?',
      'Which permissions does the role have?',
      'Does the role have permissions of its own?',
      'Which tags does the role have?',
      'Where do you want the output?',
    );
    await page.locator('.monaco-editor .view-line', { hasText: 'AWS::IAM::InstanceProfile' }).waitFor();
    await picture('wizard-instance-profile');
    await throwAway();
  });

  await typedIn('MFA is no choice where a role is named; a kind that was left leaves nothing behind', async () => {
    await open('typed/back-trust.json');
    await command('Generate');
    await answer('Who can assume the role?', 'Another AWS account');
    await answer('Which account, role or user?', '210987654399');
    await page.locator('.quick-input-widget', { hasText: 'Add conditions (optional)' }).waitFor();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'MFA' }).first().waitFor();
    await keyboard.press('Enter'); // the external ID is ticked
    await answer('Which external ID', 'left-behind-9f8e7d');
    const back = page.locator('.quick-input-widget .codicon-quick-input-back');
    for (const title of [
      'Where do you want the policy?',
      'Which external ID',
      'Add conditions (optional)',
      'Which account, role or user?',
    ]) {
      await page.locator('.quick-input-widget', { hasText: title }).waitFor();
      await back.click();
    }
    await answer('Who can assume the role?', 'IAM role or user');
    await page.locator('.quick-input-widget', { hasText: 'Which role or user?' }).waitFor();
    await keyboard.press('Control+A');
    await answer('Which role or user?', 'arn:aws:iam::210987654399:role/deploy');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Organization' }).first().waitFor();
    assert.equal(await page.locator('.quick-input-list .monaco-list-row', { hasText: 'MFA' }).count(), 0);
    await picture('wizard-no-mfa');
    await tick('External ID'); // as before, and not wanted any more
    await page.locator('.quick-input-widget .quick-input-count', { hasText: '0 Selected' }).waitFor();
    await asOffered('Add conditions (optional)', 'Where do you want the policy?', 'Also generate… (optional)');
    await page.locator('.tab', { hasText: 'preview.json' }).waitFor({ state: 'detached' });
    await save();
    assert.deepEqual(JSON.parse(onDisk('typed/back-trust.json')).Statement, [
      {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::210987654399:role/deploy' },
        Action: 'sts:AssumeRole',
      },
    ]);
    await closeOthers();
  });

  await journey('New File offers whole policies, and none of it is red', async () => {
    await open('sound/ec2-trust-policy.json');
    await command('New Trust Policy File');
    await page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: 'AWS service' }).waitFor();
    await picture('new-file');
    await keyboard.type('glue', { delay: 60 });
    await page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: 'AWS Glue' }).waitFor();
    await keyboard.press('Enter');
    await page.locator('.monaco-editor .view-line', { hasText: 'glue.amazonaws.com' }).waitFor();
    await page.locator('.codelens-decoration', { hasText: 'AWS Glue' }).waitFor();
    assert.equal(await page.locator('.monaco-editor .squiggly-error').count(), 0);
    await picture('new-file-policy');
    await keyboard.press('Escape');
    await command('View: Revert and Close Editor');
  });

  besides = forReaders ? 0 : await besideExtensions({ browser, vsix, settings, viewport, pictures });
} finally {
  await browser.close();
  server.dispose(failures() > 0);
}
process.exit(count() || (besides ? 1 : 0));
