import assert from 'node:assert/strict';
import { configFor, DEFAULT_CONFIG, readConfig, rulesNamed } from '../../server/src/service.ts';

describe('a config file that nobody writes', () => {
  const texts: Readonly<Record<string, string>> = {
    'lists 100,000 deep': `{"overrides": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    'objects 100,000 deep': '{"rules":'.repeat(100_000) + '1' + '}'.repeat(100_000),
    'brackets without end': '['.repeat(100_000),
    'a value of 1 MB': `{"rules": {"principal-user": "${'x'.repeat(1_000_000)}"}}`,
    'a name of 1 MB': `{"rules": {"${'x'.repeat(1_000_000)}": "off"}}`,
    NUL: '{"rules": "\u0000"}',
    'half a pair': '{"rules": {"\ud83d": "off"}}',
    'UTF-16 read as UTF-8': Buffer.from('{"rules": {}}', 'utf16le').toString('utf8'),
  };
  for (const [name, text] of Object.entries(texts))
    it(`${name}: a word on what is wrong, and the settings as they are`, () => {
      const read = readConfig(text);
      assert.ok(read.problems.length > 0);
      for (const { span } of [...read.problems, ...rulesNamed(text)])
        assert.ok(0 <= span.start && span.start <= span.end && span.end <= text.length);
      assert.deepEqual(configFor(DEFAULT_CONFIG, read, 'a-trust-policy.json').rules, DEFAULT_CONFIG.rules);
    });

  const overriding = (files: readonly string[]): string =>
    JSON.stringify({ overrides: files.map((f) => ({ files: f, rules: { 'sid-invalid': 'off' }, because: 'x' })) });

  it('10,000 overrides: the one for the file holds', () => {
    const read = readConfig(overriding(Array.from({ length: 10_000 }, (_, i) => `team-${i}/*.json`)));
    assert.deepEqual(read.problems, []);
    assert.deepEqual(
      configFor(DEFAULT_CONFIG, read, 'team-77/role.json').overrides.map((o) => o.index),
      [77],
    );
  });

  it('names of places elsewhere are patterns that no file of the folder has', () => {
    const read = readConfig(
      overriding([
        '/etc/passwd',
        '../role.json',
        'file:///ws/role.json',
        '\\\\server\\share',
        '~/role.json',
        '/dev/zero',
      ]),
    );
    assert.deepEqual(configFor(DEFAULT_CONFIG, read, 'role.json').overrides, []);
  });
});
