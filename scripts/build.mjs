// Makes the bundles in dist/. --watch rebuilds on change; --dev keeps names and adds source maps.
import * as esbuild from 'esbuild';
import * as fs from 'node:fs';
import { engineApart } from './engine-apart.mjs';
import { stripDocs } from './strip-docs.mjs';

const dev = process.argv.includes('--dev') || process.argv.includes('--watch');
const common = {
  bundle: true,
  plugins: [stripDocs],
  target: 'es2022',
  minify: !dev,
  sourcemap: dev ? 'linked' : false,
  logLevel: 'warning',
  legalComments: 'none',
  // Of yaml nothing is used but its parser of tokens: through its index all of it would come.
  alias: { yaml: './node_modules/yaml/browser/dist/parse/parser.js' },
};
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  // Without this jsonc-parser's UMD entry is taken, and the bundle dies at start.
  mainFields: ['module', 'main'],
};
const web = {
  ...common,
  platform: 'browser',
  mainFields: ['browser', 'module', 'main'],
  define: { global: 'globalThis' },
};

const bundles = [
  { ...node, entryPoints: { client: 'client/src/extension.node.ts' }, outdir: 'dist', external: ['vscode'] },
  { ...node, entryPoints: { server: 'server/src/main.node.ts' }, outdir: 'dist', plugins: [engineApart] },
  { ...node, entryPoints: { engine: 'server/src/service.ts' }, outdir: 'dist' },
  { ...node, entryPoints: { cli: 'server/src/main.cli.ts' }, outdir: 'dist', banner: { js: '#!/usr/bin/env node' } },
  {
    ...web,
    entryPoints: { client: 'client/src/extension.browser.ts' },
    outdir: 'dist/web',
    format: 'cjs',
    external: ['vscode'],
  },
  { ...web, entryPoints: { server: 'server/src/main.worker.ts' }, outdir: 'dist/web', format: 'iife' },
];
fs.rmSync('dist', { recursive: true, force: true });
if (process.argv.includes('--watch')) for (const b of bundles) await (await esbuild.context(b)).watch();
else await Promise.all(bundles.map((b) => esbuild.build(b)));
