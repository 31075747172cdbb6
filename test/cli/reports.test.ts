import assert from 'node:assert/strict';
import { callIn } from '../support/commandLine.ts';

const GOOD =
  '{"Version": "2012-10-17", "Statement": [{"Sid": "One", "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}';
const BAD = GOOD.replace('"Allow"', '"allow"');
const FOREIGN = GOOD.replace('"Service": "ec2.amazonaws.com"', '"AWS": "arn:aws:iam::464622532012:root"');
/** A fix of its finding draws an external ID. */
const WEAK = FOREIGN.replace('"Action"', '"Condition": {"StringEquals": {"sts:ExternalId": "1"}}, "Action"');
const FILES: Readonly<Record<string, string>> = {
  'bad.json': BAD,
  'good.json': GOOD,
  'foreign.json': FOREIGN,
  'weak.json': WEAK,
};
const read = (file: string): string | undefined => FILES[file];

interface Finding {
  readonly file: string;
  readonly rule: string;
  readonly message: string;
  readonly policy?: object;
  readonly fixes: readonly { readonly title: string; readonly edits?: readonly object[] }[];
}

describe('reports of the command line', () => {
  it('are sorted by path for machines, in the order given for people', async () => {
    const files = ['foreign.json', 'bad.json', 'good.json'];
    const { out } = await callIn({ read }, '--format', 'json', ...files);
    assert.deepEqual([...new Set((JSON.parse(out) as Finding[]).map((f) => f.file))], ['bad.json', 'foreign.json']);
    const text = (await callIn({ read }, ...files)).out.split('\n').map((line) => line.split(':')[0]);
    assert.deepEqual([...new Set(text)], ['foreign.json', 'bad.json', '']);
  });

  it('hold no random value, so that the same input gives the same bytes', async () => {
    let drawn = 0;
    const call = () => callIn({ read, random: () => `random-${++drawn}` }, '--format', 'json', 'weak.json', 'bad.json');
    const [first, second] = [await call(), await call()];
    assert.equal(first.out, second.out);
    assert.ok(drawn > 0, 'a fix was to draw an external ID');
    assert.doesNotMatch(first.out, /random-/);
    const fixes = (JSON.parse(first.out) as Finding[]).flatMap((f) => f.fixes);
    assert.ok(fixes.some((f) => f.edits === undefined));
    assert.ok(fixes.some((f) => f.edits !== undefined && f.edits.length > 0));
  });

  it('say which policy, role and statement a finding is about', async () => {
    const roles = `{"Roles": [{"RoleName": "a", "AssumeRolePolicyDocument": ${GOOD}}, {"RoleName": "b", "Arn": "arn:aws:iam::111122223333:role/b", "AssumeRolePolicyDocument": ${BAD}}]}`;
    const { out } = await callIn({ read: () => roles }, '--format', 'json', 'x.json');
    assert.deepEqual(
      (JSON.parse(out) as Finding[]).filter((f) => f.rule === 'effect-invalid').map((f) => f.policy),
      [{ index: 1, role: 'arn:aws:iam::111122223333:role/b', sid: 'One' }],
    );
  });

  it('name a check that failed, and go on with the others', async () => {
    const random = (): string => {
      throw new Error('out of luck');
    };
    const { code, out } = await callIn(
      { read, random },
      '--format',
      'json',
      '--fail-on',
      'never',
      'bad.json',
      'weak.json',
    );
    const found = JSON.parse(out) as Finding[];
    assert.equal(code, 2);
    assert.deepEqual(
      [...new Set(found.map((f) => `${f.file} ${f.rule}`))],
      ['bad.json effect-invalid', 'weak.json internal-error'],
    );
    assert.match(found.at(-1)?.message ?? '', /out of luck/);
  });

  it('show from a level on, and of some rules; the exit code follows --fail-on alone', async () => {
    const rules = async (...flags: string[]): Promise<string[]> => {
      const { out } = await callIn({ read }, '--format', 'json', ...flags, 'foreign.json', 'bad.json');
      return [...new Set((JSON.parse(out) as Finding[]).map((f) => f.rule))];
    };
    const every = await rules();
    assert.ok(every.includes('effect-invalid') && every.length > 1);
    assert.deepEqual(await rules('--level', 'error'), ['effect-invalid']);
    assert.deepEqual(await rules('--only', 'effect-invalid'), ['effect-invalid']);
    assert.deepEqual(
      await rules('--skip', 'effect-invalid'),
      every.filter((id) => id !== 'effect-invalid'),
    );
    const quiet = await callIn({ read }, '--quiet', '--fail-on', 'warning', 'foreign.json');
    assert.deepEqual([quiet.code, quiet.out], [1, '']);
    assert.equal((await callIn({ read }, '--only', 'nonsense', 'bad.json')).code, 2);
  });

  it('follow flags before any config file', async () => {
    const config =
      '{"ownAccounts": {"111122223333": "shop"}, "overrides": [{"rules": {"effect-invalid": "off"}, "because": "old"}]}';
    const files: Readonly<Record<string, string>> = { ...FILES, 'trust-policy.config.json': config };
    const world = { read: (file: string) => files[file] };
    assert.equal((await callIn(world, 'bad.json')).out, '');
    const shown = await callIn(
      world,
      '--show-config',
      'bad.json',
      '--quota',
      '4096',
      '--own-account',
      '464622532012=partner',
    );
    const { ownAccounts, quota, config: path } = JSON.parse(shown.out) as Record<string, unknown>;
    assert.deepEqual(
      [ownAccounts, quota, path],
      [{ '111122223333': 'shop', '464622532012': 'partner' }, 4096, 'trust-policy.config.json'],
    );
    assert.doesNotMatch((await callIn(world, '--own-account=464622532012', 'foreign.json')).out, /external-id-missing/);
  });

  it('list what would be checked', async () => {
    const files: Readonly<Record<string, string>> = { ...FILES, 'package.json': '{"name": "shop"}' };
    const { code, out, err } = await callIn(
      { read: (file) => files[file] },
      '--show-files',
      'bad.json',
      'package.json',
      'good.json',
    );
    assert.deepEqual([code, out], [0, 'bad.json\ngood.json\n']);
    assert.equal(err, 'iam-trust-policy: package.json skipped: contains no trust policy\n');
  });

  it('end where somebody interrupts, with what is done', async () => {
    const { code, out } = await callIn({ read, interrupted: true }, '--format', 'json', ...Object.keys(FILES));
    assert.deepEqual([code, JSON.parse(out)], [130, []]);
  });
});
