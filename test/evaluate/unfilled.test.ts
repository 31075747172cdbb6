import assert from 'node:assert/strict';
import { allow, call, decided, deny, policyOf, SESSION, USER } from '../support/deciding.ts';

const NAME = 'sts:RoleSessionName';

/** What is decided of a call whose session name nobody states. */
function decisionOf(condition: object, caller: object, effect: 'Allow' | 'Deny' = 'Allow', more: object = {}): string {
  const statement = effect === 'Allow' ? [allow({ Condition: condition })] : [allow(), deny({ Condition: condition })];
  return decided({ ...policyOf(...statement), ...more }, call({ caller })).decision;
}

describe('a policy variable with nothing to fill in', () => {
  it('matches no value, also one that is not known', () => {
    const ofUser = { StringLike: { [NAME]: '${aws:username}' } };
    assert.equal(decisionOf(ofUser, SESSION), 'deny');
    assert.equal(decisionOf(ofUser, USER), 'unknown');
    assert.equal(decisionOf({ StringNotEquals: { [NAME]: '${aws:username}' } }, SESSION), 'allow');
    assert.equal(decisionOf({ StringNotEquals: { [NAME]: '${aws:username}' } }, SESSION, 'Deny'), 'deny');
    assert.equal(decisionOf({ StringEqualsIfExists: { [NAME]: '${aws:username}' } }, SESSION), 'deny');
  });

  it('leaves open what another value, a default or an older version may match', () => {
    assert.equal(decisionOf({ StringLike: { [NAME]: ['${aws:username}', 'ci-*'] } }, SESSION), 'unknown');
    assert.equal(decisionOf({ StringLike: { [NAME]: "${aws:username, 'ci'}" } }, SESSION), 'unknown');
    assert.equal(decisionOf({ 'ForAllValues:StringLike': { [NAME]: '${aws:username}' } }, SESSION), 'unknown');
    assert.equal(
      decisionOf({ StringEquals: { [NAME]: '${aws:username}' } }, SESSION, 'Allow', { Version: '2008-10-17' }),
      'unknown',
    );
  });
});
