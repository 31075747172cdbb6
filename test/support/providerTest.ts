import assert from 'node:assert/strict';
import { check, explain, finish, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from './context.ts';

export interface ProviderCase {
  readonly issuer: string;
  readonly audience?: string;
  readonly subject: string;
  /** Whom the explainer says a statement with this subject to trust. */
  readonly says: string;
  /** A subject that other tenants or projects have too. */
  readonly broad?: string;
  /** False where the audience tells whose the token is, so that a subject is no more than advice. */
  readonly needsSubject?: boolean;
}

/** Tests what the product makes of an identity provider: what its record and its row of the catalogue hold, seen from outside. */
export function providerTest({
  issuer,
  audience = 'sts.amazonaws.com',
  subject,
  says,
  broad,
  needsSubject = true,
}: ProviderCase): void {
  const policy = (sub: string | undefined): PolicyDocument => {
    const test = { [`${issuer}:aud`]: audience, ...(sub === undefined ? {} : { [`${issuer}:sub`]: sub }) };
    const statement = {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: { [sub?.includes('*') ? 'StringLike' : 'StringEquals']: test },
    };
    return new PolicyDocument(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }), true);
  };
  const found = (sub: string | undefined): readonly string[] =>
    finish(check(policy(sub), testContext()))
      .findings.filter(({ level }) => level === 'error' || level === 'warning')
      .map(({ ruleId }) => ruleId);

  describe(`provider ${issuer}`, () => {
    it('is explained', () => {
      const [told] = explain(policy(subject), testContext().config);
      assert.equal(told?.sentence.split(' can assume this role')[0], says);
    });
    it('brings no finding where it is used as meant', () => {
      assert.deepEqual(found(subject), []);
    });
    if (needsSubject)
      it('is known to need a subject', () => {
        assert.deepEqual(found(undefined), ['oidc-subject-missing']);
      });
    if (broad !== undefined)
      it(`is known to be open by ${broad}`, () => {
        assert.deepEqual(found(broad), ['oidc-subject-broad']);
      });
  });
}
