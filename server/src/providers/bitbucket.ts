import { codeAddress } from './codeHosts.ts';
import { EXAMPLE_UUID, isOf, NO_ANSWERS, scope, UUID, uuid } from './answers.ts';
import { defineProvider } from './provider.ts';

/** No workspace has these names: they begin the addresses of pages. */
const PAGES = new Set(['account', 'dashboard', 'product', 'repo', 'site', 'socialauth']);

export default defineProvider({
  id: 'bitbucket-pipelines',
  also: [],
  users: 'workloads',
  bearer: 'Bitbucket pipeline',
  path: undefined,
  narrowing: [],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'bitbucket atlassian ci cd pipeline oidc deploy',
  tenant: {
    place: 'api.bitbucket.org/2.0/workspaces/<workspace>/pipelines-config/identity/oidc',
    title: 'Which workspace?',
    prompt:
      'Paste the identity provider URL of the OpenID Connect page of the repository, or the name of the workspace.',
    placeholder: 'acme',
    issuer: (text) => {
      const address = codeAddress(
        text.replace(/^[^\s@/]+@(?=bitbucket\.org\/)/, ''),
        (host) => host === 'bitbucket.org',
      );
      const [workspace] = address?.host === 'bitbucket.org' ? address.path : [/^[\w-]+$/.exec(text)?.[0]];
      return workspace === undefined || PAGES.has(workspace)
        ? text
        : `api.bitbucket.org/2.0/workspaces/${workspace}/pipelines-config/identity/oidc`;
    },
    problem: (issuer) => (isOf('bitbucket-pipelines', issuer) ? undefined : 'Not a Bitbucket workspace. Example: acme'),
    answers: NO_ANSWERS,
  },
  questions: {
    workspaceUuid: {
      title: 'What is the ID of the workspace?',
      prompt: 'UUID of the workspace, from the OpenID Connect page of the repository.',
      placeholder: EXAMPLE_UUID,
      pattern: UUID,
      read: (text) => uuid(text.replace(/^ari:cloud:bitbucket::workspace\//, '')),
    },
    repositoryUuid: {
      title: 'Which repository?',
      prompt: 'UUID of the repository, from its OpenID Connect page.',
      placeholder: EXAMPLE_UUID,
      pattern: UUID,
      read: uuid,
    },
    environmentUuid: {
      title: 'Which deployment environment?',
      prompt: 'UUID of the environment, from the OpenID Connect page of the repository.',
      placeholder: EXAMPLE_UUID,
      pattern: UUID,
      read: uuid,
    },
  },
  scopes: [
    scope(
      'environment',
      'A deployment environment',
      'Steps of one repository that deploy to it',
      '{{repositoryUuid}}:{{environmentUuid}}:*',
    ),
    scope('any', 'Every step', 'Steps of one repository, with or without an environment', '{{repositoryUuid}}:*'),
  ],
  wizard: {
    id: 'bitbucket',
    label: 'Bitbucket Pipelines',
    detail: 'Steps of one repository',
  },
  templates: [
    {
      id: 'trust-bitbucket',
      label: 'Bitbucket Pipelines',
      detail: 'Steps of one repository that deploy to an environment',
      subject: undefined,
    },
  ],
});
