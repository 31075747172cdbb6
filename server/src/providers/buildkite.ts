import { unquoted } from '../iam/pasted.ts';
import { codeAddress } from './codeHosts.ts';
import { BRANCH, scope, TAG } from './answers.ts';
import { defineProvider } from './provider.ts';

const HOST = 'buildkite.com';

/** Pages of the organization have its slug behind `organizations`. */
function pipelineOf(text: string): string | Readonly<Record<string, string>> {
  const path = codeAddress(unquoted(text), (host) => host === HOST)?.path ?? unquoted(text).split('/');
  const [bkOrg = '', pipeline] = path[0] === 'organizations' ? path.slice(1, 2) : path;
  return pipeline === undefined ? bkOrg : { bkOrg, pipeline };
}

function instead(text: string): string | undefined {
  const address = codeAddress(unquoted(text), (host) => host === HOST);
  if (!address) return undefined;
  if (address.host !== HOST)
    return `This address is on ${address.host}, not ${HOST}. Example: https://${HOST}/acme/deploy`;
  return address.path.length ? undefined : `This is a page of Buildkite. Example: https://${HOST}/acme/deploy`;
}

export default defineProvider({
  id: 'buildkite',
  also: [],
  users: 'workloads',
  bearer: 'Buildkite job',
  path: undefined,
  narrowing: [
    { name: 'organization_id', tells: 'tenant' },
    { name: 'organization_slug', tells: 'tenant' },
    { name: 'pipeline_id', tells: 'project' },
    { name: 'pipeline_slug', tells: 'project' },
  ],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'buildkite ci cd pipeline oidc deploy',
  tenant: undefined,
  questions: {
    bkOrg: {
      title: 'Which organization?',
      prompt: 'Slug of the organization on Buildkite, or the URL of the pipeline.',
      placeholder: 'acme',
      read: pipelineOf,
      problem: instead,
    },
    pipeline: {
      title: 'Which pipeline?',
      prompt: 'Slug of the pipeline, or its URL.',
      placeholder: 'deploy',
      read: pipelineOf,
      problem: (text) =>
        instead(text) ??
        (/^https:/.test(unquoted(text)) && typeof pipelineOf(text) === 'string'
          ? 'This is the page of an organization. Give the pipeline. Example: deploy'
          : undefined),
    },
    branch: BRANCH,
    tag: TAG,
  },
  scopes: [
    scope(
      'branch',
      'A branch',
      'Jobs of one pipeline on this branch',
      'organization:{bkOrg}:pipeline:{pipeline}:ref:refs/heads/{branch}:*',
    ),
    scope(
      'tag',
      'A tag',
      'Jobs of one pipeline on this tag',
      'organization:{bkOrg}:pipeline:{pipeline}:ref:refs/tags/{tag}:*',
    ),
    scope('any', 'Every branch and tag', 'All jobs of one pipeline', 'organization:{bkOrg}:pipeline:{pipeline}:*'),
  ],
  wizard: { id: 'buildkite', label: 'Buildkite', detail: 'Jobs of one pipeline' },
  templates: [
    { id: 'trust-buildkite', label: 'Buildkite', detail: 'Jobs of one pipeline, on one branch', subject: undefined },
  ],
});
