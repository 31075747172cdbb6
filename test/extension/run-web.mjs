// The extension in VS Code for the Web: its browser entry in the web worker host, the language server in a worker of its own.
// VS Code loads such an extension over http only, so a small server hands out the packed files.
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as path from 'node:path';
import './install.mjs';
import { repo, startBrowser, startServer } from './vscode-host.mjs';
import { journeys, workbench } from './workbench.mjs';

const TYPES = { '.json': 'application/json', '.js': 'text/javascript', '.md': 'text/markdown' };
const files = http.createServer((request, response) => {
  const file = path.join(repo, path.normalize(new URL(request.url ?? '/', 'http://x').pathname));
  const headers = {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'cache-control': 'no-store', // so that each start of the server is seen here
    'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
  };
  const found = file.startsWith(repo) && fs.existsSync(file) && fs.statSync(file).isFile();
  response.writeHead(found ? 200 : 404, headers);
  response.end(found ? fs.readFileSync(file) : undefined);
});
await new Promise((resolve) => files.listen(0, '127.0.0.1', resolve));
files.unref();

const arn = (name) => `arn:aws:iam::111122223333:role/${name}`;
const role = (name, principal) =>
  JSON.stringify(
    {
      Role: {
        RoleName: name,
        Arn: arn(name),
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
        },
      },
    },
    null,
    2,
  );

// Files are written in a copy of the workspace.
const server = await startServer({
  workspace: path.join(repo, 'test/examples'),
  files: [
    ['wizard.json', ''],
    ['roles/release.json', role('release', { AWS: arn('ci') })],
    ['roles/ci.json', role('ci', { Service: 'codebuild.amazonaws.com' })],
  ],
});
const browser = await startBrowser();
const viewport = { width: 1300, height: 800 };
const page = await browser.newPage({
  viewport,
  reducedMotion: 'reduce',
  bypassCSP: true,
});
page.setDefaultTimeout(40_000);
const { keyboard } = page;
const requested = [];
page.on('request', (request) => requested.push(request.url()));
if (process.env.HOST_TEST_VERBOSE) page.on('console', (message) => console.log(message.text().slice(0, 400)));

const { open, command, save, explained, closeOthers, find, answer, afresh } = workbench(page);
const { journey, count } = journeys('web', page, () => afresh(viewport));
const onDisk = (name) => fs.readFileSync(path.join(server.ws, name), 'utf8');
const squiggle = page.locator('.monaco-editor [class*="squiggly-error"], .monaco-editor [class*="squiggly-warning"]');
/** Opens a document with findings, once they are there. */
async function openFlawed(name) {
  await open(name);
  await squiggle.first().waitFor({ state: 'attached' });
}
/** What is written to a file of the workspace, as soon as it passes. */
function written(name, passes) {
  const file = path.join(server.ws, name);
  return new Promise((resolve, reject) => {
    const look = () => {
      const text = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
      if (!passes(text)) return;
      end();
      resolve(text);
    };
    const watcher = fs.watch(path.dirname(file), look);
    const late = setTimeout(() => {
      end();
      reject(new Error(`${name} was not written`));
    }, 40_000);
    const end = () => {
      watcher.close();
      clearTimeout(late);
    };
    look();
  });
}

