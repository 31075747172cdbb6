import type { OidcProvider } from '../catalogue/oidcProviders.ts';
import { ASSUME_ROLE_WITH_WEB_IDENTITY, STRING_EQUALS, STRING_LIKE, STS_AUDIENCE } from '../iam/vocabulary.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import { PROVIDER_ACCOUNT } from './accountQuestion.ts';
import { textAnswer, type Answers } from './answers.ts';
import { ofToken, optional } from './answerChecks.ts';
import { gitHubRepository, numericId, readGitHub, readScopeName, scopeName } from './gitHubAnswers.ts';
import { readWorkflow, workflowProblem } from './gitHubWorkflow.ts';
import { guarded, withGuards } from './guards.ts';
import { issuerIn, issuerQuestion, tenantOf } from './oidcIssuer.ts';
import { partitionOf } from './partition.ts';
import type { Asking, PickQuestion, Question, StatementValue, TextQuestion, TrustKind } from './steps.ts';

/** What of a repository is trusted: the tail of the subject. */
interface Scope {
  readonly id: string;
  readonly label: string;
  readonly detail: string;
  /** Tested besides the subject. */
  readonly claim?: string;
  readonly question?: { readonly title: string; readonly value: string; readonly pattern: string };
  tail(name: string): string;
}

const WORKFLOW = 'workflow';

