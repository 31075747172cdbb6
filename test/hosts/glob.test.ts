import assert from 'node:assert/strict';
import fc from 'fast-check';
import picomatch from 'picomatch';
import { globProblem, LONGEST_GLOB, matchesGlob } from '../../server/src/hosts/glob.ts';
import { growsLinearly } from '../support/growth.ts';

/** Each pattern with paths it fits and paths it does not. */
const SAID: readonly (readonly [pattern: string, fits: readonly string[], not: readonly string[]])[] = [
  [
    '**/*trust*policy*.json',
    ['trust-policy.json', 'a/b/My-Trust-Policy.JSON'],
    ['trust/policy.json', 'trust-policy.jsonc'],
  ],
  ['*.json', ['a.json', '.json', '/a.json'], ['b/a.json', 'a.json5']],
  ['a/*', ['a/b', 'a/.b'], ['a', 'a/b/c', 'ab']],
  ['a/**', ['a/b', 'a/b/c'], ['a', 'ab', 'b/a']],
  ['a/**/**', ['a/b', 'a/b/c'], ['a', 'b']],
  ['*/**', ['a/b', 'a/b/c'], ['a']],
  ['**{/a,/b}/c', ['x/a/c', 'x/y/b/c'], ['a/d']],
  ['**/a', ['a', 'b/a', 'c/b/a'], ['ba', 'a/b']],
  ['a/**/b', ['a/b', 'a/c/b', 'a/c/d/b'], ['ab', 'a/cb', 'a/bc']],
  ['a/**/**/**/b', ['a/b', 'a/c/d/b'], ['ab']],
  ['**', ['a', 'a/b/c'], ['']],
  // Two stars span folders where a name begins, not within it.
  ['a**b', ['ab', 'axxb'], ['a/b']],
  ['**b', ['b', 'ab', 'a/b'], ['ba']],
  ['**.json', ['a.json', 'a/b.json'], ['a.jsonc']],
  ['***', ['ab'], ['a/b']],
  ['a?c', ['abc'], ['ac', 'a/c', 'abbc']],
  ['a[bc]d', ['abd', 'acd', 'aBd', 'a[bc]d'], ['aed', 'abcd', 'a/d']],
  ['a[b-d]e', ['abe', 'ade'], ['aae', 'a-e', 'a[b-d]e/x']],
  ['a[!b]c', ['axc'], ['abc', 'a/c', 'ac']],
  ['a[^b]c', ['axc'], ['abc', 'a/c']],
  ['a[]]b', ['a]b'], ['a[]]bx', 'ab']],
  ['a[\\]x]b', ['a]b', 'axb'], ['a\\b']],
  ['a[-b]c', ['a-c', 'abc'], ['acc']],
  ['a[b\\-d]e', ['a-e', 'abe', 'ade'], ['ace']],
  ['app/[id]/trust.json', ['app/[id]/trust.json', 'app/i/trust.json'], ['app/id/trust.json']],
  ['{a,b}.json', ['a.json', 'b.json'], ['c.json', 'a,b.json']],
  ['{a,{b,c}d}', ['a', 'bd', 'cd'], ['ad', 'b', 'd']],
  ['a{,b}c', ['ac', 'abc'], ['abbc']],
  ['{a/**,b}/c', ['a/x/c', 'b/c'], ['b/x/c']],
  ['{**,x}/y', ['a/b/y', 'x/y'], ['y']],
  ['{a,b', ['{a,b'], ['a', 'b']],
  ['{a}', ['{a}'], ['a']],
  ['{1..3}', ['1', '3'], ['4', '1..3x']],
  ['[a', ['[a'], ['a']],
  ['a[*]b', ['a*b'], ['axb', 'ab']],
  ['a[{]b,c}', ['a{b,c}'], ['ab']],
  ['a\\*', ['a*'], ['ab']],
  ['./a/b', ['a/b'], ['b']],
  ['/a', ['a', '/a', '//a'], ['b/a']],
  ['!a', ['!a'], ['b']],
  ['@(a|b)', ['@(a|b)'], ['a', 'b']],
  ['a (1).json', ['a (1).json'], ['a 1.json']],
  ['a+', ['a+'], ['aa', 'a']],
  ['', [], ['a', '']],
];

/** A file is in a folder; that it could be the folder itself is the other matcher's own idea. */
const inside = (glob: string): string => glob.replace(/\/\*\*$/, '/**/*');

