// The same in-host suite in desktop VS Code, where that can be had: VSCODE_EXECUTABLE, or a download.
import * as esbuild from 'esbuild';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';

const repo = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const suite = path.join(repo, 'test/extension/suite');
const out = path.join(repo, '.test-out/suite');
const entryPoints = fs.readdirSync(suite).map((f) => path.join(suite, f));
await esbuild.build({
  entryPoints,
  outdir: out,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  external: ['vscode', 'mocha'],
});
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'vscode-desktop-'));
const workspace = path.join(root, 'examples');
fs.cpSync(path.join(repo, 'test/examples'), workspace, { recursive: true });
try {
  await runTests({
    ...(process.env.VSCODE_EXECUTABLE
      ? { vscodeExecutablePath: process.env.VSCODE_EXECUTABLE }
      : { version: process.env.VSCODE_VERSION ?? 'stable' }),
    extensionDevelopmentPath: repo,
    extensionTestsPath: path.join(out, 'index.js'),
    launchArgs: [
      workspace,
      '--disable-extensions',
      '--disable-workspace-trust',
      '--skip-welcome',
      '--user-data-dir',
      path.join(root, 'user'),
    ],
  });
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
} finally {
  fs.rmSync(root, { recursive: true, force: true });
}