try {
  // Web extensions under development are read from the workbench's configuration, so it is put there.
  await page.addInitScript((authority) => {
    const observer = new MutationObserver(() => {
      const meta = document.getElementById('vscode-workbench-web-configuration');
      if (!meta) return;
      observer.disconnect();
      const configuration = JSON.parse(meta.getAttribute('data-settings'));
      configuration.developmentOptions = {
        ...configuration.developmentOptions,
        extensions: [{ scheme: 'http', authority, path: '/' }],
      };
      meta.setAttribute('data-settings', JSON.stringify(configuration));
    });
    observer.observe(document, { childList: true, subtree: true });
  }, `127.0.0.1:${files.address().port}`);
  await page.goto(server.url());
  await page.locator('.explorer-viewlet .monaco-list-row').first().waitFor();

  await journey('squiggle and quick fix, out of the bundles for browsers', async () => {
    await openFlawed('flawed/lambda-trust-policy.json');
    await keyboard.press('F8');
    await page.locator('.marker-widget', { hasText: 'lambda.amazonaws.com' }).waitFor();
    await keyboard.press('Control+.');
    await page.locator('.action-widget .monaco-list-row.focused', { hasText: 'lambda.amazonaws.com' }).waitFor();
    await keyboard.press('Enter');
    await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'detached' });
    for (const file of ['client.js', 'server.js'])
      assert.ok(
        requested.some((url) => url.endsWith(`/dist/web/${file}`)),
        file,
      );
    await command('View: Revert and Close Editor');
  });

  await journey('the wizard, to the policy in the open file', async () => {
    await open('wizard.json');
    await command('Trust Policy: Generate');
    await answer('Who can assume the role?', 'GitHub');
    await answer('Which account is the role in?', '111122223333');
    await answer('Which repository?', 'octo-org/octo-repo');
    await answer('How is the repository identified in its tokens?', 'By name only');
    await page.locator('.monaco-editor .view-line', { hasText: 'octo-repo' }).first().waitFor(); // the preview
    await answer('What in the repository can assume the role?', 'branch');
    await answer('Which branch?');
    await answer('Add conditions (optional)');
    await answer('Where do you want the policy?', 'open');
    await answer('Also generate… (optional)');
    await page.locator('.tab', { hasText: 'preview.json' }).waitFor({ state: 'detached' });
    await page.locator('.monaco-editor .view-line', { hasText: 'octo-org/octo-repo' }).waitFor();
    await save();
    const [statement] = JSON.parse(onDisk('wizard.json')).Statement;
    assert.equal(
      statement.Condition.StringEquals['token.actions.githubusercontent.com:sub'],
      'repo:octo-org/octo-repo:ref:refs/heads/main',
    );
    await closeOthers();
  });

  await journey('who can assume the role, and its picture in a file', async () => {
    await open('sound/vendor-trust-policy.json');
    await page.locator('.monaco-editor .codelens-decoration a', { hasText: 'Datadog' }).first().waitFor();
    await command('Trust Policy: Explain Who');
    const frame = await explained(/464622532012/);
    await frame.locator('svg.trust g.role').waitFor();
    await frame.locator('#saveSvg').focus();
    await keyboard.press('Enter');
    // VS Code's own file dialog: the name stands in it once the folder was read.
    await page.waitForFunction(() =>
      document.querySelector('.quick-input-widget input.input')?.value.endsWith('/sound/vendor-trust-policy.svg'),
    );
    const drawn = written('sound/vendor-trust-policy.svg', (text) => text.trimEnd().endsWith('</svg>'));
    await keyboard.press('Enter');
    assert.match(await drawn, /^<svg[^]*464622532012/);
    await closeOthers();
  });

  await journey('all policies checked, in files that are not open', async () => {
    await command('Trust Policy: Check All Trust Policies');
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'everyone-trust-policy.json' }).waitFor();
    await keyboard.press('Control+J');
    await page.locator('.markers-panel').waitFor({ state: 'hidden' });
    await command('Notifications: Clear All Notifications');
  });

  await journey('a picture of who trusts whom', async () => {
    await command('Trust Policy: Show Role Trust Map');
    const frame = await explained(/role\/release/);
    await frame.locator('svg.trust g.role').first().waitFor();
    await frame.locator('.roles', { hasText: arn('ci') }).waitFor();
    await closeOthers();
  });

  await journey('from a principal to the role, which another file holds', async () => {
    await open('roles/release.json');
    await page.locator('.monaco-editor .codelens-decoration a').first().waitFor();
    await find(arn('ci'));
    await keyboard.press('F12');
    await page.locator('.tab.active[data-resource-name="ci.json"]').waitFor();
    await closeOthers();
  });

  await journey('the page of a finding’s rule', async () => {
    await openFlawed('flawed/everyone-trust-policy.json');
    await keyboard.press('F8');
    await page.locator('.marker-widget').waitFor();
    await keyboard.press('Escape');
    await command('Trust Policy: Open Rule Page');
    const frame = page.frameLocator('iframe.webview').last().frameLocator('iframe#active-frame');
    await frame.locator('h1', { hasText: 'principal-everyone' }).waitFor();
    await closeOthers();
  });

  await journey('a finding is ignored, with a reason in the config file', async () => {
    await openFlawed('flawed/vendor-trust-policy.json');
    await keyboard.press('F8');
    await page.locator('.marker-widget').waitFor();
    await keyboard.press('Control+.');
    await page.locator('.action-widget .monaco-list-row', { hasText: 'Ignore external-id-missing' }).click();
    await answer('Ignore external-id-missing here', 'the vendor serves us alone');
    await squiggle.first().waitFor({ state: 'detached' });
    const config = await written('trust-policy.config.json', (text) => text.trimEnd().endsWith('}'));
    assert.equal(JSON.parse(config).overrides[0].because, 'the vendor serves us alone');
    await closeOthers();
  });

  await journey('the server is started again, and finds what it found', async () => {
    await openFlawed('flawed/everyone-trust-policy.json');
    const again = page.waitForRequest((request) => request.url().endsWith('/dist/web/server.js'));
    await command('Trust Policy: Restart');
    await again;
    await find('*');
    await keyboard.type('111122223333'); // no quotes, which the editor would pair
    await squiggle.first().waitFor({ state: 'detached' });
    await keyboard.press('Control+Z');
    await squiggle.first().waitFor({ state: 'attached' });
    await command('View: Revert and Close Editor');
  });
} finally {
  await browser.close();
  server.dispose();
}
process.exit(count());
