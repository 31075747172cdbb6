import { accountQuestion } from '../accountQuestion.ts';
import { roleName, type AnswerCheck } from '../answerChecks.ts';
import { pastedPartition } from '../pasted.ts';
import type { Setting } from '../role.ts';
import type { Question, TextQuestion } from '../steps.ts';
import { managedPolicies } from './managedPolicies.ts';
import { tags } from './tags.ts';

/** About the name of the role, which every output has. */
export const ROLE_NAME: TextQuestion = {
  id: 'roleName',
  kind: 'text',
  title: 'What is the name of the role?',
  prompt: 'Role name in IAM.',
  placeholder: 'my-role',
  value: 'my-role',
  problem: roleName,
};

/** For what others write about the role, where no answer told it. */
export function accountOfRole({ partition }: Setting): Question {
  const question = accountQuestion(
    ROLE_ACCOUNT,
    'Which account is the role in?',
    'Account ID, for the permissions policy of the callers. Leave empty to add it later.',
    'mayBeEmpty',
  );
  return {
    ...question,
    problem: (value) => {
      const told = pastedPartition(value);
      const other = told !== undefined && told !== partition;
      return (
        question.problem(value) ?? (other ? `The role is in partition ${partition}, this is in "${told}".` : undefined)
      );
    },
  };
}

export const ROLE_ACCOUNT = 'roleAccount';

/** About the rest of the role. */
export function roleQuestions(setting: Setting): readonly Question[] {
  return [
    {
      id: 'description',
      kind: 'text',
      title: 'What is the role for?',
      prompt: 'Description of the role. Leave empty for none.',
      placeholder: 'Deploys the shop from GitHub Actions',
      problem: description,
      list: true, // of several lines, which become one
    },
    DURATION,
    {
      id: 'managedPolicy',
      kind: 'text',
      title: 'Which permissions does the role have?',
      prompt: 'Names or ARNs of managed policies. Leave empty for none.',
      placeholder: 'ReadOnlyAccess, AWSLambdaBasicExecutionRole',
      problem: managedPolicies(setting),
      list: true,
    },
    INLINE_POLICY,
    {
      id: 'tags',
      kind: 'text',
      title: 'Which tags does the role have?',
      prompt: 'Key=Value, separated by commas. Leave empty for none.',
      placeholder: 'Purpose=Backup, Environment=Production',
      problem: tags,
      list: true,
    },
  ];
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const description: AnswerCheck = (value) => {
  const text = value.trim();
  if (text.length > 1000) return `Role descriptions have at most 1000 characters (found ${text.length}).`;
  const [character] = /[^\t\n\r\u0020-\u007e\u00a1-\u00ff]/u.exec(text) ?? [];
  return character === undefined ? undefined : `IAM doesn't allow "${character}" in role descriptions.`;
};

const HOURS = 12;

const DURATION: Question = {
  id: 'duration',
  kind: 'pick',
  many: false,
  title: 'What is the maximum session duration?',
  placeholder: 'The shorter, the safer',
  items: Array.from({ length: HOURS }, (_, i) => ({
    id: String((i + 1) * 3600),
    label: i === 0 ? '1 hour' : `${i + 1} hours`,
    ...(i === 0
      ? { detail: 'Default in IAM. Also the maximum when another role assumes this role.', picked: true }
      : {}),
  })),
};

const INLINE_POLICY: Question = {
  id: 'inlinePolicy',
  kind: 'pick',
  many: false,
  title: 'Does the role have permissions of its own?',
  placeholder: 'An inline policy belongs to this role only',
  items: [
    { id: 'none', label: 'No inline policy', picked: true },
    {
      id: 'starter',
      label: 'An inline policy to complete',
      detail: 'Allows reading one S3 bucket until you change it',
    },
  ],
};

export const DELIVERY: Question = {
  id: 'delivery',
  kind: 'pick',
  many: false,
  title: 'Where do you want the output?',
  placeholder: 'Nothing is run. Review the commands before you run them.',
  items: [
    { id: 'open', label: 'In untitled files', picked: true },
    { id: 'copy', label: 'On the clipboard' },
  ],
};
