import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readArguments, UsageError } from '../../server/src/cli/arguments.ts';
import { ALL_FLAGS, COMMANDS } from '../../server/src/cli/flags.ts';
import { helpText } from '../../server/src/cli/help.ts';

/** What is said of a command line that is wrong. */
function wrong(...argv: string[]): string {
  try {
    readArguments(argv);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return '';
}

describe('the words of a command line', () => {
  it('are a command if the first is one, and paths else', () => {
    const { command, paths } = readArguments(['fix', 'a', 'check', '-']);
    assert.deepEqual([command, paths], ['fix', ['a', 'check', '-']]);
    assert.deepEqual(readArguments(['--quiet', 'rules', 'x']).command, 'rules');
    for (const argv of [['./check'], ['--', 'check'], ['a', 'check']])
      assert.deepEqual(
        [readArguments(argv).command, readArguments(argv).paths.at(-1)?.endsWith('check')],
        ['check', true],
      );
    assert.equal(readArguments(['--explain', 'a']).command, 'explain');
    assert.deepEqual(readArguments(['--', '--fix', '-h']).paths, ['--fix', '-h']);
  });

  it('hold flags in any place, of which the last one counts', () => {
    const given = readArguments([
      'a',
      '--fail-on',
      'error',
      'b',
      '--fail-on=hint',
      '--no-config',
      '--config',
      'c.json',
    ]);
    assert.deepEqual([given.paths, given.failOn, given.config], [['a', 'b'], 'hint', 'c.json']);
    assert.equal(readArguments(['--config', 'c.json', '--no-config']).config, false);
    assert.deepEqual(readArguments(['--only', 'a,b', '--only=c', '--skip', ' d , ']).only, ['a', 'b', 'c']);
    assert.deepEqual(readArguments(['--skip', ' d , ']).skip, ['d']);
    assert.deepEqual(readArguments(['--format', 'text', '--format', 'json=x=y']).formats, [
      { name: 'concise', file: undefined },
      { name: 'json', file: 'x=y' },
    ]);
    assert.deepEqual(
      ['300', '20MB', '20m', '5kB', '7k'].map((size) => readArguments(['--max-file-size', size]).largest),
      [300, 20_000_000, 20_000_000, 5_000, 7_000],
    );
    assert.deepEqual(readArguments(['--own-account', '111122223333=a=b', '--own-account=444455556666']).ownAccounts, {
      '111122223333': 'a=b',
      '444455556666': '',
    });
    assert.deepEqual(
      [readArguments(['--quiet']).level, readArguments(['--quiet', '--level=hint']).level],
      ['error', 'hint'],
    );
  });

  it('are told apart from what was likely meant, in one line', () => {
    assert.equal(wrong('--fromat', 'json'), 'Unknown option --fromat. Did you mean --format?');
    assert.equal(wrong('--zzzzzz'), 'Unknown option --zzzzzz');
    assert.equal(wrong('-x'), 'Unknown option -x');
    assert.match(
      wrong('--fail-on', 'eror'),
      /^--fail-on must be error, warning, .* or never, not "eror"\. Did you mean error\?$/,
    );
    assert.match(wrong('--format', 'jsn'), /Did you mean json\?$/);
    assert.equal(wrong('--config'), '--config needs a value: FILE');
    assert.equal(wrong('--quiet=yes'), '--quiet takes no value');
    assert.match(wrong('--format', 'json', '--format', 'concise'), /^Only one --format/);
    assert.match(wrong('--format', 'json='), /needs the name of a file/);
    assert.match(wrong('--max-file-size', 'huge'), /must be a size/);
    assert.match(wrong('--quota', '100'), /from 2048 to 8192/);
    assert.match(wrong('--own-account', '12'), /12 digits/);
    assert.match(wrong('explain', '--fix'), /--fix doesn't go with explain/);
    assert.match(wrong('rules', '--format', 'json=x'), /writes to standard output/);
    for (const name of ['constructor', '__proto__', 'toString']) {
      assert.notEqual(wrong(`--${name}`), '');
      assert.deepEqual(readArguments([name]).paths, [name]);
    }
  });

  it('are all in help, each flag once, but for those that are only still understood', () => {
    const [short, long] = [helpText(false), helpText(true)];
    for (const { name, hidden, common } of ALL_FLAGS) {
      const line = new RegExp(`^ +(?:-\\w, )?--${name}(?: |$)`, 'gm');
      assert.equal((long.match(line) ?? []).length, hidden ? 0 : 1, name);
      assert.equal((short.match(line) ?? []).length, common ? 1 : 0, name);
    }
    for (const name of Object.keys(COMMANDS)) assert.match(short, new RegExp(`^  ${name} `, 'm'));
    for (const line of long.split('\n')) assert.ok(line.length <= 120, line);
  });

  it('load nothing that checks where only help or the version is wanted', () => {
    const script = `
      const { run } = require('./server/src/cli/main.ts');
      run([process.argv[1]], { version: '1.2.3', out: () => undefined, err: () => undefined }).then((code) => {
        console.log(code, Object.keys(require.cache).filter((file) => /server.src.(service|rules|catalogue|hosts)/.test(file)).length);
      });`;
    for (const flag of ['--help', '--help-all', '--version']) {
      const { stdout } = spawnSync(process.execPath, ['--require', 'tsx/cjs', '-e', script, '--', flag], {
        encoding: 'utf8',
      });
      assert.equal(stdout, '0 0\n', flag);
    }
  });
});
