// The extension in VS Code for the Web: its browser entry in the web worker host, the language server in a worker of its own.
// VS Code loads such an extension over http only, so a small server hands out the packed files.
import * as fs from 'node:fs';
import * as http from 'node:http';
import * as path from 'node:path';
import './install.mjs';
import { repo, startBrowser, startServer } from './vscode-host.mjs';

const TYPES = { '.json': 'application/json', '.js': 'text/javascript', '.md': 'text/markdown' };
const files = http.createServer((request, response) => {
  const file = path.join(repo, path.normalize(new URL(request.url ?? '/', 'http://x').pathname));
  const headers = {
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
  };
  const found = file.startsWith(repo) && fs.existsSync(file) && fs.statSync(file).isFile();
  response.writeHead(found ? 200 : 404, headers);
  response.end(found ? fs.readFileSync(file) : undefined);
});
await new Promise((resolve) => files.listen(0, '127.0.0.1', resolve));
files.unref();

const server = await startServer({ workspace: path.join(repo, 'test/examples') });
const browser = await startBrowser();
const page = await browser.newPage({ viewport: { width: 1100, height: 680 }, bypassCSP: true });
page.setDefaultTimeout(40_000);
const workers = [];
page.on('request', (request) => workers.push(request.url()));
if (process.env.HOST_TEST_VERBOSE) page.on('console', (message) => console.log(message.text().slice(0, 400)));
let good = false;
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
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input.input').first().waitFor({ state: 'visible' });
  await page.keyboard.type('lambda-trust-policy.json');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'lambda-trust-policy.json' }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'attached' });
  await page.keyboard.press('F8');
  await page.locator('.marker-widget', { hasText: 'AWS spells this service lambda.amazonaws.com' }).waitFor();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget .monaco-list-row', { hasText: 'Change to lambda.amazonaws.com' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'detached' });
  good = ['client.js', 'server.js'].every((file) => workers.some((url) => url.endsWith(`/dist/web/${file}`)));
  if (!good) console.error('the browser bundles were not loaded');
} catch (error) {
  console.error(error);
  await page.screenshot({ path: path.join(repo, '.test-out/web-failure.png') });
} finally {
  await browser.close();
  server.dispose();
}
console.log(`web: ${good ? 1 : 0} passed, ${good ? 0 : 1} failed`);
process.exit(good ? 0 : 1);
