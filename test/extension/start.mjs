// npm start: a real VS Code on 127.0.0.1 with the extension installed and the examples open. Ctrl+C stops it.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import * as path from 'node:path';
import './install.mjs';
import { repo, startServer } from './vscode-host.mjs';

execFileSync(process.execPath, ['scripts/package.mjs'], { cwd: repo, stdio: 'inherit' });
const server = await startServer({
  workspace: path.join(repo, 'test/examples'),
  vsix: path.join(repo, 'iam-trust-policy.vsix'),
  token: randomBytes(16).toString('hex'),
  port: Number(process.env.PORT ?? 0),
});
console.log(`\nVS Code with IAM Trust Policy, on a copy of the examples:\n\n  ${server.url()}\n\nCtrl+C stops it.`);
const stop = () => {
  server.dispose();
  process.exit(0);
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
await server.exited;
