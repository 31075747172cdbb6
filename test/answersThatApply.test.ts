import assert from 'node:assert/strict';
import {
  generatedOutputs,
  generatedText,
  problemWith,
  wizard,
  wizardSteps,
  type Answers,
} from '../server/src/service.ts';

const random = (): string => 'random';
const NOW = Date.parse('2026-11-28T00:00:00Z');

describe('answers that no longer apply', () => {
  const script = (answers: Answers): string =>
    generatedOutputs({
      outputs: ['cli'],
      roleName: 'r',
      duration: '3600',
      managedPolicy: '',
      tags: '',
      ...answers,
    })[0]?.text ?? '';

  it('are in no script: an external ID whose guard was taken back', () => {
    const before = {
      kind: 'account',
      principals: '210987654321',
      guards: ['externalId'],
      externalIdValue: 'old-external-id-1',
    };
    assert.match(script(before), /old-external-id-1/);
    const after = { ...before, guards: ['organization'], organizationId: 'o-a1b2c3d4e5' };
    assert.match(script(after), /o-a1b2c3d4e5/);
    assert.doesNotMatch(script(after), /old-external-id-1/);
  });

  it('are those of a kind that was left', () => {
    const people = { kind: 'identityCenter', permissionSet: 'Admin', account: '210987654399', guards: [] };
    const account = { ...people, kind: 'account', principals: '210987654321', guards: [] };
    assert.doesNotMatch(script(account), /210987654399/);
    assert.match(script(account), /arn:aws:iam::<ACCOUNT_ID>:role\/r/);
  });

  it('are choices that are not offered any more, and what hung on them', () => {
    const answers = {
      kind: 'principal',
      principals: 'arn:aws:iam::210987654321:role/a',
      guards: ['mfa', 'sourceIp'],
      sourceIpValue: '203.0.113.0/24',
    };
    const text = generatedText(answers) ?? '';
    assert.match(text, /203\.0\.113/);
    assert.doesNotMatch(text, /MultiFactor/);
  });

  it('are outputs that the kind does not have', () => {
    const given = {
      kind: 'vendor',
      vendor: '464622532012',
      externalIdValue: 'x'.repeat(12),
      guards: [],
      outputs: ['callerPolicy'],
    };
    const { outputSteps, outputs } = wizard(given, random, NOW);
    assert.deepEqual(
      outputSteps.map((s) => s.id),
      ['outputs'],
    );
    assert.deepEqual(outputs, []);
  });
});

describe('a policy of answers', () => {
  it('is judged before it is handed out: its error is the problem of the answer it comes from', () => {
    const answers = {
      kind: 'oidc',
      account: '111122223333',
      issuer: 'oidc.shop.example',
      audience: 'shop',
      subject: 'x',
      guards: [],
    };
    assert.ok(wizardSteps(answers, random).length > 1);
    const sound = wizard(answers, random, NOW);
    assert.deepEqual(sound.problems, []);
    assert.notEqual(sound.policy, undefined);
  });

  it('is none while a text in it is wrong', () => {
    const text = (value: string): string | undefined =>
      problemWith({ kind: 'account', principals: '111122223333', guards: ['sourceIp'] }, 'sourceIpValue', value, NOW);
    assert.equal(text('203.0.113.0/24'), undefined);
    assert.notEqual(text('100.64.0.0/10'), undefined);
    assert.notEqual(text('1.2.3.04'), undefined);
  });
});
