import assert from 'node:assert/strict';
import { areCalls, failuresOfCall, type CallCase } from './support/callCases.ts';
import { allow, call, policyOf } from './support/deciding.ts';
import { failuresOf, otherFields, type Case } from './support/cases.ts';

const NOW = Date.parse('2026-11-28');
const statement = (inside: string): string =>
  `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", ${inside}}]}`;
const WRONG = statement('"Principal": {"Service": "ec2.amazonaws.com"}, "Action": «"sts:AsumeRole"»');
const SOUND = statement('"Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"');

const guarded = allow({ Condition: { StringEquals: { 'sts:ExternalId': 'a' } } });

const failures = (of: Partial<Case>): Promise<readonly string[]> => failuresOf({ id: 'a', text: WRONG, ...of }, NOW);

describe('the cases of a folder', () => {
  it('hold where the rules speak as expected, and only there', async () => {
    for (const good of [
      { expect: ['action-unknown'] },
      { expect: ['action-not-sts|action-unknown'], level: 'error' },
      { expect: ['action-unknown'], argument: '../roles/trust-policy.json', file: 'trust-policy.json' },
      { text: SOUND },
      { text: JSON.parse(SOUND) as unknown, expect: [], also: ['action-unknown'], never: ['placeholder'] },
      { text: SOUND.replace('"sts:AssumeRole"', '"sts:AsumeRole"'), also: ['action-unknown'] },
      { text: '{"trusted": []}' },
      { expect: ['action-unknown'], languageId: 'json', fix: 'action-unknown', after: SOUND },
    ])
      assert.deepEqual(await failures(good), [], JSON.stringify(good));
  });

  it('fail, and tell why, where a rule is silent, speaks, or stands elsewhere or at another level', async () => {
    const place = 'no expected finding stands on "sts:AsumeRole"';
    for (const [bad, why] of [
      [{}, [place, 'action-unknown (error) is not expected']],
      [{ expect: ['sid-invalid'], also: ['action-unknown'] }, ['sid-invalid is silent', place]],
      [{ expect: ['action-unknown'], never: ['action-unknown'] }, ['action-unknown speaks']],
      [{ expect: ['action-unknown'], level: 'warning' }, ['action-unknown speaks at error, not at warning']],
      [
        { expect: ['action-unknown'], text: WRONG.replace(/[«»]/g, '').replace('"Allow"', '«"Allow"»') },
        ['no expected finding stands on "Allow"'],
      ],
      [{ expect: ['action-unknown'], file: 'policy.config.json', text: '{"a": 1}' }, ['action-unknown is silent']],
      [
        { expect: ['action-unknown'], languageId: 'json', text: WRONG.replace('sts:AsumeRole"»', 'sts:»AsumeRole"') },
        ['no expected finding stands on "sts:'],
      ],
      [
        { expect: ['action-unknown'], fix: 'sid-invalid', after: SOUND },
        ['sid-invalid has no fix that can be written'],
      ],
      [
        { expect: ['action-unknown'], fix: 'action-unknown', after: '' },
        [`the fix of action-unknown writes ${JSON.stringify(SOUND)}`],
      ],
      [{ text: SOUND, argument: '--unknown' }, [/^the command line ended with 2/]],
    ] as const) {
      const told = await failures(bad);
      assert.equal(told.length, why.length, told.join('\n'));
      told.forEach((line, i) => {
        const expected = why[i] ?? '';
        if (typeof expected === 'string') assert.equal(line, expected);
        else assert.match(line, expected);
      });
    }
  });

  it('of calls hold where the decision, its reason, its statement and the other half are as expected', () => {
    const example: CallCase = { id: 'a', policy: policyOf(guarded), request: call(), expect: 'deny' };
    assert.ok(areCalls([example]));
    assert.ok(!areCalls([{ ...example, text: '' }]) && !areCalls([{ id: 'a', policy: {} }]));
    assert.deepEqual(failuresOfCall({ ...example, because: 'condition:STS:ExternalId', callerSide: 'needed' }), []);
    assert.deepEqual(
      failuresOfCall({ ...example, expect: 'allow', because: 'deny', by: 'Trust', callerSide: 'refused' }),
      [
        'the decision is deny, not allow',
        'the reason is condition:sts:ExternalId, not deny',
        'the statement is null, not Trust',
        "the caller's side is needed, not refused",
      ],
    );
  });

  it('are told from cases of another kind by their fields', () => {
    assert.deepEqual(otherFields([{ id: 'a', text: '', expect: [] }]), []);
    assert.deepEqual(otherFields([{ id: 'a', text: '' }, { policy: {}, request: {} }, { policy: {} }]), [
      'policy',
      'request',
    ]);
  });
});