describe('a glob', () => {
  for (const [pattern, fits, not] of SAID)
    it(`${pattern} fits what it says`, () => {
      for (const path of fits) assert.equal(matchesGlob(path, pattern), true, path);
      for (const path of not) assert.equal(matchesGlob(path, pattern), false, path);
    });

  it('answers as the globs that people know', () => {
    const part = fc.constantFrom('a', 'b', '.', 'ab', '*', '?', '[ab]', '[^a]', '[a-b]', '{a,b}', '{b,c*}', '{a/b,c}');
    const folder = fc.oneof(
      { weight: 4, arbitrary: fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')) },
      fc.constant('**'),
    );
    const pattern = fc
      .array(
        // What two stars beside other text mean depends on what follows, there.
        folder.filter((f) => f !== '.' && (f === '**' || !f.includes('**'))),
        { minLength: 1, maxLength: 4 },
      )
      .map((folders) => folders.join('/'));
    const name = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '.'), minLength: 1, maxLength: 4 });
    const path = fc
      .array(
        name.filter((n) => !n.endsWith('.')),
        { minLength: 1, maxLength: 4 },
      )
      .map((names) => names.join('/'));
    const options = { nocase: true, dot: true, noextglob: true, nonegate: true };
    fc.assert(
      fc.property(pattern, path, (glob, file) => {
        assert.equal(matchesGlob(file, glob), picomatch.isMatch(file, inside(glob), options));
      }),
      { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 5000) },
    );
  });

  it('says what keeps it from being read', () => {
    assert.deepEqual(globProblem('x'.repeat(LONGEST_GLOB + 1)), { kind: 'long', length: LONGEST_GLOB + 1 });
    assert.deepEqual(globProblem('a/{b,c'), { kind: 'open', bracket: '{' });
    assert.deepEqual(globProblem('a/[b'), { kind: 'open', bracket: '[' });
    for (const fine of ['**/*.json', '{a,{b,c}}', 'a[{]b', '\\{a', 'a]', 'a}', 'x'.repeat(LONGEST_GLOB)])
      assert.equal(globProblem(fine), undefined, fine);
    assert.equal(matchesGlob('x'.repeat(LONGEST_GLOB + 1), '*'.repeat(LONGEST_GLOB + 1)), false);
  });
});

/** Patterns that a matcher that tries one way after the other never ends on, and whether `aaa…-policy.json` fits. */
const HOSTILE: readonly (readonly [name: string, pattern: string, fits: boolean])[] = [
  ['12 stars, in vain', `${'*a'.repeat(12)}b`, false],
  ['12 stars', `${'*a'.repeat(12)}*.json`, true],
  ['100 stars', `${'*a?'.repeat(100)}*x`, false],
  ['40 folders', '**/a/'.repeat(40), false],
  ['300 times any folders', `${'**/'.repeat(300)}*.json`, true],
  ['ten braces', `${'{a,b}'.repeat(10)}*.json`, true],
  ['160 braces, in vain', `${'{a,b}'.repeat(160)}${'{a,a}'.repeat(5)}*?x`, false],
  ['braces in braces', `${'{a,'.repeat(240)}${'}'.repeat(240)}*`, true],
  ['stars in braces', `${'{*a,*b}'.repeat(100)}*x`, false],
  ['12 classes', `${'[a-z]*'.repeat(12)}x`, false],
  ['160 classes', `${'[a-z]*'.repeat(160)}x`, false],
  ['open braces', '{'.repeat(1000), false],
  ['open classes', '['.repeat(1000), false],
];

describe('a hostile glob', () => {
  it('as long as they may be is answered', () => {
    const pattern = `${'*a?'.repeat(332)}*x`;
    for (const length of [60, 105, 4000]) assert.equal(matchesGlob(`${'a'.repeat(length - 1)}b`, pattern), false);
  });

  const nameOf = (length: number): string => `${'a'.repeat(length - 12)}-policy.json`;
  for (const [name, pattern, fits] of HOSTILE)
    it(`of ${name} is answered, in time that grows as the name does`, () => {
      assert.ok(pattern.length <= LONGEST_GLOB, `${pattern.length} characters`);
      for (const length of [60, 105, 4000]) assert.equal(matchesGlob(nameOf(length), pattern), fits, `${length}`);
      growsLinearly(name, (n) => () => matchesGlob(nameOf(n), pattern), 1000);
    });
});
