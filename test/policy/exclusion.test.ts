import assert from 'node:assert/strict';
import { excludes } from '../../server/src/policy/exclusion.ts';
import { PolicyDocument } from '../../server/src/service.ts';
import { appliedFixes } from '../support/fixes.ts';

const policyWith = (condition: unknown): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'scheduler.amazonaws.com', AWS: '111122223333' },
      Action: 'sts:AssumeRole',
      Condition: condition,
    },
  });

const SCHEDULES = 'arn:aws:scheduler:*:111122223333:schedule/*';
const OTHERS = 'arn:aws:scheduler:*:222233334444:schedule/*';

describe('two tests of one key that exclude each other', () => {
  const doExclude = (condition: unknown): boolean => {
    const text = policyWith(condition);
    const [one, other] = new PolicyDocument(text, true).trustPolicies[0]?.statements[0]?.conditions ?? [];
    assert.ok(one && other, text);
    return excludes(one, other);
  };

  it('are patterns of ARNs, whichever operator compares them', () => {
    for (const like of ['ArnLike', 'StringLike', 'ForAllValues:StringLike'])
      for (const unlike of ['ArnNotLike', 'ArnNotLikeIfExists', 'StringNotLike']) {
        const with_ = (value: string): boolean =>
          doExclude({ [unlike]: { 'aws:SourceArn': SCHEDULES }, [like]: { 'aws:SourceArn': value } });
        assert.ok(with_(SCHEDULES), `${unlike}, ${like}`);
        assert.ok(!with_(OTHERS), `${unlike}, ${like}`);
      }
  });

  it('are none where the values are no ARNs and a star takes any colon', () => {
    assert.ok(
      !doExclude({ StringNotLike: { 'aws:PrincipalTag/t': 'a:b:*' }, StringLike: { 'aws:PrincipalTag/t': 'a:*' } }),
    );
  });

  it('leave nobody once ForAllValues goes: a person decides about it', () => {
    const titles = (value: string): readonly string[] =>
      appliedFixes(
        policyWith({
          ArnNotLikeIfExists: { 'aws:SourceArn': SCHEDULES },
          'ForAllValues:StringLike': { 'aws:SourceArn': value },
        }),
      ).flatMap(({ finding, fix }) =>
        finding.ruleId === 'set-operator-single' ? [`${fix.title}: ${fix.safety}`] : [],
      );
    assert.deepEqual(titles(SCHEDULES), ['Replace with StringLike: review']);
  });
});
