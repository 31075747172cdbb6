import assert from 'node:assert/strict';
import { callIn, type Called } from '../support/commandLine.ts';

const POLICY =
  '{"Version": "2012-10-17", "Statement": [{"Sid": "One", "Effect": "allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}';

/** Checks one file of a text. */
function call(text: string, ...options: string[]): Promise<Called> {
  const read = (file: string): string | undefined => (file === 'role-trust-policy.json' ? text : undefined);
  return callIn({ read }, ...options, 'role-trust-policy.json');
}

describe('the command line and files that nobody writes', () => {
  const texts: Readonly<Record<string, string>> = {
    'a broken end': POLICY.slice(0, 100),
    '10,000 lists in each other': POLICY.replace('"One"', '['.repeat(10_000) + ']'.repeat(10_000)),
    'a byte order mark': `\ufeff${POLICY}`,
    NUL: POLICY.replaceAll(' ', '\u0000'),
    'UTF-16 read as UTF-8': Buffer.from(POLICY, 'utf16le').toString('utf8'),
    'half a pair': POLICY.replace('One', '\ud83d'),
    'lines that end with CR alone': POLICY.replaceAll(' ', '\r'),
    'a Sid of 1 MB': POLICY.replace('One', 'a-'.repeat(500_000)),
    '300 statements': POLICY.replace(
      /\[.*\]/,
      () => `[${Array.from({ length: 300 }, () => '{"Effect": "allow"}').join()}]`,
    ),
  };
  for (const [name, text] of Object.entries(texts))
    it(`${name}: findings, each on a line, and exit with 1`, async () => {
      const plain = await call(text);
      assert.deepEqual([plain.code, plain.err], [1, '']);
      for (const line of plain.out.trimEnd().split('\n')) {
        assert.match(line, /^role-trust-policy\.json:\d+:\d+: (error|warning|information|hint): .*\[[a-z-]+\]$/);
        assert.doesNotMatch(line, /[\u0000-\u001f\u007f-\u009f]/);
      }
      const json = JSON.parse((await call(text, '--format', 'json')).out) as unknown[];
      assert.equal(json.length, plain.out.trimEnd().split('\n').length);
      assert.equal((await call(text, '--explain')).code, 0);
    });

  it('nothing, or blanks alone: no finding', async () => {
    for (const text of ['', ' '.repeat(100_000), '\r\n'.repeat(50_000)])
      assert.deepEqual(await call(text), { code: 0, out: '', err: '' });
  });
});
