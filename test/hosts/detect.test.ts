import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { DEFAULT_FILES, globOf, isConfigFile, namedTrustPolicy, type Named } from '../../server/src/hosts/fileNames.ts';
import { mayBecomeTrustPolicy, mayHoldTrustPolicy } from '../../server/src/hosts/search.ts';
import { matchesGlob } from '../../server/src/hosts/glob.ts';

const CANDIDATES: Readonly<Record<string, Named>> = {
  'trust-policy.json': 'trust',
  'Trust_Policy.JSON': 'trust',
  'trustpolicy.json': 'trust',
  'deployTrustPolicy.json': 'trust',
  'role-trust-relationship.json': 'trust',
  'trust.json': 'trust',
  'lambda-trust.json': 'trust',
  'lambda_trust.json': 'trust',
  'assume-role-trust-policy.json': 'trust',
  'assume-role-policy.json': 'assume',
  'lambda-assume-role-policy-document.json': 'assume',
  'LambdaAssumeRolePolicy.json': 'assume',
  'allow-assume-deploy-role-policy.json': 'fits',
  'AWSTrustedAdvisorServiceRolePolicy.json': 'fits',
  'trusted-advisor-policy.json': 'fits',
  'truststore-policy.json': 'fits',
  'AWSOrganizationsServiceTrustPolicy.json': 'fits',
  'AmazonExampleTrustPolicy.json': 'fits',
  'zero-trust-policy.json': 'fits',
  'zero-trust.json': 'fits',
};
const NEUTRAL = ['package.json', 'policy.json', 'trust-policy.yaml', 'trust.jsonc', 'entrust.json', 'trusted.json'];

describe('what a file is by its name', () => {
  const named = (path: string, files: Readonly<Record<string, boolean>> = {}): Named => namedTrustPolicy(path, files);

  it('none of ours, where Terraform is written as JSON, unless the user says so', () => {
    for (const path of ['main.tf.json', 'infra/trust-policy.tf.json', 'trust.TOFU.json']) {
      assert.equal(named(path), false, path);
      assert.equal(named(path, { [path.toLowerCase()]: true }), true, path);
    }
  });

  it('a candidate, in any folder and case, with what the name says', () => {
    for (const [name, says] of Object.entries(CANDIDATES))
      for (const path of [name, `/a/b/${name}`]) assert.equal(named(path), says, path);
    for (const name of NEUTRAL) assert.equal(named(name), undefined, name);
    assert.equal(named('trust/policy.json'), undefined);
  });

  it('the globs that the setting shows match the same names', () => {
    for (const name of [...Object.keys(CANDIDATES), ...NEUTRAL]) {
      const matched = Object.keys(DEFAULT_FILES).some((glob) => matchesGlob(`a/${name}`, glob));
      assert.equal(matched, named(name) !== undefined, name);
    }
    const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as {
      contributes: { configuration: { properties: Record<string, { default?: unknown }> } };
    };
    assert.deepEqual(manifest.contributes.configuration.properties['trustPolicy.files']?.default, DEFAULT_FILES);
  });

  it('the same however its path is written', () => {
    for (const path of [
      './trust-policy.json',
      '../roles/trust-policy.json',
      '../../trust-policy.json',
      'a/../trust-policy.json',
      '/srv/roles/trust-policy.json',
      'C:\\roles\\trust-policy.json',
      '.\\trust-policy.json',
      'c:/roles/trust-policy.json',
    ]) {
      assert.equal(named(path), 'trust', path);
      assert.equal(named(path, { '**/trust-policy.json': false }), false, path);
    }
    for (const path of ['sub/a.json', './sub/a.json', 'sub\\a.json', 'sub/x/../a.json', '/sub/a.json'])
      assert.equal(named(path, { 'sub/a.json': true }), true, path);
  });

  it('what the user wrote decides first, both ways; an entry that says what the default says is nobody’s', () => {
    assert.equal(named('trust-policy.json', { '**/*.json': false }), false);
    assert.equal(named('notes.json', { '**/*.json': true }), true);
    assert.equal(named('trust-policy.json', { '**/trust-policy.json': true }), true);
    assert.equal(named('trust-policy.json', DEFAULT_FILES), 'trust');
    assert.equal(named('trust-policy.json', { ...DEFAULT_FILES, '**/*.json': false }), false);
    assert.equal(named('trust-policy.json', { ...DEFAULT_FILES, '**/*trust*policy*.json': false }), false);
    assert.equal(named('trust.json', { ...DEFAULT_FILES, '**/*trust*policy*.json': false }), 'trust');
  });

  it('a plain path decides before any glob, and speaks of that one file', () => {
    assert.equal(named('trust-policy.json', { 'trust-policy.json': false }), false);
    assert.equal(named('sub/trust-policy.json', { 'trust-policy.json': false }), 'trust');
    assert.equal(named('a.json', { 'a.json': true, '**/*.json': false }), true);
    assert.equal(named('sub/a.json', { 'a.json': true }), undefined);
  });

  it('of two globs the more exact decides', () => {
    assert.equal(named('x/policy.json', { 'x/**': true, '**/policy.json': false }), false);
    assert.equal(named('x/policy.json', { 'x/*.json': true, '**/x/**': false }), true);
  });

  it('a config file is none, in any folder, whatever a glob says', () => {
    for (const path of [
      'trust-policy.config.json',
      './trust-policy.config.json',
      '/a/b/trust-policy.config.json',
      'C:\\a\\trust-policy.config.json',
      'a/Trust-Policy.Config.json',
    ]) {
      assert.equal(isConfigFile(path), true, path);
      assert.equal(named(path, { '**/*.json': true, 'trust-policy.config.json': true }), false, path);
    }
    assert.equal(isConfigFile('my-trust-policy.config.json'), false);
    assert.equal(named('my-trust-policy.config.json'), 'trust');
  });

  it('a path with signs of its own is matched by the pattern made from it', () => {
    for (const path of ['a(b).json', '(x)/[y].json', '!a.json', '{a,b}.json', 'a*?.json', 'a+(b).json', 'Untitled-1']) {
      assert.equal(namedTrustPolicy(path, { [globOf(path)]: true }), true, path);
    }
    assert.equal(namedTrustPolicy('axb.json', { [globOf('a?b.json')]: true }), undefined);
  });
});

describe('what a text may hold', () => {
  it('is told from its words, however far behind they stand', () => {
    assert.equal(mayHoldTrustPolicy('{"Principal": {}, "Action": "sts:AssumeRole"}'), true);
    assert.equal(mayHoldTrustPolicy('%22Principal%22 sts%3AAssumeRole'), true);
    assert.equal(mayHoldTrustPolicy('{"assume_role_policy": ""}'), true);
    assert.equal(mayHoldTrustPolicy('{"name": "shop", "dependencies": {}}'), false);
    for (const begun of [
      'data "aws_iam_policy_document" "x" {',
      'resource "awscc_iam_role" "x"',
      'locals {}\r\n\r\n trust-\r\n',
    ])
      assert.ok(mayBecomeTrustPolicy(begun) && !mayHoldTrustPolicy(begun), begun);
    assert.ok(!mayBecomeTrustPolicy('resource "aws_s3_bucket" "trust-me" {}\n# trust-policy\n'));
    assert.equal(mayHoldTrustPolicy(`${' '.repeat(2_000_000)}{"AssumeRolePolicyDocument": {}}`), true);
  });
});
