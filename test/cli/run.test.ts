import assert from 'node:assert/strict';
import { callIn, type Called } from '../support/commandLine.ts';

const BAD =
  '{"Version": "2012-10-17", "Statement": [{"Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}';
const NOTE = BAD.replace('"allow"', '"Allow"').replace('ec2', '<SERVICE>');
const FILES: Readonly<Record<string, string>> = {
  'bad.json': BAD,
  'good.json': BAD.replace('"allow"', '"Allow"'),
  'note.json': NOTE,
  'package.json': '{"name": "shop"}',
  '-': NOTE.replace('2012', '2008'),
  'team/trust-policy.config.json':
    '{\n  "rules": {"placeholder": "off", "principel-user": "off"},\n  "overrides": [\n    {"files": "old/**", "rules": {"effect-invalid": "off"}, "because": "gone in May"},\n    {"sids": ["Nobody"], "rules": {"effect-invalid": "off"}, "because": "never"}\n  ]\n}',
  'team/bad.json': BAD,
  'team/old/bad.json': BAD,
  'team/note.json': NOTE,
  'strict.json': '{"rules": {"placeholder": {"level": "error", "because": "templates are filled in by now"}}}',
  'log.json': '{"rules": {"##[add-mask]\\n::error::x": "off"}}',
  'odd.json': BAD.replace('"allow"', '"\\u001b[31mred"'),
};

function call(...argv: string[]): Promise<Called> {
  return callIn(
    {
      read: (file, largest) => {
        if (file.endsWith('.broken')) throw new Error(`EIO: i/o error, read '${file}'`);
        if (file.endsWith('.fifo')) return { refused: 'is not a regular file' };
        return FILES[file] ?? (HOSTILE.includes(file) ? (largest < 10_000_000 ? '{"rulez": {}}' : BAD) : undefined);
      },
      folders: (file) => {
        const parts = file.split('/').slice(0, -1);
        return [...parts.map((_, i) => `${parts.slice(0, parts.length - i).join('/')}/`), ''];
      },
    },
    ...argv,
  );
}

/** Names that a pull request can bring. */
const HOSTILE = [
  'x\n::error title=pwn::y.json',
  '::error title=x::y.json',
  '  ::stop-commands::y.json',
  '##[group]y.json',
  '##vso[task.complete]y.json',
  '\u001b[31my\u009b.json',
  'y\u202enosj.json',
  'y\r::set-output.json',
  'y\u2028::z.json',
  'a\n##[error]/y.json',
];
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069]/;

