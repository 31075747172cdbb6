import { accountId, optional, readAccount } from './answerChecks.ts';
import { pastedPartition } from './pasted.ts';
import type { TextQuestion } from './steps.ts';

/** The question for an account, in every form that people paste. */
export function accountQuestion(
  id: string,
  title: string,
  prompt: string,
  mayBeEmpty: 'mayBeEmpty' | 'required' = 'required',
): TextQuestion {
  return {
    id,
    kind: 'text',
    title,
    prompt,
    placeholder: '111122223333',
    problem: mayBeEmpty === 'mayBeEmpty' ? optional(accountId) : accountId,
    read: (value) => {
      const partition = pastedPartition(value);
      return partition === undefined ? readAccount(value) : { [id]: readAccount(value), partition };
    },
  };
}

/** The account that the role, and with it the identity provider, is in. */
export const PROVIDER_ACCOUNT = accountQuestion(
  'account',
  'Which account is the role in?',
  'Account ID. The identity provider must exist in the same account.',
);
