import { unquoted } from '../iam/pasted.ts';
import { codeAddress } from './codeHosts.ts';
import { ask, scope } from './answers.ts';
import { defineProvider, type Question, type Scope } from './provider.ts';

const WORKSPACE = 'organization:{organization}:project:{tfProject}:workspace:{workspace}:run_phase:';
const STACK = 'organization:{organization}:project:{tfProject}:stack:{stack}:deployment:{deployment}:operation:';

/** Runs of a workspace, by their phase. */
export const RUNS: readonly Scope[] = [
  scope('apply', 'Apply', 'The apply phase of runs of one workspace', `${WORKSPACE}apply`),
  scope('plan', 'Plan', 'The plan phase of runs of one workspace. For read-only roles.', `${WORKSPACE}plan`),
  scope('both', 'Plan and apply', 'Both phases of runs of one workspace', [`${WORKSPACE}plan`, `${WORKSPACE}apply`]),
];

/** The page of a workspace. */
function workspaceOf(text: string): string | Readonly<Record<string, string>> {
  const address = codeAddress(unquoted(text), isTerraform);
  const [app, organization, pages, workspace] = address?.path ?? [];
  if (app !== 'app' || organization === undefined) return unquoted(text);
  return pages === 'workspaces' && workspace !== undefined ? { organization, workspace } : organization;
}

const HOST = 'app.terraform.io';

function isTerraform(host: string): boolean {
  return host === HOST || host === 'app.eu.terraform.io';
}

/** Terraform Enterprise is on any host. */
function ofHcp(text: string): string | undefined {
  const host = codeAddress(unquoted(text), isTerraform)?.host;
  return host === undefined || isTerraform(host)
    ? undefined
    : `This address is on ${host}, not ${HOST}. For your own server, choose Terraform Enterprise.`;
}

/** Subjects have names. IDs have capitals and digits. */
function isId(id: RegExp, text: string, what: string): string | undefined {
  return id.test(unquoted(text)) ? `This is the ID of ${what}: enter its name.` : undefined;
}

/** @param ofServer what is wrong with an address of another server */
export function workspaces(ofServer: (text: string) => string | undefined): Readonly<Record<string, Question>> {
  return {
    organization: ask('Which organization?', 'Name of the organization, or the URL of the workspace.', 'acme', {
      read: workspaceOf,
      problem: ofServer,
    }),
    tfProject: ask('Which project?', 'Name of the project.', 'Default Project', {
      problem: (text) => isId(/^prj-(?=.*[A-Z])(?=.*\d)[A-Za-z0-9]{16}$/, text, 'a project'),
    }),
    workspace: ask('Which workspace?', 'Name of the workspace, or its URL.', 'prod', {
      read: workspaceOf,
      problem: (text) => ofServer(text) ?? isId(/^ws-(?=.*[A-Z])(?=.*\d)[A-Za-z0-9]{16}$/, text, 'a workspace'),
    }),
  };
}

export default defineProvider({
  id: 'hcp-terraform',
  also: [],
  users: 'workloads',
  bearer: 'HCP Terraform run',
  path: undefined,
  narrowing: [],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: 'terraform tfc hcp hashicorp cloud iac oidc deploy',
  tenant: undefined,
  questions: workspaces(ofHcp),
  scopes: [
    ...RUNS,
    scope('stackApply', 'Stack, apply', 'Applies of one deployment of a stack', `${STACK}apply`),
    scope('stackPlan', 'Stack, plan', 'Plans of one deployment of a stack. For read-only roles.', `${STACK}plan`),
    scope('stack', 'Stack, plan and apply', 'One deployment of a stack', [`${STACK}plan`, `${STACK}apply`]),
  ],
  wizard: { id: 'terraform', label: 'HCP Terraform', detail: 'Runs of one workspace or stack' },
  templates: [{ id: 'trust-terraform', label: 'HCP Terraform', detail: 'Runs of one workspace', subject: undefined }],
});
