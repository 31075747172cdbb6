import { ASSUME_ROLE_WITH_WEB_IDENTITY, STRING_EQUALS, STRING_LIKE, STS_AUDIENCE } from '../iam/vocabulary.ts';
import { textAnswer } from './answers.ts';
import {
  accountId,
  environmentName,
  gitHubOwner,
  gitHubRepository,
  numericId,
  ofToken,
  readAccount,
  refName,
  type AnswerCheck,
} from './answerChecks.ts';
import type { Question, TextQuestion, TrustKind } from './steps.ts';

const ISSUER = 'token.actions.githubusercontent.com';

/** What of a repository gets in: the tail of the subject. */
interface Scope {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly question?: { readonly title: string; readonly value: string; readonly problem: AnswerCheck };
  tail(name: string): string;
}

const SCOPES: readonly Scope[] = [
  {
    id: 'environment',
    label: 'An environment',
    detail: 'Jobs that name it; its protection rules apply',
    question: { title: 'Which environment?', value: 'production', problem: ofToken(environmentName) },
    tail: (name) => `environment:${name}`,
  },
  {
    id: 'branch',
    label: 'A branch',
    detail: 'Jobs without an environment that run on it',
    question: { title: 'Which branch?', value: 'main', problem: ofToken(refName) },
    tail: (name) => `ref:refs/heads/${name}`,
  },
  {
    id: 'tag',
    label: 'A tag',
    detail: 'Jobs without an environment that a push of it starts',
    question: { title: 'Which tag?', value: 'v1.0.0', problem: ofToken(refName) },
    tail: (name) => `ref:refs/tags/${name}`,
  },
  {
    id: 'pullRequest',
    label: 'Pull requests',
    detail: 'Anyone who may open one from a branch of the repository: for read-only roles',
    tail: () => 'pull_request',
  },
  {
    id: 'any',
    label: 'Everything in the repository',
    detail: 'Every branch, tag, environment and pull request',
    tail: () => '*',
  },
];

/** The numbers that an immutable subject has besides the names. */
const IDS: readonly TextQuestion[] = [
  {
    id: 'ownerId',
    kind: 'text',
    title: 'Which id does the owner have?',
    prompt: 'A number: the id in api.github.com/users/OWNER.',
    placeholder: '123456',
    problem: numericId,
  },
  {
    id: 'repositoryId',
    kind: 'text',
    title: 'Which id does the repository have?',
    prompt: 'A number: the id in api.github.com/repos/OWNER/REPOSITORY.',
    placeholder: '456789',
    problem: numericId,
  },
];

export const gitHubTrust: TrustKind = {
  id: 'github',
  label: 'GitHub Actions',
  detail: 'Workflows of a repository, without stored keys',
  questions: (answers): readonly Question[] => [
    {
      id: 'account',
      kind: 'text',
      title: 'In which account is the role?',
      prompt: 'GitHub’s identity provider must exist there.',
      placeholder: 'Account id of 12 digits',
      problem: accountId,
      read: readAccount,
    },
    {
      id: 'owner',
      kind: 'text',
      title: 'Which organization or user on GitHub?',
      prompt: 'As in github.com/OWNER/repository, in the same case.',
      placeholder: 'octo-org',
      problem: gitHubOwner,
    },
    {
      id: 'repository',
      kind: 'text',
      title: 'Which repository?',
      prompt: 'Its name without the owner.',
      placeholder: 'octo-repo',
      problem: gitHubRepository,
    },
    {
      id: 'subject',
      kind: 'pick',
      many: false,
      title: 'By name, or by name and id?',
      placeholder: 'As the repository’s tokens have it',
      items: [
        { id: 'names', label: 'By name', detail: 'repo:owner/name:… — the form of most repositories', picked: true },
        {
          id: 'ids',
          label: 'By name and id',
          detail: 'repo:owner@id/name@id:… — immutable: nobody can take a freed name over',
        },
      ],
    },
    ...(textAnswer(answers, 'subject') === 'ids' ? IDS : []),
    {
      id: 'scope',
      kind: 'pick',
      many: false,
      title: 'What in the repository?',
      placeholder: 'The narrower the better',
      items: SCOPES.map(({ id, label, detail }) => ({ id, label, detail })),
    },
    ...questionOf(textAnswer(answers, 'scope')),
  ],
  statement: (answers) => {
    const scope = SCOPES.find((s) => s.id === textAnswer(answers, 'scope'));
    const tail = scope?.tail(textAnswer(answers, 'scopeName')) ?? '';
    const ids = textAnswer(answers, 'subject') === 'ids';
    const named = (name: string, id: string): string =>
      ids ? `${textAnswer(answers, name)}@${textAnswer(answers, id)}` : textAnswer(answers, name);
    const subject = `repo:${named('owner', 'ownerId')}/${named('repository', 'repositoryId')}:${tail}`;
    const audience = { [`${ISSUER}:aud`]: STS_AUDIENCE };
    const condition = subject.includes('*')
      ? { [STRING_EQUALS]: audience, [STRING_LIKE]: { [`${ISSUER}:sub`]: subject } }
      : { [STRING_EQUALS]: { ...audience, [`${ISSUER}:sub`]: subject } };
    return {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${textAnswer(answers, 'account')}:oidc-provider/${ISSUER}` },
      Action: ASSUME_ROLE_WITH_WEB_IDENTITY,
      Condition: condition,
    };
  },
};

function questionOf(scope: string): readonly Question[] {
  const question = SCOPES.find((s) => s.id === scope)?.question;
  if (!question) return [];
  return [
    {
      id: 'scopeName',
      kind: 'text',
      prompt: 'The name as it stands on GitHub.',
      placeholder: question.value,
      ...question,
    },
  ];
}
