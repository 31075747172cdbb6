// The built command line on a folder that has everything in it that folders have.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const CLI = path.resolve('dist/cli.js');
const GOOD =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}\n';
const BAD = GOOD.replace('"Allow"', '"allow"');
const NOTARY = '{"version": "1.0", "trustPolicies": [{"name": "a", "trustStores": ["ca:acme"]}]}';
const role = (name: string, trusts: string): string =>
  JSON.stringify({
    Role: {
      RoleName: name,
      Arn: `arn:aws:iam::111122223333:role/${name}`,
      AssumeRolePolicyDocument: JSON.parse(
        GOOD.replace('"Service": "ec2.amazonaws.com"', `"AWS": "arn:aws:iam::111122223333:role/${trusts}"`),
      ) as unknown,
    },
  });
const padded = (policy: string, length: number): string =>
  JSON.stringify({ padding: 'x'.repeat(length), AssumeRolePolicyDocument: JSON.parse(policy) as unknown });

interface Finding {
  readonly file: string;
  readonly line: number;
  readonly offset: number;
  readonly length: number;
  readonly endColumn: number;
  readonly rule: string;
  readonly messageId: string;
  readonly message: string;
  readonly url: string;
  readonly policy?: { readonly role?: string; readonly sid?: string; readonly index: number };
  readonly fixes: readonly {
    readonly title: string;
    readonly safety: string;
    readonly edits?: readonly { readonly offset: number; readonly length: number; readonly newText: string }[];
  }[];
}

