import assert from 'node:assert/strict';
import fc from 'fast-check';
import { findPlaceholders, mayHoldPlaceholders } from '../../server/src/iam/placeholders.ts';

const piece = fc.constantFrom(
  '${X}',
  '$X',
  '<X>',
  '{{x}}',
  '{X}',
  '[X]',
  '%{x}',
  '%s',
  '__X__',
  'YOUR_X',
  'your-x',
  'INSERT_X',
  'REPLACE_ME',
  'replace-me',
  'CHANGE_ME',
  'changeme',
  '####',
  'xxxx',
  'XXXXXXXX',
  '***',
  'ACCOUNT_ID',
  'REGION',
  'region',
  'account id',
  'placeholder',
  'your account id',
  'INSERT ID HERE',
  'REDACTED',
  'arn:aws:iam::',
  'arn:aws:iam::ACC:',
  ':',
  '/',
  '.',
  'repo:',
  '111122223333',
  'saml-provider/',
  ':oidc-provider/',
  'ISSUER',
  'ISSUER_HOST',
  ':sub',
  'SAML:aud',
  '.amazonaws.com',
  'PROVIDER_NAME',
  'EXAMPLE_X',
  'MY-ROLE-NAME',
  ' ',
  '"',
);
const value = fc.oneof(
  fc.array(piece, { maxLength: 5 }).map((parts) => parts.join('')),
  fc.string(),
);

describe('placeholders', () => {
  it('the quick look at a whole text misses none', () => {
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (text, indent) => {
        const json = JSON.stringify({ Statement: [{ a: text }, text] }, null, indent);
        if (findPlaceholders(text).length) assert.ok(mayHoldPlaceholders(json), text);
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 3000) },
    );
  });

  it('lie inside the value, in order, apart', () => {
    fc.assert(
      fc.property(value, (text) => {
        let at = 0;
        for (const { from, to } of findPlaceholders(text)) {
          assert.ok(at <= from && from < to && to <= text.length);
          at = to + 1;
        }
      }),
    );
  });

  it('are none of the characters that IAM lets a variable stand for, nor what stands behind them', () => {
    for (const real of ['${$}{aws:username}', 'a${*}b${?}', '${$}{x}'])
      assert.deepEqual(findPlaceholders(real), [], real);
    for (const [text, from] of [
      ['${X}{y}', 0],
      ['$}{x}', 2],
      ['${*}{x}', 4],
    ] as const)
      assert.equal(findPlaceholders(text)[0]?.from, from, text);
  });

  it('come to an end on what an attacker might write', () => {
    const nasty = ['${', '{{', '<', '[a', 'A_', 'A-', 'x', 'your-', '%{', 'arn:', 'a:', '__a', '{', 'X'].map((s) =>
      s.repeat(20_000),
    );
    for (const text of nasty) assert.ok(findPlaceholders(text).length >= 0); // the suite's timeout is the judge
  });
});
