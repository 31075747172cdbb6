import { unquoted } from '../iam/pasted.ts';
import { ask, BRANCH, fullRef, named, ownServer, serverOf, scope, TAG } from './answers.ts';
import type { RareProvider } from './provider.ts';
import { RUNS, workspaces } from './terraform.ts';

const SEMAPHORE = 'org:{semOrg}:project:{semProject}:repo:{semRepo}:';
const MODAL = 'modal:workspace_id:{modalWorkspace}:environment_name:{modalEnv}:app_name:{modalApp}:';
const DEPOT = 'spiffe://identity.depot.dev/org/{depotOrg}/ci/github/{owner}/{repo}/ref/';
const OCTOPUS = 'space:{octoSpace}:project:{octoProject}:';
const HARNESS = 'account/{harnessAccount}:org/{harnessOrg}:project/';

/** Rare services that build, deploy and run code. */
export const BUILDS: readonly RareProvider[] = [
  {
    id: 'codefresh',
    bearer: 'Codefresh build',
    questions: {
      cfAccount: ask(
        'Which account?',
        'ID of the account on Codefresh: 24 digits and letters a to f.',
        '5f30ebd30312313ae7f17948',
      ),
      cfPipeline: ask(
        'Which pipeline?',
        'ID of the pipeline: 24 digits and letters a to f.',
        '64de5cd47626b3ca134e760a',
      ),
      scmRepoUrl: ask('Which repository?', 'URL of the repository.', 'https://github.com/acme/shop'),
    },
    scopes: [
      scope('pipeline', 'A pipeline', 'All builds of one pipeline', 'account:{cfAccount}:pipeline:{cfPipeline}:*'),
      scope(
        'branch',
        'A branch',
        'Builds of one pipeline that a change of this branch started',
        'account:{cfAccount}:pipeline:{cfPipeline}:scm_repo_url:{scmRepoUrl}:scm_user_name:*:scm_ref:{scmRef}',
      ),
    ],
  },
  {
    id: 'harness',
    bearer: 'Harness pipeline',
    tenant: named(
      'app.harness.io/ng/api/oidc/account/<harnessAccount>',
      'Which account?',
      'ID of the account.',
      'EeRjnXTnS4GrLG5VNNJZUw',
    ),
    questions: { harnessOrg: ask('Which organization?', 'ID of the organization.', 'default') },
    scopes: [
      scope('project', 'A project', 'Connectors of one project', `${HARNESS}{harnessProject}`),
      scope('organization', 'An organization', 'Connectors of the organization itself', HARNESS),
      scope(
        'account',
        'The account',
        'Every connector, where subjects have no organization and project',
        '{harnessAccount}',
      ),
    ],
  },
  {
    id: 'terraform-enterprise',
    bearer: 'Terraform Enterprise run',
    tenant: serverOf('tfe.example.com', ''),
    questions: workspaces(() => undefined),
    scopes: RUNS,
    words: 'terraform enterprise tfe hashicorp',
  },
  {
    id: 'scalr',
    bearer: 'Scalr run',
    questions: {
      scalrAudience: ask('Which audience?', 'Audience of the provider configuration.', 'aws.scalr-run-workload'),
    },
    scopes: [
      scope(
        'workspace',
        'A workspace',
        'Runs of one workspace',
        'account:{scalrAccount}:environment:{scalrEnvironment}:workspace:{workspace}',
      ),
      scope(
        'environment',
        'An environment',
        'Runs of every workspace of one environment',
        'account:{scalrAccount}:environment:{scalrEnvironment}:workspace:*',
      ),
    ],
  },
  {
    id: 'env0',
    bearer: 'env0 run',
    words: 'env0 envzero',
    questions: {
      env0Id: ask(
        'Which organization?',
        'ID of the OIDC user in the organization settings.',
        '632b8219674bde0224a96141',
      ),
      env0ProjectId: ask('Which project?', 'ID of the project.', 'b1d4e3a0-2f6c-4a57-9c1e-5f8a7d6c4b3a'),
    },
    scopes: [
      { id: 'project', label: 'A project', detail: 'Runs of one project', actions: ['sts:TagSession'] },
      {
        id: 'organization',
        label: 'The organization',
        detail: 'Runs of every project',
        condition: {
          StringEquals: { '{issuer}:aud': 'hoMiq9PdkRh9LUvVpH4wIErWg50VSG1b', '{issuer}:sub': 'auth0|{env0Id}' },
        },
        actions: ['sts:TagSession'],
      },
    ],
  },
  {
    id: 'semaphore',
    bearer: 'Semaphore job',
    tenant: named('<semOrg>.semaphoreci.com', 'Which organization?', 'Name of the organization.', 'acme'),
    questions: {
      semRepo: ask('Which repository?', 'Name of the repository, without its owner.', 'web'),
      branch: BRANCH,
      tag: TAG,
    },
    scopes: [
      scope(
        'branch',
        'A branch',
        'Jobs of one project on this branch',
        `${SEMAPHORE}ref_type:branch:ref:refs/heads/{branch}`,
      ),
      scope('tag', 'A tag', 'Jobs of one project on this tag', `${SEMAPHORE}ref_type:tag:ref:refs/tags/{tag}`),
      scope('any', 'Every branch and tag', 'All jobs of one project', `${SEMAPHORE}*`),
    ],
  },
  {
    id: 'jenkins',
    bearer: 'Jenkins build',
    words: 'jenkins',
    tenant: {
      ...ownServer('Which server?', 'jenkins.example.com', '/oidc'),
      answers: (issuer) => ({ jenkinsRoot: issuer.replace(/\/oidc$/, '') }),
    },
    questions: {
      jobPath: ask('Which job?', 'Name of the job, or its URL. Folders are written as folder/job/name.', 'deploy', {
        read: (text) =>
          unquoted(text)
            .replace(/^https?:\/\/.*?\/job\//, '')
            .replace(/\/$/, ''),
      }),
    },
    scopes: [
      scope('job', 'A job', 'Builds of one job', 'https://{jenkinsRoot}/job/{jobPath}/'),
      scope(
        'folder',
        'A folder or multibranch job',
        'Builds of every job in it',
        'https://{jenkinsRoot}/job/{jobPath}/*',
      ),
    ],
  },
  {
    id: 'depot',
    bearer: 'Depot CI job',
    questions: {
      ref: ask('Which branch?', 'Branch, or the full ref. "*" matches any characters: release/*', 'main', {
        read: fullRef,
      }),
    },
    scopes: [
      scope('branch', 'A branch', 'Jobs of one repository on this branch', `${DEPOT}{ref}/sandbox/*`),
      scope('any', 'Every branch and tag', 'All jobs of one repository', `${DEPOT}*`),
    ],
  },
  { id: 'rwx', bearer: 'RWX job', words: 'rwx mint' },
  {
    id: 'cirrus-ci',
    bearer: 'Cirrus CI task',
    questions: {
      owner: ask('Which owner?', 'Owner of the repository on GitHub.', 'octo-org', {
        pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,38}$/,
      }),
      subject: ask(
        'Which subject?',
        'The sub claim of the tokens that can assume the role.',
        'repository:octo-org/web',
      ),
    },
  },
  { id: 'gitpod', bearer: 'Gitpod workspace', path: 'owner/repo', words: 'gitpod ona' },
  {
    id: 'teamcity',
    bearer: 'TeamCity build',
    scopes: [
      scope('build', 'A build configuration', 'All its builds', 'project:{tcProject}:build_type:{tcBuildType}'),
      scope(
        'branch',
        'A branch',
        'Builds of one configuration on this branch, where the subject has it',
        'project:{tcProject}:build_type:{tcBuildType}:branch:{tcBranch}:trigger_type:*',
      ),
    ],
  },
  {
    id: 'octopus-deploy',
    bearer: 'Octopus deployment',
    tenant: {
      ...named('<name>.octopus.app', 'Which server?', 'Name on octopus.app, or the URL of the server.', 'acme'),
      problem: undefined,
    },
    questions: { octoTenant: ask('Which tenant?', 'Slug of the tenant.', 'acme') },
    scopes: [
      scope(
        'environment',
        'An environment',
        'Deployments of one project to it',
        `${OCTOPUS}environment:{octoEnvironment}`,
      ),
      scope(
        'tenant',
        'A tenant',
        'Deployments of one project to an environment, for one tenant',
        `${OCTOPUS}tenant:{octoTenant}:environment:{octoEnvironment}`,
      ),
      scope('project', 'A project', 'All deployments and runbooks of one project', `${OCTOPUS}*`),
      scope('target', 'A deployment target', 'Health checks of one target', 'space:{octoSpace}:target:{octoTarget}'),
      scope('account', 'An account', 'Tests of one account', 'space:{octoSpace}:account:{octoAccount}'),
    ],
  },
  {
    id: 'fly-io',
    bearer: 'Fly.io Machine',
    tenant: named('oidc.fly.io/<flyOrg>', 'Which organization?', 'Slug of the organization.', 'acme'),
  },
  {
    id: 'modal',
    bearer: 'Modal container',
    questions: { modalFunction: ask('Which function?', 'Name of the function.', 'train') },
    scopes: [
      scope('app', 'An app', 'All functions of one app', `${MODAL}*`),
      scope('function', 'A function', 'One function of an app', `${MODAL}function_name:{modalFunction}:*`),
    ],
  },
  {
    id: 'dvc-studio',
    path: 'dvcOwner/dvcName',
    words: 'dvc datachain studio',
    questions: { dvcAudience: ask('Which audience?', 'The aud claim of the tokens.', 'sts.amazonaws.com') },
    scopes: [
      {
        id: 'credentials',
        label: 'Credentials',
        detail: 'Those of one team',
        condition: {
          StringEquals: { '{issuer}:aud': '{dvcAudience}', '{issuer}:sub': 'credentials:{dvcOwner}/{dvcName}' },
        },
      },
    ],
  },
  {
    id: 'upbound',
    scopes: [
      scope(
        'provider',
        'A provider',
        'One provider of a control plane',
        'mcp:{upOrg}/{controlPlane}:provider:{provider}',
      ),
      scope(
        'function',
        'A function',
        'One function of a control plane',
        'mcp:{upOrg}/{controlPlane}:function:{upFunction}',
      ),
    ],
  },
  {
    id: 'warp',
    scopes: [
      scope('user', 'A user', 'Agents of one user', 'user:{warpUser}'),
      scope('team', 'A principal of a team', 'Agents of one principal', 'scoped_principal:{warpTeam}/{warpPrincipal}'),
    ],
  },
  {
    id: 'shisho-cloud',
    questions: {
      shishoAudience: ask('Which audience?', 'The aud claim of the tokens.', 'sts.amazonaws.com'),
      shishoSubject: ask('Which subject?', 'The sub claim that Shisho Cloud shows for the job.', 'job:acme'),
    },
    scopes: [
      {
        id: 'job',
        label: 'A job',
        detail: 'By its subject',
        condition: { StringEquals: { '{issuer}:aud': '{shishoAudience}', '{issuer}:sub': '{shishoSubject}' } },
      },
    ],
  },
  {
    id: 'sandboxes-cloud',
    questions: { sandboxesAudience: ask('Which audience?', 'The aud claim that only your tokens have.', 'acme-prod') },
  },
];
