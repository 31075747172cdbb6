import assert from 'node:assert/strict';
import { DEFAULT_FILES, globOf, mayHoldTrustPolicy, namedTrustPolicy } from '../../server/src/hosts/detect.ts';

describe('what a file is by its name', () => {
  const named = (path: string, files: Readonly<Record<string, boolean>> = {}): boolean | undefined =>
    namedTrustPolicy(path, { ...DEFAULT_FILES, ...files });

  it('the defaults take the usual names, in any folder and case', () => {
    for (const path of [
      'trust-policy.json',
      '/a/b/Trust_Policy.JSON',
      'trustpolicy.json',
      'iam/role-trust-relationship.json',
      'assume-role-policy.json',
      'x/lambda-assume-role-policy-document.json',
    ]) {
      assert.equal(named(path), true, path);
    }
    for (const path of ['package.json', 'policy.json', 'trust/policy.json', 'trust-policy.yaml'])
      assert.equal(named(path), undefined, path);
  });

  it('a plain path decides before any glob, and speaks of that one file', () => {
    assert.equal(named('trust-policy.json', { 'trust-policy.json': false }), false);
    assert.equal(named('sub/trust-policy.json', { 'trust-policy.json': false }), true);
    assert.equal(named('a.json', { 'a.json': true }), true);
    assert.equal(named('sub/a.json', { 'a.json': true }), undefined);
  });

  it('of two globs the more exact decides', () => {
    assert.equal(named('x/my-trust-policy.json', { '**/my-trust-policy.json': false }), false);
    assert.equal(named('fixtures/trust-policy.json', { 'fixtures/**': false }), true);
    assert.equal(named('fixtures/trust-policy.json', { 'fixtures/*trust*policy*.json': false }), false);
  });

  it('a path with signs of its own is matched by the pattern made from it', () => {
    for (const path of ['a(b).json', '(x)/[y].json', '!a.json', '{a,b}.json', 'a*?.json', 'a+(b).json', 'Untitled-1']) {
      assert.equal(namedTrustPolicy(path, { [globOf(path)]: true }), true, path);
    }
    assert.equal(namedTrustPolicy('axb.json', { [globOf('a?b.json')]: true }), undefined);
  });
});

describe('what a text may hold', () => {
  it('is told from its first 64 KB', () => {
    assert.equal(mayHoldTrustPolicy('{"Principal": {}, "Action": "sts:AssumeRole"}'), true);
    assert.equal(mayHoldTrustPolicy('%22Principal%22 sts%3AAssumeRole'), true);
    assert.equal(mayHoldTrustPolicy('{"assume_role_policy": ""}'), true);
    assert.equal(mayHoldTrustPolicy('{"name": "shop", "dependencies": {}}'), false);
    assert.equal(mayHoldTrustPolicy(`${' '.repeat(70_000)}{"AssumeRolePolicyDocument": {}}`), false);
  });
});
