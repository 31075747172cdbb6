import assert from 'node:assert/strict';
import { Language } from '../../server/src/catalogue/language.ts';
import { oidcProviders } from '../../server/src/catalogue/oidcProviders.ts';
import { languageOf } from '../../server/src/catalogue/subjectForms.ts';

const meets = (source: string, pattern: string): boolean => new Language(source).meets(pattern, '*', '?');

describe('the language of a regular expression', () => {
  it('has the texts that it matches', () => {
    for (const [source, text] of [
      ['a', 'a'],
      ['a|bc', 'bc'],
      ['(?:ab)+c?', 'abab'],
      ['[a-c0-9]{2}', 'b7'],
      ['[^:]*', ''],
      ['x{2,}', 'xxxx'],
      ['\\S+\\.', 'é.'],
      ['a{0,2}b', 'aab'],
    ] as const)
      assert.ok(meets(source, text), `${source} ${text}`);
    for (const [source, text] of [
      ['a', 'b'],
      ['a|bc', 'abc'],
      ['(?:ab)+c?', 'aba'],
      ['[a-c0-9]{2}', 'b'],
      ['[^:]*', ':'],
      ['x{2,}', 'x'],
      ['a{0,2}b', 'aaab'],
      ['a+?', ''],
    ] as const)
      assert.ok(!meets(source, text), `${source} ${text}`);
  });

  it('tells whether a pattern can be one of them', () => {
    for (const pattern of ['*', 'a*', '*b', '?b', 'ab', 'a*b', '*a*b*', '??']) assert.ok(meets('ab', pattern), pattern);
    for (const pattern of ['', 'a', 'a?b', 'b*', '???']) assert.ok(!meets('ab', pattern), pattern);
    assert.ok(meets('repo:[a-z]+/[a-z]+:ref', 'repo:*ref'));
    assert.ok(meets('repo:[a-z]+/[a-z]+:ref', 'repo:a/*:*'));
    assert.ok(!meets('repo:[a-z]+/[a-z]+:ref', 'repo:a:*'));
    assert.ok(!meets('repo:[a-z]+/[a-z]+:ref', 'repo:*/*/*'));
    assert.ok(!meets('[0-9a-f]{8}', '?????????'));
    assert.ok(!meets('[0-9a-f]{8}', 'my-*'));
  });

  it('has each form of a subject with a wildcard for its parts', () => {
    for (const { id, forms } of oidcProviders())
      for (const form of forms) {
        const pattern = form.segments.map((s) => (typeof s === 'string' ? s : '\ue001')).join('');
        assert.ok(languageOf(form).meets(pattern, '\ue001', '\ue002'), `${id} ${pattern}`);
      }
  });
});
