import { displaySubject } from '../../phrases.ts';
import type { SaidBy } from '../reading/reading.ts';
import { isTrustPolicy, trustAction } from '../reading/sentence.ts';
import type { Cause } from '../types.ts';

/** AWS's own words for the cause. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function said(by: SaidBy, action: string): Cause {
  if (by.policy === undefined)
    return {
      sure: true,
      text: `AWS says that a Deny statement denies ${displaySubject(action)}, but not in which policy. It may be the trust policy, or one of the caller or its organization.`,
      span: undefined,
    };
  const arn = by.arn === undefined ? '' : ` (${displaySubject(by.arn)})`;
  const what = displaySubject(by.policy);
  const isTrust = isTrustPolicy(by);
  const isRole = isTrust && trustAction(action) !== undefined;
  const where = !isTrust
    ? " The trust policy isn't the cause."
    : isRole && what.startsWith('resource')
      ? ' The resource-based policy of a role is its trust policy.'
      : '';
  const name = `${/^(?:role )?trust/.test(by.policy) ? 'the' : /^[aeiou]/.test(by.policy) ? 'an' : 'a'} ${what}${arn}`;
  return {
    sure: true,
    text: by.explicit
      ? `AWS says that a Deny statement in ${name} denies ${displaySubject(action)}. Change it there.${where}`
      : `AWS says that no ${what} allows ${displaySubject(action)}. Allow it there.${where}`,
    span: undefined,
  };
}
