import { named, scope } from './answers.ts';
import { defineProvider, type Scope } from './provider.ts';

const OF_PROJECT = 'owner:{team}:project:{vProject}:environment:';

export const DEPLOYMENTS: readonly Scope[] = [
  scope('environment', 'An environment', 'Deployments of one project to it', `${OF_PROJECT}{vEnvironment}`),
  scope('both', 'Production and preview', 'Deployments of one project', [
    `${OF_PROJECT}production`,
    `${OF_PROJECT}preview`,
  ]),
];

export default defineProvider({
  id: 'vercel',
  also: [],
  users: 'workloads',
  bearer: 'Vercel deployment',
  path: undefined,
  narrowing: [],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'vercel',
  tenant: named('oidc.vercel.com/<team>', 'Which team?', 'Slug of the team.', 'acme'),
  questions: {},
  scopes: DEPLOYMENTS,
  wizard: undefined,
  templates: [],
});
