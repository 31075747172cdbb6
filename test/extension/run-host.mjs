// Runs the mocha suite inside the extension host of a real VS Code. Exit code 0 only if every test passed.
import * as esbuild from 'esbuild';
import * as fs from 'node:fs';
import * as path from 'node:path';
import './install.mjs';
import { repo, startBrowser, startServer } from './vscode-host.mjs';

const LIMIT = Number(process.env.HOST_TEST_LIMIT_MS ?? 600_000);
const out = path.join(repo, '.test-out');
const suites = fs
  .readdirSync(path.join(repo, 'test/extension/suite'))
  .map((f) => path.join(repo, 'test/extension/suite', f));
fs.rmSync(path.join(out, 'suite'), { recursive: true, force: true }); // VS Code runs what lies there
await esbuild.build({
  entryPoints: suites,
  outdir: path.join(out, 'suite'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  external: ['vscode', 'mocha'],
  logLevel: 'warning',
});

let passed = 0;
let failed = 0;
const examples = path.join(repo, 'test/examples');
await runSuite('trusted', { workspace: examples });
await runSuite('checkAll', { workspace: examples });
await runSuite('restricted', { workspace: examples, trust: true });
const empty = path.join(out, 'empty');
fs.mkdirSync(empty, { recursive: true });
await runSuite('large', { workspace: empty, files: thousands() });
console.log(`host: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);

/** Policies, every other with one mistake. */
function thousands() {
  const policy = (effect) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: effect, Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
  return Array.from({ length: 3000 }, (_, i) => [
    `roles/${i % 100}/${i}-trust-policy.json`,
    policy(i % 2 ? 'Allow' : 'allow'),
  ]);
}

/**
 * @param {string} suite tests of the files that begin with this name
 * @param {object} options how the server is started
 */
async function runSuite(suite, options) {
  if (process.env.HOST_ONLY && process.env.HOST_ONLY !== suite) return;
  const resultFile = path.join(out, `host-${suite}.json`);
  fs.rmSync(resultFile, { force: true });
  const env = { HOST_TEST_RESULT: resultFile, HOST_TEST_SUITE: suite };
  const server = await startServer({ ...options, env });
  const browser = await startBrowser();
  let good = false;
  try {
    const page = await browser.newPage();
    const exited = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', () => undefined);
    if (process.env.HOST_TEST_VERBOSE) page.on('console', (m) => console.log(m.text()));
    const payload = [
      ['extensionDevelopmentPath', server.remote(repo)],
      ['extensionTestsPath', server.remote(path.join(out, 'suite/index.js'))],
      ['skipWelcome', 'true'],
    ];
    await page.goto(server.url(payload));
    const timer = new Promise((resolve) => setTimeout(() => resolve('timeout'), LIMIT).unref());
    const code = await Promise.race([exited, timer]);
    const result = fs.existsSync(resultFile) ? JSON.parse(fs.readFileSync(resultFile, 'utf8')) : { tests: [] };
    for (const t of result.tests)
      console.log(
        ` ${t.state === 'passed' ? '✔' : '✘'} ${t.title} (${t.ms ?? '-'} ms)${t.error ? `\n${t.error}` : ''}`,
      );
    // VS Code also says 0 when the extension host crashed, so the result file decides.
    good = code === 0 && result.done === true && result.failures === 0;
    passed += result.tests.filter((t) => t.state === 'passed').length;
    failed += good ? 0 : Math.max(result.tests.filter((t) => t.state !== 'passed').length, 1);
    if (!good)
      console.error(
        `${result.error ?? ''}\nexit ${code}; last test begun: ${result.running ?? 'none'}; kept: ${server.root}`,
      );
    if (!good) await page.screenshot({ path: path.join(out, 'host-failure.png') });
  } finally {
    await browser.close();
    server.dispose(!good);
  }
}
