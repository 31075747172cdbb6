import { EXAMPLE_UUID, named, scope } from './answers.ts';
import { defineProvider } from './provider.ts';

export default defineProvider({
  id: 'azure-devops',
  also: [],
  users: 'workloads',
  bearer: 'Azure DevOps job',
  path: undefined,
  narrowing: [],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'devops azure pipelines',
  tenant: named(
    'vstoken.dev.azure.com/<organizationId>',
    'Which organization?',
    'ID (a UUID) of the organization in Azure DevOps, not of the Entra tenant.',
    EXAMPLE_UUID,
  ),
  questions: {},
  scopes: [
    scope(
      'connection',
      'A service connection',
      'Pipelines that may use it, by the AWS Toolkit',
      'sc://{adoOrg}/{adoProject}/{connection}',
    ),
    scope('pipeline', 'A pipeline', 'Runs of one pipeline, on every branch', 'p://{adoOrg}/{adoProject}/{pipeline}'),
  ],
  wizard: undefined,
  templates: [],
});
