// What VS Code loads as extensionTestsPath, here and in desktop VS Code (@vscode/test-electron).
import * as fs from 'node:fs';
import * as path from 'node:path';
import Mocha from 'mocha';

interface Result {
  done: boolean;
  failures: number;
  error?: string;
  running?: string;
  tests: { title: string; state: string; ms?: number | undefined; error?: string }[];
}

export async function run(): Promise<void> {
  const file = process.env['HOST_TEST_RESULT'];
  const suite = process.env['HOST_TEST_SUITE'] ?? 'trusted';
  const result: Result = { done: false, failures: 0, tests: [] };
  const save = (): void => {
    if (file !== undefined) fs.writeFileSync(file, JSON.stringify(result, null, 1));
  };
  try {
    const only = process.env['HOST_TEST_GREP']; // a part of a title, for whoever looks into one test
    const mocha = new Mocha({
      ui: 'bdd',
      color: false,
      timeout: 30_000,
      reporter: 'min',
      ...(only === undefined ? {} : { grep: new RegExp(only) }),
    });
    // The suite itself comes first: it sees that nothing is started before a policy is opened.
    const first = `${suite}.test.js`;
    for (const name of [first, ...fs.readdirSync(__dirname).filter((n) => n !== first)])
      if (name.startsWith(`${suite}.`) && name.endsWith('test.js')) mocha.addFile(path.join(__dirname, name));
    result.failures = await new Promise<number>((resolve) => {
      const runner = mocha.run(resolve);
      runner.on('test', (t) => {
        result.running = t.fullTitle();
        save();
      });
      runner.on('pass', (t) => result.tests.push({ title: t.fullTitle(), state: 'passed', ms: t.duration }));
      runner.on('fail', (t, e: Error) =>
        result.tests.push({ title: t.fullTitle(), state: 'failed', ms: t.duration, error: e.stack ?? e.message }),
      );
      runner.on('pending', (t) => result.tests.push({ title: t.fullTitle(), state: 'skipped' }));
    });
    if (!result.tests.length) throw new Error('no test was run');
    result.done = true;
  } catch (e) {
    result.error = e instanceof Error ? (e.stack ?? e.message) : String(e);
    throw e;
  } finally {
    save();
  }
  if (result.failures) throw new Error(`${result.failures} test(s) failed`);
}
