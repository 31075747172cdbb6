import { isAccountId } from '../iam/account.ts';
import { ASSUME_ROLE, KEYS } from '../iam/vocabulary.ts';
import { textAnswer, type Answers } from './answers.ts';
import { accountQuestion } from './accountQuestion.ts';
import { permissionSet } from './answerChecks.ts';
import { pastedArn, unquoted } from './pasted.ts';
import { SEARCH_WORDS } from './searchWords.ts';
import type { TrustKind } from './steps.ts';

/** People with a permission set: its role has a random suffix, so the account is trusted and the ARN kept to a pattern. */
export const identityCenterTrust: TrustKind = {
  id: 'identityCenter',
  label: 'IAM Identity Center',
  detail: 'People with a permission set in an account',
  words: SEARCH_WORDS.identityCenter,
  questions: () => [
    {
      id: 'permissionSet',
      kind: 'text',
      title: 'Which permission set?',
      prompt: 'Name of the permission set, or the name or ARN of its role.',
      placeholder: 'AdministratorAccess',
      problem: (value) => permissionSet(setOf(value)),
      read: readPermissionSet,
    },
    accountQuestion(
      'account',
      'In which account do they have the permission set?',
      'ID of the account that they sign in to.',
    ),
  ],
  statement: (answers) => {
    const account = textAnswer(answers, 'account');
    const path = `role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_${textAnswer(answers, 'permissionSet')}_*`;
    return {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: ASSUME_ROLE,
      Condition: { ArnLike: { [KEYS.principalArn]: `arn:aws:iam::${account}:${path}` } },
    };
  },
};

/** The role of a permission set: `AWSReservedSSO_name_suffix`. */
const ROLE = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/;

/** The name of a permission set, where its role or a session of it was pasted. */
function readPermissionSet(value: string): string | Answers {
  const arn = pastedArn(value);
  const set = setOf(value);
  return arn && isAccountId(arn.account.value) ? { permissionSet: set, account: arn.account.value } : set;
}

function setOf(value: string): string {
  const arn = pastedArn(value);
  if (arn && arn.partition.value !== 'aws') return value;
  const parts = arn?.resource.value.split('/') ?? [unquoted(value)];
  const role = parts.find((part) => ROLE.test(part));
  return (role === undefined ? undefined : ROLE.exec(role)?.[1]) ?? unquoted(value);
}