function assertHarmless(text: string): void {
  assert.doesNotMatch(text, UNPRINTABLE);
  for (const line of text.split('\n')) assert.doesNotMatch(line, /^\s*(::|##)|##(vso)?\[/i);
}

describe('the command line', () => {
  it('prints a finding with its place, and exits with 1', async () => {
    const { code, out } = await call('good.json', 'bad.json');
    assert.equal(code, 1);
    assert.equal(
      out,
      'bad.json:1:52: error: Effect is case-sensitive: use "Allow". IAM rejects "allow". [effect-invalid]\n',
    );
  });

  it('explains in plain words instead, when asked to', async () => {
    assert.deepEqual(await call('--explain', 'good.json', 'note.json'), {
      code: 0,
      out: 'good.json:1:41: Amazon EC2 can assume this role.\nnote.json:1:41: <SERVICE>.amazonaws.com can assume this role.\n',
      err: '',
    });
    assert.equal((await call('--explain', 'nowhere.json')).code, 2);
  });

  it('finds the config upwards from a file, and says what in it is wrong or does nothing', async () => {
    const { code, out } = await call('team/old/bad.json', 'team/note.json', 'team/bad.json');
    assert.equal(code, 1);
    assert.deepEqual(out.trim().split('\n'), [
      'team/bad.json:1:52: error: Effect is case-sensitive: use "Allow". IAM rejects "allow". [effect-invalid]',
      'team/trust-policy.config.json:2:35: warning: There is no rule "principel-user". Did you mean "principal-user"? [config]',
      'team/trust-policy.config.json:5:26: warning: This override has no effect on the files that were checked. [config]',
    ]);
  });

  it('takes the config it is given, or none', async () => {
    assert.match((await call('--config', 'strict.json', 'team/note.json')).out, /: error: .* \[placeholder\]\n$/);
    assert.match((await call('--no-config', 'team/note.json')).out, /: information: .* \[placeholder\]\n$/);
  });

  it('judges by its own defaults where the config cannot be read, and exits with 2', async () => {
    for (const [config, reason] of [
      ['nowhere.json', "doesn't exist"],
      ['x.fifo', 'is not a regular file'],
    ] as const) {
      const { code, out, err } = await call('--config', config, 'team/note.json', 'bad.json');
      assert.equal(code, 2);
      assert.match(out, /team\/note\.json.*\[placeholder\]\nbad\.json.*\[effect-invalid\]\n$/);
      assert.equal(err, `iam-trust-policy: ${config} ${reason}\n`);
    }
  });

  it('says with --verbose which config each file uses, how many findings it silences, and what it skips', async () => {
    const { out, err, code } = await call(
      '--verbose',
      'team/note.json',
      'team/old/bad.json',
      'team/bad.json',
      'bad.json',
      'package.json',
      'gone.json',
    );
    assert.equal(code, 2);
    assert.equal(out, (await call('team/note.json', 'team/old/bad.json', 'team/bad.json', 'bad.json')).out);
    assert.deepEqual(err.split('\n'), [
      'iam-trust-policy: team/note.json uses team/trust-policy.config.json: 1 finding silenced',
      'iam-trust-policy: team/old/bad.json uses team/trust-policy.config.json: 1 finding silenced',
      'iam-trust-policy: team/bad.json uses team/trust-policy.config.json: 0 findings silenced',
      'iam-trust-policy: bad.json uses no config file',
      'iam-trust-policy: package.json skipped: contains no trust policy',
      "iam-trust-policy: gone.json doesn't exist",
      '',
    ]);
    assert.equal(
      (await call('--verbose', '--explain', 'team/note.json', 'package.json')).err,
      'iam-trust-policy: team/note.json uses team/trust-policy.config.json\niam-trust-policy: package.json skipped: contains no trust policy\n',
    );
    assert.match(
      (await call('--verbose', '--config', 'x.fifo', 'bad.json')).err,
      /^iam-trust-policy: bad\.json uses no config file: x\.fifo is not a regular file\n/,
    );
    for (const name of HOSTILE) assertHarmless((await call('--verbose', '--config', name, name, `${name}.fifo`)).err);
    assert.equal((await call('bad.json')).err, '');
  });

  it('exits with 0 when nothing reaches the level', async () => {
    assert.equal((await call('good.json', 'package.json')).code, 0);
    assert.equal((await call('note.json')).code, 0);
    assert.equal((await call('--fail-on', 'information', 'note.json')).code, 1);
    assert.equal((await call('--fail-on=error', '-')).code, 0);
  });

  it('prints JSON', async () => {
    const [finding] = JSON.parse((await call('--format', 'json', 'bad.json')).out) as { rule: string; line: number }[];
    assert.equal(finding?.rule, 'effect-invalid');
    assert.equal(finding.line, 1);
  });

  it('exits with 2 and a word when it cannot do its work, and checks the other files all the same', async () => {
    const { code, out, err } = await call('gone.json', 'bad.json');
    assert.equal(code, 2);
    assert.equal(err, "iam-trust-policy: gone.json doesn't exist\n");
    assert.match(out, /effect-invalid/);
    for (const wrong of [[], ['--nonsense'], ['--format', 'xml', 'a.json'], ['--fail-on', 'loud', 'a.json']])
      assert.equal((await call(...wrong)).code, 2);
  });

  it('takes everything behind -- for a file', async () => {
    const { code, err } = await call('--', '--nonsense');
    assert.equal(code, 2);
    assert.match(err, /--nonsense doesn't exist/);
  });

  it('says what it is', async () => {
    assert.equal((await call('--version')).out, '1.2.3\n');
    assert.match((await call('--help')).out, /iam-trust-policy \[options\]/);
  });

  it('prints no name that a terminal or a build log would obey', async () => {
    for (const name of HOSTILE) {
      const found = await call(name);
      assert.equal(found.code, 1, name);
      assert.match(found.out, /effect-invalid/);
      const explained = await call('--explain', name);
      assert.notEqual(explained.out, '');
      const missing = await call(`${name}.gone`, `${name}.broken`, `${name}.fifo`);
      assert.equal(missing.code, 2);
      assert.match(missing.err, /doesn't exist\n.*: EIO: .*\n.* is not a regular file\n$/);
      const ruled = await call('--config', name, 'bad.json');
      assert.match(ruled.out, /\[config\]/);
      const json = await call('--format', 'json', name);
      assert.deepEqual(
        (JSON.parse(json.out) as { file: string }[]).map((f) => f.file),
        [name],
      );
      const odd = [
        await call(`--${name}`),
        await call('--format', name),
        await call('--fail-on', name),
        await call('--config', `${name}.gone`, 'bad.json'),
      ];
      for (const { out, err } of [found, explained, missing, ruled, json, ...odd]) {
        assertHarmless(out);
        assertHarmless(err);
      }
    }
  });

  it('passes no command of a policy on to a build log', async () => {
    const { out } = await call('--config', 'log.json', 'good.json');
    assert.match(out, /add-mask.*\[config\]/);
    assertHarmless(out);
  });

  it('lets no control character of a policy reach the terminal', async () => {
    const { out } = await call('odd.json');
    assert.doesNotMatch(out, /\u001b/);
    assert.match(out, /\\u001b\[31mred/);
  });
});
