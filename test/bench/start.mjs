// Bundles the benchmark as the product is bundled (a loader's wrappers would be measured otherwise) and runs it.
import * as esbuild from 'esbuild';
import { spawnSync } from 'node:child_process';

const outfile = '.test-out/bench.cjs';
await esbuild.build({
  entryPoints: ['test/bench/run.ts'],
  outfile,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'es2022',
  mainFields: ['module', 'main'],
  logLevel: 'warning',
});
process.exitCode = spawnSync(process.execPath, [outfile], { stdio: 'inherit' }).status ?? 1;
