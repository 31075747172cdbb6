// Makes iam-trust-policy.vsix from a fresh build, and checks what is in it.
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';

const out = 'iam-trust-policy.vsix';
const MOST = 1_750_000; // docs/decisions/0022

execFileSync(process.execPath, ['scripts/build.mjs'], { stdio: 'inherit' });
const vsce = ['node_modules/@vscode/vsce/vsce'];
const files = execFileSync(process.execPath, [...vsce, 'ls', '--no-dependencies'], { encoding: 'utf8' })
  .trim()
  .split('\n');

const due = [
  'package.json',
  'package.nls.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'THIRD-PARTY-NOTICES.md',
  'dist/client.js',
  'dist/server.js',
  'dist/engine.js',
  'dist/web/client.js',
  'dist/web/server.js',
  'l10n/bundle.l10n.json',
  'schemas/trust-policy.config.schema.json',
  'snippets/trust-policy.json',
  'snippets/trust-policy.code-snippets',
  'syntaxes/iam-strings.tmLanguage.json',
  'syntaxes/preview.tmLanguage.json',
  'media/icon.png',
  'media/example-trust-policy.json',
  ...['wizard-who', 'quick-fix', 'explain', 'role-map'].map((name) => `media/${name}.png`), // the walkthrough's
  ...fs.readdirSync('docs/rules').map((f) => `docs/rules/${f}`),
];
const missing = due.filter((f) => !files.includes(f));
const extra = files.filter((f) =>
  /\.(ts|map|mjs)$|^dist\/cli\.js$|^(test|server|client|scripts|node_modules)\//.test(f),
);
if (missing.length || extra.length)
  throw new Error(`the package lacks [${missing.join(', ')}] and should not have [${extra.join(', ')}]`);

execFileSync(process.execPath, [...vsce, 'package', '--no-dependencies', '--out', out], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const { size } = fs.statSync(out);
if (size > MOST) throw new Error(`${out} has ${size} bytes, more than ${MOST}`);
console.log(`${out}: ${files.length} files, ${(size / 1000).toFixed(0)} kB`);
