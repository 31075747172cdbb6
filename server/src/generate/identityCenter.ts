import { ASSUME_ROLE, KEYS } from '../iam/vocabulary.ts';
import { textAnswer } from './answers.ts';
import { accountId, permissionSet, readAccount } from './answerChecks.ts';
import type { TrustKind } from './steps.ts';

/** People with a permission set: its role has a random suffix, so the account is trusted and the ARN kept to a pattern. */
export const identityCenterTrust: TrustKind = {
  id: 'identityCenter',
  label: 'IAM Identity Center',
  detail: 'People with a permission set in an account',
  questions: () => [
    {
      id: 'account',
      kind: 'text',
      title: 'In which account do they have the permission set?',
      prompt: 'The account that they sign in to.',
      placeholder: 'Account id of 12 digits',
      problem: accountId,
      read: readAccount,
    },
    {
      id: 'permissionSet',
      kind: 'text',
      title: 'Which permission set?',
      prompt: 'Its name in IAM Identity Center.',
      placeholder: 'AdministratorAccess',
      problem: permissionSet,
    },
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
