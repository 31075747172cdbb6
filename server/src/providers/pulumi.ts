import { scope } from './answers.ts';
import { defineProvider } from './provider.ts';

export default defineProvider({
  id: 'pulumi-cloud',
  also: [],
  users: 'workloads',
  bearer: 'Pulumi run',
  path: undefined,
  narrowing: [],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'pulumi',
  tenant: undefined,
  questions: {},
  scopes: [
    scope(
      'environment',
      'An ESC environment',
      'Everyone who can open it',
      'pulumi:environments:org:{pulumiOrg}:env:{escProject}/{escEnv}',
    ),
    {
      id: 'legacy',
      label: 'An ESC environment of the default project',
      detail: 'Its subject has no project',
      audience: '{pulumiOrg}',
      subject: 'pulumi:environments:org:{pulumiOrg}:env:{escEnv}',
    },
    {
      id: 'deployment',
      label: 'Pulumi Deployments',
      detail: 'All operations of one stack',
      audience: '{pulumiOrg}',
      subject: 'pulumi:deploy:org:{pulumiOrg}:project:{pulumiProject}:stack:{stack}:operation:*',
    },
    scope(
      'key',
      'A customer-managed key',
      'Encryption of an organization',
      'pulumi:cmk:pulumi.organization.login:{pulumiOrg}',
    ),
  ],
  wizard: undefined,
  templates: [],
});
