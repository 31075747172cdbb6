import { ask, named, scope } from './answers.ts';
import { defineProvider } from './provider.ts';

export default defineProvider({
  id: 'spacelift',
  also: [],
  users: 'workloads',
  bearer: 'Spacelift run',
  path: undefined,
  narrowing: [],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'spacelift',
  tenant: named('<spaceliftAccount>.app.spacelift.io', 'Which account?', 'Name of the account.', 'acme'),
  questions: { callerId: ask('Which stack?', 'Slug of the stack.', 'infra') },
  scopes: [
    scope('stack', 'A stack', 'All runs of one stack', 'space:{space}:stack:{callerId}:run_type:*:scope:*'),
    scope(
      'write',
      'A stack, runs that can change resources',
      'Not proposed runs and plans',
      'space:{space}:stack:{callerId}:run_type:*:scope:write',
    ),
  ],
  wizard: undefined,
  templates: [],
});
