// Bundles the benchmark as the product is bundled (a loader's wrappers would be measured otherwise) and runs it.
import * as esbuild from 'esbuild';
import { spawnSync } from 'node:child_process';

await esbuild.build({
  entryPoints: { bench: 'test/bench/run.ts', emptyServer: 'test/bench/emptyServer.ts' },
  outdir: '.test-out',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'es2022',
  mainFields: ['module', 'main'],
  logLevel: 'warning',
});
process.exitCode = spawnSync(process.execPath, ['.test-out/bench.cjs'], { stdio: 'inherit' }).status ?? 1;
