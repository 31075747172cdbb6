import { BRANCH, scope, TAG } from './answers.ts';
import { ofAddress } from './gitlabProject.ts';
import { defineProvider } from './provider.ts';

export default defineProvider({
  id: 'gitlab-com',
  also: [],
  users: 'workloads',
  bearer: 'GitLab pipeline',
  path: 'group/project',
  narrowing: [
    { name: 'project_id', tells: 'project' },
    { name: 'project_path', tells: 'project' }, // AWS doesn't carry it: a finding of its own says so
    { name: 'namespace_id', tells: 'tenant' },
    { name: 'user_id', tells: 'person' },
  ],
  customized: undefined,
  byPath: 'project_path:',
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'gitlab ci cd pipeline oidc deploy',
  tenant: undefined,
  questions: {
    group: {
      title: 'Which group?',
      prompt: 'Path of the group or user, including subgroups, or the URL of the project.',
      placeholder: 'acme/platform',
      ...ofAddress('group'),
    },
    project: {
      title: 'Which project?',
      prompt: 'Path of the project without its group, or the URL of the project.',
      placeholder: 'shop',
      ...ofAddress('project'),
    },
    branch: BRANCH,
    tag: TAG,
  },
  scopes: [
    scope(
      'branch',
      'A branch',
      'Pipelines of one project on this branch',
      'project_path:{group}/{project}:ref_type:branch:ref:{branch}',
    ),
    scope(
      'tag',
      'A tag',
      'Pipelines of one project on this tag',
      'project_path:{group}/{project}:ref_type:tag:ref:{tag}',
    ),
    scope('any', 'Every branch and tag', 'All pipelines of one project', 'project_path:{group}/{project}:*'),
  ],
  wizard: { id: 'gitlab', label: 'GitLab CI/CD', detail: 'Pipelines of one project on gitlab.com' },
  templates: [
    {
      id: 'trust-gitlab',
      label: 'GitLab CI/CD',
      detail: 'Pipelines of one project, on one branch',
      subject: undefined,
    },
  ],
});
