import { unquoted } from '../iam/pasted.ts';
import { codeAddress } from './codeHosts.ts';
import { ask, EXAMPLE_UUID, fullRef, isOf, NO_ANSWERS, scope, UUID, uuid } from './answers.ts';
import { defineProvider } from './provider.ts';

export default defineProvider({
  id: 'circleci',
  also: [],
  users: 'workloads',
  bearer: 'CircleCI job',
  path: undefined,
  narrowing: [{ name: 'oidc.circleci.com/project-id', tells: 'project' }],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'circleci circle ci cd pipeline oidc deploy',
  tenant: {
    place: 'oidc.circleci.com/org/<orgId>',
    title: 'Which organization?',
    prompt: 'Paste the organization ID of the organization settings, or the issuer URL.',
    placeholder: EXAMPLE_UUID,
    issuer: (text) => (/^[0-9a-f-]{36}$/i.test(text) ? `oidc.circleci.com/org/${text.toLowerCase()}` : text),
    problem: (issuer) =>
      isOf('circleci', issuer) ? undefined : `Not a CircleCI organization ID. Example: ${EXAMPLE_UUID}`,
    answers: NO_ANSWERS,
  },
  questions: {
    ccProjectId: {
      title: 'Which project?',
      prompt: 'Project ID (a UUID) from the project settings.',
      placeholder: EXAMPLE_UUID,
      pattern: UUID,
      read: uuid,
    },
    vcsOrigin: ask('Which repository?', 'Host, owner and name of the repository, or its URL.', 'github.com/acme/shop', {
      read: (text) => {
        const { host, path = [] } =
          codeAddress(unquoted(text), (first) => /^(?:github|gitlab|bitbucket)\./.test(first)) ?? {};
        return host === undefined ? unquoted(text) : [host, ...path.slice(0, 2)].join('/').replace(/\.git$/, '');
      },
    }),
    vcsRef: ask('Which branch?', 'Branch, or the full ref. "*" matches any characters: release/*', 'main', {
      read: fullRef,
    }),
  },
  scopes: [
    scope('any', 'Every job', 'Jobs of one project, on every branch', 'org/{orgId}/project/{ccProjectId}/user/*'),
    scope(
      'branch',
      'A branch',
      'Jobs of one project on this branch. They use the token CIRCLE_OIDC_TOKEN_V2.',
      'org/{orgId}/project/{ccProjectId}/user/*/vcs-origin/{vcsOrigin}/vcs-ref/{vcsRef}',
    ),
  ],
  wizard: { id: 'circleci', label: 'CircleCI', detail: 'Jobs of one project' },
  templates: [{ id: 'trust-circleci', label: 'CircleCI', detail: 'Jobs of one project', subject: undefined }],
});
