// Runs the mocha suite inside the extension host of a real VS Code. Exit code 0 only if every test passed.
import * as esbuild from 'esbuild';
import * as fs from 'node:fs';
import * as path from 'node:path';
import './install.mjs';
import { repo, startBrowser, startServer } from './vscode-host.mjs';

const LIMIT = Number(process.env.HOST_TEST_LIMIT_MS ?? 180_000);
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
for (const trust of [false, true]) await runSuite(trust);
console.log(`host: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);

/** @param trust whether workspace trust is on, and the folder therefore restricted */
async function runSuite(trust) {
  const resultFile = path.join(out, `host-${trust ? 'restricted' : 'trusted'}.json`);
  fs.rmSync(resultFile, { force: true });
  const env = { HOST_TEST_RESULT: resultFile, HOST_TEST_SUITE: trust ? 'restricted' : 'trusted' };
  const server = await startServer({ workspace: path.join(repo, 'test/examples'), env, trust });
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
