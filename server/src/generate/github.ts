import { ASSUME_ROLE_WITH_WEB_IDENTITY, STRING_EQUALS, STRING_LIKE, STS_AUDIENCE } from '../iam/words.ts';
import { textAnswer } from './answers.ts';
import { accountId, environmentName, gitHubOwner, gitHubRepository, refName, type Check } from './checks.ts';
import type { Step, TrustKind } from './steps.ts';

const ISSUER = 'token.actions.githubusercontent.com';

/** What of a repository gets in: the tail of the subject. */
interface Scope {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  readonly question?: { readonly title: string; readonly value: string; readonly problem: Check };
  tail(name: string): string;
}

const SCOPES: readonly Scope[] = [
  {
    id: 'environment',
    label: 'An environment',
    detail: 'Jobs that name it; its protection rules apply',
    question: { title: 'Which environment?', value: 'production', problem: environmentName },
    tail: (name) => `environment:${name}`,
  },
  {
    id: 'branch',
    label: 'A branch',
    detail: 'Jobs without an environment that run on it',
    question: { title: 'Which branch?', value: 'main', problem: refName },
    tail: (name) => `ref:refs/heads/${name}`,
  },
  {
    id: 'tag',
    label: 'A tag',
    detail: 'Jobs without an environment that a push of it starts',
    question: { title: 'Which tag?', value: 'v1.0.0', problem: refName },
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

export const gitHubTrust: TrustKind = {
  id: 'github',
  label: 'GitHub Actions',
  detail: 'Workflows of a repository, without stored keys',
  steps: (answers): readonly Step[] => [
    {
      id: 'account',
      kind: 'text',
      title: 'In which account is the role?',
      prompt: 'GitHub’s identity provider must exist there.',
      placeholder: 'Account id of 12 digits',
      problem: accountId,
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
    const subject = `repo:${textAnswer(answers, 'owner')}/${textAnswer(answers, 'repository')}:${tail}`;
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

function questionOf(scope: string): readonly Step[] {
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
