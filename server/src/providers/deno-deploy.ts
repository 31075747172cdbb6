import { defineProvider } from './provider.ts';

export default defineProvider({
  id: 'deno-deploy',
  also: [],
  users: 'workloads',
  bearer: 'Deno Deploy application',
  path: 'organization/application',
  narrowing: [],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'deno deploy',
  tenant: undefined,
  questions: {},
  scopes: [],
  wizard: undefined,
  templates: [],
});
