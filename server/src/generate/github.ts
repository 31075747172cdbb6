import { ASSUME_ROLE_WITH_WEB_IDENTITY, STRING_EQUALS, STRING_LIKE, STS_AUDIENCE } from '../iam/vocabulary.ts';
import { PROVIDER_ACCOUNT } from './accountQuestion.ts';
import { textAnswer, type Answers } from './answers.ts';
import {
  environmentName,
  gitHubRepository,
  numericId,
  ofToken,
  optional,
  readGitHubRepository,
  refName,
  type AnswerCheck,
} from './answerChecks.ts';
import { SEARCH_WORDS } from './searchWords.ts';
import type { Question, TextQuestion, TrustKind } from './steps.ts';

const ISSUER = 'token.actions.githubusercontent.com';

/** What of a repository is trusted: the tail of the subject. */
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
    detail: 'Jobs that use it. Its protection rules apply.',
    question: { title: 'Which environment?', value: 'production', problem: ofToken(environmentName) },
    tail: (name) => `environment:${name}`,
  },
  {
    id: 'branch',
    label: 'A branch',
    detail: "Jobs on this branch that don't use an environment",
    question: { title: 'Which branch?', value: 'main', problem: ofToken(refName) },
    tail: (name) => `ref:refs/heads/${name}`,
  },
  {
    id: 'tag',
    label: 'A tag',
    detail: "Jobs on this tag that don't use an environment",
    question: { title: 'Which tag?', value: 'v1.0.0', problem: ofToken(refName) },
    tail: (name) => `ref:refs/tags/${name}`,
  },
  {
    id: 'pullRequest',
    label: 'Pull requests',
    detail: 'Anyone who can open one from a branch of the repository. For read-only roles.',
    tail: () => 'pull_request',
  },
  {
    id: 'any',
    label: 'Everything in the repository',
    detail: 'Every branch, tag, environment and pull request',
    tail: () => '*',
  },
];

/** Which forms of the subject the policy names: tokens of newer repositories have IDs behind the names. */
const FORMS = {
  both: {
    label: 'By name, and by name and ID',
    detail: 'Works for every repository: the policy lists both forms',
  },
  ids: {
    label: 'By name and ID',
    detail: 'repo:OWNER@ID/NAME@ID:… Repositories created, renamed or transferred since July 15, 2026',
  },
  names: {
    label: 'By name only',
    detail: 'repo:OWNER/NAME:… Older repositories. Anyone who takes over the name can assume the role.',
  },
} as const;

export const gitHubTrust: TrustKind = {
  id: 'github',
  label: 'GitHub Actions',
  detail: 'Workflows of a repository, without stored access keys',
  words: SEARCH_WORDS.github,
  questions: (answers): readonly Question[] => [
    PROVIDER_ACCOUNT,
    {
      id: 'repository',
      kind: 'text',
      title: 'Which repository?',
      prompt: 'Owner and repository, or the URL of the repository, in the same case as on GitHub.',
      placeholder: 'octo-org/octo-repo',
      place: '<owner>/<repository>',
      problem: ofToken(gitHubRepository),
      read: readGitHubRepository,
    },
    {
      id: 'subject',
      kind: 'pick',
      many: false,
      leadsOn: true,
      title: 'How is the repository identified in its tokens?',
      placeholder: "If you don't know, keep both forms",
      items: Object.entries(FORMS).map(([id, { label, detail }], i) => ({ id, label, detail, picked: i === 0 })),
    },
    ...(textAnswer(answers, 'subject') === 'names' ? [] : idQuestions(textAnswer(answers, 'repository'))),
    {
      id: 'scope',
      kind: 'pick',
      many: false,
      leadsOn: true,
      title: 'What in the repository can assume the role?',
      placeholder: 'The narrower, the safer',
      items: SCOPES.map(({ id, label, detail }) => ({ id, label, detail })),
    },
    ...questionOf(textAnswer(answers, 'scope')),
  ],
  statement: (answers) => {
    const subjects = subjectsOf(answers);
    const [first = '', ...more] = subjects;
    const subject = { [`${ISSUER}:sub`]: more.length ? subjects : first };
    const audience = { [`${ISSUER}:aud`]: STS_AUDIENCE };
    const condition = first.includes('*')
      ? { [STRING_EQUALS]: audience, [STRING_LIKE]: subject }
      : { [STRING_EQUALS]: { ...audience, ...subject } };
    return {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${textAnswer(answers, 'account')}:oidc-provider/${ISSUER}` },
      Action: ASSUME_ROLE_WITH_WEB_IDENTITY,
      Condition: condition,
    };
  },
};

function subjectsOf(answers: Answers): readonly string[] {
  const [owner = '', repository = ''] = textAnswer(answers, 'repository').split('/');
  const tail = SCOPES.find((s) => s.id === textAnswer(answers, 'scope'))?.tail(textAnswer(answers, 'scopeName')) ?? '';
  const names = `repo:${owner}/${repository}:${tail}`;
  const ids = `repo:${owner}@${textAnswer(answers, 'ownerId')}/${repository}@${textAnswer(answers, 'repositoryId')}:${tail}`;
  switch (textAnswer(answers, 'subject')) {
    case 'names':
      return [names];
    case 'ids':
      return [ids];
    default:
      return [names, ids];
  }
}

/** The numbers that are in a subject behind the names; GitHub shows them to everyone who can see the repository. */
function idQuestions(repository: string): readonly TextQuestion[] {
  const page = `https://api.github.com/repos/${repository === '' ? 'OWNER/REPOSITORY' : repository}`;
  const ask = (id: string, title: string, prompt: string, placeholder: string, place: string): TextQuestion => ({
    id,
    kind: 'text',
    title,
    prompt: `${prompt} Leave empty to fill it in later.`,
    placeholder,
    place,
    problem: optional(numericId),
    read: (value) => (value === '' ? place : value),
  });
  return [
    ask(
      'ownerId',
      'What is the ID of the owner?',
      `The number in the field "owner.id" of ${page}.`,
      '123456',
      '<OWNER_ID>',
    ),
    ask(
      'repositoryId',
      'What is the ID of the repository?',
      `The number in the field "id" of ${page}.`,
      '456789',
      '<REPOSITORY_ID>',
    ),
  ];
}

function questionOf(scope: string): readonly Question[] {
  const question = SCOPES.find((s) => s.id === scope)?.question;
  if (!question) return [];
  return [
    {
      id: 'scopeName',
      kind: 'text',
      prompt: 'Name on GitHub.',
      placeholder: question.value,
      read: (value: string) => value.replace(/^refs\/(?:heads|tags)\//, ''),
      ...question,
    },
  ];
}
