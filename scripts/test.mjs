// npm test: everything, from a fresh clone. Each step prints its own result; the last line sums up.
import { spawnSync } from 'node:child_process';

const npx = (name, ...args) => ['node_modules/.bin/' + name, ...args];
const steps = [
  ['types', npx('tsc', '-p', '.')],
  ['lint', npx('eslint', '.')],
  ['format', npx('prettier', '--check', '.', '--log-level', 'warn')],
  ['layers', npx('depcruise', 'client', 'server', '--output-type', 'err')],
  ['dead code', npx('knip')],
  ['generated files', npx('tsx', 'server/tools/generate.ts', '--check')],
  ['tables', npx('tsx', 'server/tools/refresh-catalogue.ts', '--check')],
  ['units and properties', npx('mocha')],
  ['bundles', ['node', 'scripts/build.mjs']],
  [
    'protocol',
    npx(
      'mocha',
      '--no-config',
      '--require',
      'tsx',
      '--timeout',
      '60000',
      '--exit', // a test that fails may leave a server running
      '--reporter',
      'dot',
      'test/protocol/**/*.test.ts',
    ),
  ],
  [
    'grammar',
    npx('mocha', '--no-config', '--reporter', 'dot', '--timeout', '120000', 'test/extension/grammar.test.mjs'),
  ],
  ['inside VS Code', ['node', 'test/extension/run-host.mjs']],
  ['in VS Code for the Web', ['node', 'test/extension/run-web.mjs']],
  ['at the keyboard', ['node', 'test/extension/run-ui.mjs']],
];

/** What differs from the last commit; undefined outside of a repository. */
function treeState() {
  const { status, stdout } = spawnSync('git', ['status', '--porcelain'], { encoding: 'utf8' });
  return status === 0 ? stdout : undefined;
}

const before = treeState();
let passed = 0;
let failed = 0;
for (const [title, [command, ...args]] of steps) {
  const started = performance.now();
  console.log(`\n— ${title}`);
  const { status, stdout, error } = spawnSync(command, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (error) console.error(String(error));
  process.stdout.write(stdout ?? '');
  const tests = [...(stdout ?? '').matchAll(/(\d+) (?:passing|passed)/g)].at(-1);
  const lost = [...(stdout ?? '').matchAll(/(\d+) (?:failing|failed)/g)].at(-1);
  passed += tests ? Number(tests[1]) : status === 0 ? 1 : 0;
  failed += lost ? Number(lost[1]) : status === 0 ? 0 : 1;
  if (status !== 0 && lost && Number(lost[1]) === 0) failed++;
  console.log(`${status === 0 ? 'good' : 'FAILED'} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}
const after = treeState();
if (after !== before) {
  failed++;
  console.log(`\nThe tests changed the tree:\n${after}`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