describe('the built command line', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'command-line-')));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true });
  });

  function put(file: string, content: string | Buffer): void {
    const full = path.join(folder, file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, content);
  }
  const get = (file: string): string => fs.readFileSync(path.join(folder, file), 'utf8');

  function callWith(input: string | Buffer, ...argv: string[]): { code: number | null; out: string; err: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...argv], {
      cwd: folder,
      input,
      encoding: 'utf8',
      timeout: 20_000,
      maxBuffer: 1 << 28,
    });
    return { code: status, out: stdout, err: stderr };
  }
  const call = (...argv: string[]): ReturnType<typeof callWith> => callWith('', ...argv);
  const findings = (...argv: string[]): Finding[] => JSON.parse(call('--format', 'json', ...argv).out) as Finding[];

  /** `file rule` for each line, whatever stands between. */
  const told = (out: string): string[] =>
    out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => `${line.slice(0, line.search(/:\d+:\d+: /))} ${/\[([a-z-]+)\]$/.exec(line)?.[1] ?? ''}`);

  function makeAll(): void {
    put('.git/info/exclude', 'excluded.json\n');
    put('.gitignore', 'ignored/\nkept/*.json\n');
    put('ignored/bad.json', BAD);
    put('excluded.json', BAD);
    put('kept/.gitignore', '!yes.json\n');
    put('kept/yes.json', BAD);
    put('kept/no.json', BAD);
    for (const never of ['node_modules', '.terraform', 'cdk.out', '.git']) put(`${never}/bad.json`, BAD);
    put('.github/bad.json', BAD);
    put('a folder/-bad policy.json', BAD);
    put('x\n::error title=pwn::y.json', BAD);
    put('broken.json', BAD.slice(0, -4));
    put('deep/64 KB.json', padded(BAD, 70_000));
    put('deep/1 MB.template', padded(BAD, 1_100_000));
    put('good.json', GOOD);
    put('big-package.json', JSON.stringify({ padding: 'x'.repeat(25_000_000) }));
    put('big.json', padded(BAD, 25_000_000));
    put('notary/trustpolicy.json', NOTARY);
    put('package.json', '{"name": "shop"}');
    put('utf16.json', Buffer.from(`\ufeff${BAD}`, 'utf16le'));
    put('utf16-package.json', Buffer.from('\ufeff{"name": "shop"}', 'utf16le'));
    put('readme.txt', BAD);
    execFileSync('mkfifo', [path.join(folder, 'pipe.json')]);
    fs.symlinkSync('/dev/zero', path.join(folder, 'zero.json'));
    fs.symlinkSync('gone.json', path.join(folder, 'vanished.json'));
    fs.symlinkSync('good.json', path.join(folder, 'to good.json'));
    fs.symlinkSync('readme.txt', path.join(folder, 'to readme.json'));
    fs.symlinkSync('..', path.join(folder, 'deep', 'up'));
  }

  const EXPECTED = [
    '.github/bad.json effect-invalid',
    'a folder/-bad policy.json effect-invalid',
    'big.json file-too-large',
    'broken.json json-syntax',
    'deep/1 MB.template effect-invalid',
    'deep/64 KB.json effect-invalid',
    'kept/yes.json effect-invalid',
    'pipe.json file-unreadable',
    'to readme.json effect-invalid',
    'utf16.json file-unreadable',
    'vanished.json file-unreadable',
    'x\\n::error title=pwn::y.json effect-invalid',
  ];

  it('checks a folder: what is there, in order, and says what it could not check', () => {
    makeAll();
    const { code, out, err } = call();
    assert.deepEqual(
      told(out).filter((line) => !/broken\.json (?!json)/.test(line)),
      EXPECTED,
    );
    assert.equal(code, 1);
    assert.match(
      err,
      /^\d+ problems in 8 of 17 files \(.*\), \d+ fixable with --fix, 4 files not checked \(see above\)\n$/,
    );
    assert.doesNotMatch(out, /^::/m);
    assert.deepEqual(call('.'), { code, out, err });
    assert.deepEqual(call('--fail-on', 'error').code, 1);
    assert.deepEqual(call('--fail-on', 'never').code, 0);
    assert.equal(call('--quiet').err, '');
    assert.deepEqual(
      told(call('**/*.json').out),
      told(out).filter((line) => !line.includes('.template')),
    );
    assert.deepEqual(
      told(call(folder).out),
      told(out).map((line) => `${folder}/${line}`),
    );
  });

  it('tells the same as JSON, sorted, with places, pages and fixes', () => {
    makeAll();
    const found = findings();
    const rows = found.map((f) => `${f.file} ${f.rule}`).filter((row) => !/broken\.json (?!json)/.test(row));
    assert.deepEqual(
      rows,
      EXPECTED.map((line) => line.replace('\\n', '\n')),
    );
    assert.deepEqual(
      [...found.map((f) => f.file)].sort(),
      found.map((f) => f.file),
    );
    const bad = found.find((f) => f.file === '.github/bad.json');
    assert.ok(bad);
    assert.equal(BAD.slice(bad.offset, bad.offset + bad.length), '"allow"');
    assert.equal(bad.endColumn, bad.offset + bad.length + 1);
    assert.equal(bad.policy?.index, 0);
    assert.ok(bad.url.endsWith('/docs/rules/effect-invalid.md'));
    const edit = bad.fixes.find((f) => f.safety === 'safe')?.edits?.[0];
    assert.ok(edit);
    assert.equal(BAD.slice(0, edit.offset) + edit.newText + BAD.slice(edit.offset + edit.length), GOOD);
    assert.ok(found.find((f) => f.rule === 'file-too-large')?.url.endsWith('/docs/cli.md#file-too-large'));
    const [one, two] = [call('--format', 'json').out, call('--format', 'json', '.').out];
    assert.equal(one, two);
  });

  it('checks what is named, though it is ignored, and fails where that cannot be read', () => {
    makeAll();
    assert.deepEqual(told(call('ignored/bad.json', 'node_modules/bad.json', 'readme.txt').out), [
      'ignored/bad.json effect-invalid',
      'node_modules/bad.json effect-invalid',
      'readme.txt effect-invalid',
    ]);
    assert.deepEqual(told(call('ignored').out), ['ignored/bad.json effect-invalid']);
    for (const [name, reason] of [
      ['gone.json', "doesn't exist"],
      ['pipe.json', 'is not a regular file'],
      ['zero.json', 'is not a regular file'],
      ['vanished.json', "is a link to a file that doesn't exist"],
      ['utf16.json', "isn't UTF-8 text; save it as UTF-8"],
      ['big.json', 'is larger than 20 MB'],
    ] as const) {
      const { code, out, err } = call('--fail-on', 'never', name, 'kept/no.json');
      assert.deepEqual([code, err], [2, `iam-trust-policy: ${name} ${reason}\n`]);
      assert.deepEqual(told(out), ['kept/no.json effect-invalid']);
      assert.equal(findings(name).length, 1);
    }
    assert.deepEqual(call('utf16-package.json', 'big-package.json', 'notary'), {
      code: 0,
      out: '',
      err: 'No problems in 3 files\n',
    });
  });

  it('never exits with 0 where a file could not be checked, in whatever order, but when told to', () => {
    put('good.json', GOOD);
    put('broken.json', BAD.slice(0, -4));
    fs.symlinkSync('gone', path.join(folder, 'vanished.json'));
    const orders = [
      ['good.json', 'broken.json'],
      ['broken.json', 'good.json'],
      ['vanished.json', 'good.json'],
      ['good.json', 'vanished.json', 'broken.json'],
      ['.'],
      ['*.json', 'good.json'],
    ];
    for (const order of orders)
      for (const level of ['error', 'warning', 'information', 'hint'])
        assert.notEqual(call('--fail-on', level, ...order).code, 0, `${level} ${order.join(' ')}`);
    assert.equal(call('--fail-on', 'never', 'broken.json', '.').code, 0);
  });

  it('says where nothing is to be checked, and fails', () => {
    put('empty/readme.txt', '');
    put('full/a.json', GOOD);
    const { code, out, err } = call('empty', 'full', 'no/*.json');
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /^iam-trust-policy: No file to check in empty \(searched for \*\.json, .*\)\n/);
    assert.match(err, /No file to check in no\/\*\.json/);
    assert.equal(call('--no-error-on-unmatched-pattern', 'empty', 'full').code, 0);
  });

  it('knows the roles of all files, whichever comes first', () => {
    put('one.json', role('one', 'two'));
    put('two.json', role('two', 'one'));
    put('z.json', BAD);
    const rules = findings('.').map((f) => `${f.file} ${f.rule} ${f.policy?.role ?? ''}`);
    assert.ok(rules.includes('one.json trust-cycle arn:aws:iam::111122223333:role/one'), rules.join('\n'));
    assert.ok(findings('two.json').every((f) => f.rule !== 'trust-cycle'));
    assert.deepEqual(
      told(call('z.json', '.').out)
        .filter((line) => /cycle|effect/.test(line))
        .map((line) => line.split(' ')[1]),
      ['effect-invalid', 'trust-cycle', 'trust-cycle'],
    );
  });

  it('fixes what is safe, keeps what is not its business, and then finds nothing to fix', () => {
    const text = `\t${BAD.replaceAll(', ', ',\r\n  ')}`;
    put('a.json', text);
    put('b/good.json', GOOD);
    put('b/package.json', '{"name": "shop"}');
    fs.symlinkSync('../a.json', path.join(folder, 'b/link.json'));
    const dry = call('fix', '--fix-dry-run');
    assert.equal(dry.code, 1);
    assert.match(dry.out, /^--- a\/a\.json\n\+\+\+ b\/a\.json\n@@ /);
    assert.equal(get('a.json'), text);
    const applied = spawnSync('git', ['apply', '--unsafe-paths', '-'], {
      cwd: folder,
      input: dry.out,
      encoding: 'utf8',
    });
    assert.equal(applied.stderr, '');
    assert.equal(get('a.json'), text.replace('"allow"', '"Allow"'));

    put('a.json', text);
    fs.chmodSync(path.join(folder, 'a.json'), 0o640);
    const { code, out, err } = call('fix', 'b/link.json', 'b');
    assert.deepEqual([code, out], [0, '']);
    assert.match(err, /1 file fixed/);
    assert.equal(get('a.json'), text.replace('"allow"', '"Allow"'));
    assert.equal(fs.statSync(path.join(folder, 'a.json')).mode & 0o777, 0o640);
    assert.ok(fs.lstatSync(path.join(folder, 'b/link.json')).isSymbolicLink());
    assert.deepEqual(fs.readdirSync(folder).sort(), ['a.json', 'b']);
    assert.deepEqual(call('fix', '--fix-dry-run'), { code: 0, out: '', err: 'No problems in 3 files\n' });
  });

  it('fixes standard input on its way through', () => {
    const fixed = callWith(BAD, 'fix', '-');
    assert.deepEqual([fixed.code, fixed.out], [0, GOOD]);
    const other = '{"name": "shop"}';
    assert.equal(callWith(other, 'fix', '-', '--stdin-filename', 'package.json').out, other);
    assert.deepEqual(told(callWith(BAD, '-', '--stdin-filename', 'roles/x.json').out), ['roles/x.json effect-invalid']);
    assert.equal(callWith(Buffer.from([0xff, 0xfe, 0x41]), '-').code, 2);
  });

  it('explains files and folders, and describes rules', () => {
    put('a.json', GOOD);
    assert.equal(call('explain').out, 'a.json:1:41: Amazon EC2 can assume this role.\n');
    const [sentence] = JSON.parse(call('explain', '--format', 'json', '.').out) as { sentence: string; file: string }[];
    assert.deepEqual([sentence?.file, sentence?.sentence], ['a.json', 'Amazon EC2 can assume this role']);
    assert.match(call('rules').out, /^effect-invalid +error +/m);
    assert.match(call('rules', 'effect-invalid').out, /^effect-invalid\n[^]*\/docs\/rules\/effect-invalid\.md\n$/);
    assert.deepEqual(call('rules', 'effect-invald'), {
      code: 2,
      out: '',
      err: 'iam-trust-policy: There is no rule "effect-invald". Did you mean effect-invalid?\nSee iam-trust-policy --help\n',
    });
  });

  it('writes a second format to a file, and says when that fails', () => {
    put('a.json', BAD);
    const { code, out } = call('--format', 'concise', '--format', 'json=found.txt', 'a.json');
    assert.equal(code, 1);
    assert.deepEqual(told(out), ['a.json effect-invalid']);
    assert.equal((JSON.parse(get('found.txt')) as Finding[])[0]?.rule, 'effect-invalid');
    const failed = call('--format', 'json=no/found.json', 'a.json');
    assert.deepEqual([failed.code, failed.err], [2, "iam-trust-policy: no/found.json can't be written (ENOENT)\n"]);
  });

  it('is quiet when its reader has seen enough, and keeps the exit code', async () => {
    for (let i = 0; i < 300; i++) put(`${i}.json`, GOOD.replace('"Effect": "Allow"', '"Efect": "allow", "Sid": "a b"'));
    const child = spawn(process.execPath, [CLI], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let err = '';
    child.stderr.on('data', (more) => (err += String(more)));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.once('close', resolve));
    assert.equal(code, 1);
    assert.match(err, /^\d+ problems in 300 of 300 files/);
  });

  it('writes what is done when it is interrupted', async () => {
    const child = spawn(process.execPath, [CLI, '--format', 'json', '-', 'a.json'], { cwd: folder });
    let out = '';
    child.stdout.on('data', (more) => {
      if (out === '') child.kill('SIGINT'); // it waits for its input, which does not come
      out += String(more);
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    assert.equal(code, 130);
    assert.deepEqual(JSON.parse(out), []);
  });
});