const SCOPES: readonly Scope[] = [
  {
    id: 'environment',
    label: 'An environment',
    detail: 'Jobs that use it. Its protection rules apply.',
    question: { title: 'Which environment?', value: 'production', pattern: 'prod-*' },
    tail: (name) => `environment:${name.replaceAll(':', '%3A')}`,
  },
  {
    id: 'branch',
    label: 'A branch',
    detail: "Jobs on this branch that don't use an environment",
    question: { title: 'Which branch?', value: 'main', pattern: 'release/*' },
    tail: (name) => `ref:refs/heads/${name}`,
  },
  {
    id: 'tag',
    label: 'A tag',
    detail: "Jobs on this tag that don't use an environment",
    question: { title: 'Which tag?', value: 'v1.0.0', pattern: 'v*' },
    tail: (name) => `ref:refs/tags/${name}`,
  },
  {
    id: 'pullRequest',
    label: 'Pull requests',
    detail: 'Anyone who can open one from a branch of the repository. For read-only roles.',
    tail: () => 'pull_request',
  },
  {
    id: WORKFLOW,
    claim: 'job_workflow_ref',
    label: 'A reusable workflow',
    detail: 'Jobs of the repository that run it, on every branch, tag and environment',
    tail: () => '*',
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

/** GitHub's rows of the catalogue: github.com, and where its customers have an issuer of their own. */
export function isGitHub({ forms, template }: OidcProvider): boolean {
  return forms.length > 0 && JSON.stringify(template).includes('"repo:{owner}/{repo}:');
}

/** The repository is asked for once, and stands in both forms of its subject. */
export function gitHubTrust(row: OidcProvider, named: Pick<TrustKind, 'id' | 'label' | 'detail' | 'words'>): TrustKind {
  return {
    ...named,
    questions: (answers, asking) => questionsOf(row, answers, asking),
    statements: (answers) => guarded(statementOf(row, answers), answers),
    setting: (answers) => {
      const issuer = issuerOf(row, answers);
      return {
        partition: partitionOf(answers),
        account: textAnswer(answers, 'account') || undefined,
        caller: { kind: 'oidc' },
        needs: [
          {
            kind: 'oidcProvider',
            arn: arnOf(issuer, answers),
            url: `https://${issuer}`,
            clientIds: audiencesOf(answers),
          },
        ],
      };
    },
  };
}

function questionsOf(row: OidcProvider, answers: Answers, asking: Asking): readonly Question[] {
  const tenant = tenantOf(row);
  const scope = scopeIn(answers);
  const asked: readonly Question[] = [
    ...(tenant ? [issuerQuestion(row, tenant)] : []),
    PROVIDER_ACCOUNT,
    {
      id: 'repository',
      kind: 'text',
      title: 'Which repository?',
      prompt: 'Owner and repository, or the URL of the repository, in the same case as on GitHub.',
      placeholder: 'octo-org/octo-repo',
      place: '<owner>/<repository>',
      problem: ofToken((value) => gitHubRepository(value, hostOf(row, answers))),
      read: (value) => readGitHub(value),
    },
    ...(hasIds(row) ? subjectQuestions(row, answers) : []),
    {
      id: 'scope',
      kind: 'pick',
      many: false,
      leadsOn: true,
      title: 'What in the repository can assume the role?',
      placeholder: 'The narrower, the safer',
      items: SCOPES.filter(({ claim }) => claim === undefined || row.claims.includes(claim)).map(
        ({ id, label, detail }) => ({ id, label, detail }),
      ),
    },
    ...(scope?.question ? [nameQuestion(scope.id, scope.question)] : []),
    ...(scope?.claim === undefined ? [] : [workflowQuestion(row, answers)]),
  ];
  return withGuards(asked, { callers: 'oidc' }, answers, asking);
}

function scopeIn(answers: Answers): Scope | undefined {
  return SCOPES.find((s) => s.id === textAnswer(answers, 'scope'));
}

function nameQuestion(scope: string, { title, value, pattern }: NonNullable<Scope['question']>): TextQuestion {
  return {
    id: 'scopeName',
    kind: 'text',
    title,
    prompt: `Name on GitHub. "*" matches any characters: ${pattern}`,
    placeholder: value,
    value,
    problem: ofToken(scopeName(scope)),
    read: (text) => readScopeName(scope, text),
  };
}

function workflowQuestion(row: OidcProvider, answers: Answers): TextQuestion {
  return {
    id: WORKFLOW,
    kind: 'text',
    title: 'Which reusable workflow?',
    prompt:
      'The job_workflow_ref claim, or the URL of the file: repository, file and ref of the workflow that is called.',
    placeholder: 'octo-org/octo-automation/.github/workflows/deploy.yml@refs/heads/main',
    problem: ofToken((value) => workflowProblem(value, hostOf(row, answers))),
    read: readWorkflow,
  };
}

function hasIds({ forms }: OidcProvider): boolean {
  return forms.some(({ segments }) => {
    const parts = segments.map((s) => (typeof s === 'string' ? s : s.name));
    return parts.includes('repo') && parts.includes('repoId');
  });
}

function issuerOf(row: OidcProvider, answers: Answers): string {
  const tenant = tenantOf(row);
  // A URL of a repository tells the issuer too.
  return issuerIn(row, answers) || (tenant?.place ?? row.issuers[0]?.example ?? '');
}

/** Where the repositories of an issuer are. */
function hostOf(row: OidcProvider, answers: Answers): string | undefined {
  const [host = ''] = issuerOf(row, answers).split('/');
  if (/[<>]/.test(host)) return undefined;
  return host.replace(/^token\.actions\./, '').replace(/^githubusercontent\.com$/, 'github.com');
}

function arnOf(issuer: string, answers: Answers): string {
  const account = textAnswer(answers, 'account') || '<account>';
  return `arn:${partitionOf(answers)}:iam::${account}:oidc-provider/${issuer}`;
}

function statementOf(row: OidcProvider, answers: Answers): StatementValue {
  const issuer = issuerOf(row, answers);
  const equal: Record<string, string | readonly string[]> = {};
  const like: Record<string, string | readonly string[]> = {};
  const put = (claim: string, values: readonly string[]): void => {
    const [first = '', ...more] = values;
    const block = values.some(hasWildcard) ? like : equal;
    block[`${issuer}:${claim}`] = more.length ? values : first;
  };
  put('aud', audiencesOf(answers));
  put('sub', subjectsOf(row, answers));
  const { claim } = scopeIn(answers) ?? {};
  if (claim !== undefined) put(claim, [textAnswer(answers, WORKFLOW)]);
  return {
    Effect: 'Allow',
    Principal: { Federated: arnOf(issuer, answers) },
    Action: ASSUME_ROLE_WITH_WEB_IDENTITY,
    Condition: { [STRING_EQUALS]: equal, ...(Object.keys(like).length ? { [STRING_LIKE]: like } : {}) },
  };
}

/**
 * In China workflows may ask for another one than by default;
 * https://github.com/aws-actions/configure-aws-credentials#audience
 */
function audiencesOf(answers: Answers): readonly string[] {
  return partitionOf(answers) === 'aws-cn' ? [STS_AUDIENCE, `${STS_AUDIENCE}.cn`] : [STS_AUDIENCE];
}

function subjectsOf(row: OidcProvider, answers: Answers): readonly string[] {
  const [owner = '', repository = ''] = textAnswer(answers, 'repository').split('/');
  const tail = scopeIn(answers)?.tail(textAnswer(answers, 'scopeName')) ?? '';
  const names = `repo:${owner}/${repository}:${tail}`;
  const ids = `repo:${owner}@${textAnswer(answers, 'ownerId')}/${repository}@${textAnswer(answers, 'repositoryId')}:${tail}`;
  if (!hasIds(row)) return [names];
  switch (textAnswer(answers, 'subject')) {
    case 'names':
      return [names];
    case 'ids':
      return [ids];
    default:
      return [names, ids];
  }
}

function subjectQuestions(row: OidcProvider, answers: Answers): readonly Question[] {
  const pick: PickQuestion = {
    id: 'subject',
    kind: 'pick',
    many: false,
    leadsOn: true,
    title: 'How is the repository identified in its tokens?',
    placeholder: "If you don't know, keep both forms",
    items: Object.entries(FORMS).map(([id, { label, detail }], i) => ({ id, label, detail, picked: i === 0 })),
  };
  return [pick, ...(textAnswer(answers, 'subject') === 'names' ? [] : idQuestions(row, answers))];
}

/** The numbers that are in a subject behind the names; GitHub shows them to everyone who can see the repository. */
function idQuestions(row: OidcProvider, answers: Answers): readonly TextQuestion[] {
  const repository = textAnswer(answers, 'repository') || 'OWNER/REPOSITORY';
  const page = `https://api.${hostOf(row, answers) ?? 'github.com'}/repos/${repository}`;
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
