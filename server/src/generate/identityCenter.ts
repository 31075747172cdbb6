import { permissionSetOfRole, permissionSetPattern } from '../iam/permissionSet.ts';
import { ASSUME_ROLE, KEYS } from '../iam/vocabulary.ts';
import { textAnswer, type Answers } from './answers.ts';
import { accountSetting } from './account.ts';
import { accountQuestion } from './accountQuestion.ts';
import { permissionSet } from './answerChecks.ts';
import { guarded, withGuards } from './guards.ts';
import { partitionOf } from './partition.ts';
import { pastedAccount, pastedPartition, unquoted } from './pasted.ts';
import { SEARCH_WORDS } from './searchWords.ts';
import type { TrustKind } from './steps.ts';

/** People with a permission set: its role has a random suffix, so the account is trusted and the ARN kept to a pattern. */
export const identityCenterTrust: TrustKind = {
  id: 'identityCenter',
  label: 'IAM Identity Center',
  detail: 'People with a permission set in an account',
  words: SEARCH_WORDS.identityCenter,
  questions: (answers, asking) =>
    withGuards(
      [
        {
          id: 'permissionSet',
          kind: 'text',
          title: 'Which permission set?',
          prompt: 'Name of the permission set, or the name or ARN of its role.',
          placeholder: 'AdministratorAccess',
          problem,
          read: readPermissionSet,
        },
        accountQuestion(
          'account',
          'In which account do they have the permission set?',
          'ID of the account that they sign in to.',
        ),
      ],
      { callers: 'account', without: ['externalId', 'organization', 'organizationPaths', 'mfa', 'mfaAge'] },
      answers,
      asking,
    ),
  statements: (answers) => {
    const account = textAnswer(answers, 'account');
    const arn = `arn:${partitionOf(answers)}:iam::${account}`;
    return guarded(
      {
        Effect: 'Allow',
        Principal: { AWS: `${arn}:root` },
        Action: ASSUME_ROLE,
        Condition: {
          ArnLike: {
            [KEYS.principalArn]: `${arn}:${permissionSetPattern(textAnswer(answers, 'permissionSet'))}`,
          },
        },
      },
      answers,
    );
  },
  // The account that people sign in to need not be that of the role.
  setting: (answers) => accountSetting(answers, 'own'),
};

/** The name of a permission set, with its account where its role, a session of it or a link of the access portal was pasted. */
function readPermissionSet(value: string): string | Answers {
  const set = setOf(value);
  const account = set === unquoted(value) ? undefined : pastedAccount(value);
  const partition = pastedPartition(value);
  if (account === undefined) return set;
  return { permissionSet: set, account, ...(partition === undefined ? {} : { partition }) };
}

function setOf(value: string): string {
  const text = unquoted(value);
  const inLink = /^https:/.test(text) ? text.split(/[?&#]/).find((part) => part.startsWith(IN_LINK)) : undefined;
  if (inLink !== undefined) return inLink.slice(IN_LINK.length);
  const [set] = text.split(/[/:]/).flatMap((part) => permissionSetOfRole(part) ?? []);
  return set === undefined || /^arn:[^/]*:user\//.test(text) ? text : set;
}

/** https://docs.aws.amazon.com/singlesignon/latest/userguide/createshortcutlink.html */
const IN_LINK = 'role_name=';

function problem(value: string): string | undefined {
  const set = setOf(value);
  if (/^ps-[0-9a-f]{16}$/.test(set)) return 'This is the ID of a permission set. Give its name.';
  if (/^AWSReservedSSO_/i.test(set)) return 'This role name contains no permission set. Example: AdministratorAccess';
  if (!set.startsWith('arn:')) return permissionSet(set);
  return set.includes(':permissionSet/')
    ? "This ARN doesn't contain the name of the permission set. Give its name."
    : 'Not the ARN of a role of a permission set. Give the name of the permission set.';
}
