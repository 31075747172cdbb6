/**
 * What is added to the forms of subjects that providers document: what their customers' own templates make of them. `~`: only
 * a template of their own makes it. `!`: the same, but more likely it is a slip. `?`: nobody documents it, yet it was made to be.
 */
interface More {
  /** Beside the documented forms; `!` is looked at before `~`. */
  readonly forms?: readonly string[];
  /** Whether subjects of other forms may be issued, where the record does not tell. */
  readonly complete?: boolean;
  /** Names of claims: a pattern that names one was surely made for a template of the customer's own. */
  readonly names?: string;
  /** Where its issuer can have any host, and a path of its own at most: the subjects that tell it. */
  readonly sign?: string;
  /** What is in no subject, though a part's grammar would let it. */
  readonly never?: string;
  /** Claims of the same token that parts of the subject repeat. */
  readonly claims?: Readonly<Record<string, readonly string[]>>;
}

const CLAIMS =
  '(?:actor|actor_id|base_ref|context|enterprise|enterprise_id|environment_node_id|event_name|head_ref|job_workflow_ref|job_workflow_sha|ref_type|repository|repository_id|repository_owner|repository_owner_id|repository_visibility|repo_property_[A-Za-z0-9_$#-]+|run_attempt|run_id|run_number|runner_environment|sha|workflow|workflow_ref|workflow_sha)';
const CLAIM = `${CLAIMS}:[^:]*`;
const CONTEXT = '(?:environment:[^:]+|ref:refs/(?:heads|tags|pull)/[^:]+|pull_request)';
const GITLAB_CLAIMS =
  '(?:ci_config_ref_uri|ci_config_sha|deployment_action|environment|environment_action|groups_direct|job_id|job_namespace_id|job_namespace_path|job_project_id|job_project_path|namespace_id|namespace_path|pipeline_id|pipeline_source|project_id|project_path|project_visibility|ref_path|runner_environment|runner_id|sha|source_project_id|source_project_path|source_project_visibility|user_access_level|user_email|user_id|user_identities|user_login)';
const COMPONENT =
  '(?:ref_type:(?:branch|tag)|ref:[^\\s:*?\\[\\\\^~]+|ref_protected:(?:true|false)|environment_protected:(?:true|false)|deployment_tier:(?:production|staging|testing|development|other))';

const GITHUB_REPO = ['repo:[owner]/[repo]', 'repo:[owner]@[ownerId]/[repo]@[repoId]'];
const GITHUB: More = {
  forms: [
    ...GITHUB_REPO.map((repo) => `!${repo}`),
    ...GITHUB_REPO.map((repo) => `!${repo}:ref:refs/pull/[pullRequestRef]`),
    ...GITHUB_REPO.map((repo) => `!${repo}[contexts]`),
    '!pull_request',
    '!repository:[owner]/[repo]',
    '!repository:[owner]/[repo][otherClaims]',
    ...GITHUB_REPO.map((repo) => `~${repo}[ownClaims]`),
    '~[firstClaim]',
    '~[firstClaim][otherClaims]',
  ],
  names: CLAIMS,
  claims: {
    repository: ['[owner]/[repo]'],
    repository_id: ['[repoId]'],
    repository_owner_id: ['[ownerId]'],
    environment: ['[environment]'],
    ref: ['refs/heads/[branch]', 'refs/tags/[tag]'],
    job_workflow_ref: ['[workflowRef]'],
  },
};
const GITLAB: More = {
  forms: [
    '!project_path:[group]/[project]',
    '?project_path:[group]/[project][unusualComponents]',
    '?project_id:[projectId][unusualComponents]',
    '?[otherComponent]',
    '?[otherComponent][unusualComponents]',
  ],
  // A branch or a tag by its short name; the full one is another claim, ref_path.
  never: ':ref:refs/(?:heads|tags)/',
  claims: { project_id: ['[projectId]'] },
};

export const MORE_FORMS: Readonly<Record<string, More>> = {
  'github-actions': GITHUB,
  'github-actions-enterprise-issuer': GITHUB,
  'github-actions-data-residency': GITHUB,
  // Without IDs behind the names.
  'github-enterprise-server': {
    ...GITHUB,
    forms: GITHUB.forms?.filter((f) => !f.includes('@')) ?? [],
    sign: 'repo(?:sitory)?:',
  },
  'gitlab-com': GITLAB,
  'gitlab-self-managed': { ...GITLAB, sign: 'project_(?:path|id):' },
  circleci: { claims: { 'oidc.circleci.com/project-id': ['[ccProjectId]'] } },
  buildkite: {
    // One claim alone, by the agent's --subject-claim.
    forms: ['~[immutableId]', '~[immutableClaim]:[immutableId]'],
    claims: { organization_slug: ['[bkOrg]'], pipeline_slug: ['[pipeline]'], build_branch: ['[branch]'] },
  },
  // Seen once, in no document of the vendor.
  'bitbucket-pipelines': {
    forms: ['~{[workspaceUuid]}:{[repositoryUuid]}:{[environmentUuid]}:{[stepUuid]}'],
  },
  spacelift: { forms: ['~[spaceliftParts]space_path:[anything]'] },
  'pulumi-cloud': {
    forms: ['~pulumi:deploy:[pulumiAttributes]', '~pulumi:environments:[pulumiAttributes]', '~pulumi:cmk:[anything]'],
  },
  semaphore: { forms: ['~org:[semOrg]:project:[semProject]:repo:[semRepo]:ref_type:[semRefType]:ref:[fullRef]'] },
  depot: { forms: ['~spiffe://identity.depot.dev/[anything]'] },
  gitpod: { forms: ['~https://[anything]'] },
  'deno-deploy': { complete: true },
  warp: { complete: false },
  // People of a directory behind it are `f:COMPONENT:NAME`, and a mapper can send any of their attributes.
  keycloak: { forms: ['~[mapped]'] },
  'hashicorp-vault': { sign: 'plugin-identity:' },
  jenkins: {
    forms: ['!https://[jenkinsRoot]/job/[jobPath]', '!job/[jobPath]'],
    complete: false,
    sign: 'https?://[^/]+/(?:[^\\s]*/)?job/',
  },
  // Tokens that an app client gets for itself.
  'cognito-user-pool': { forms: ['~[appClient]'] },
  okta: { complete: false },
  'aws-outbound-federation': { forms: ['~arn:[anyPartition]:iam::[anyAccount]:[anything]'], complete: true },
  'kubernetes-self-managed': { sign: '(?:system:)?serviceaccounts?:' },
  'terraform-enterprise': { sign: 'org(?:anization)?:.*:run_phase:' },
  // Their customers choose the keys.
  'octopus-deploy': { forms: ['~space:[octoSpace][octoKeys]'], sign: 'space:[^:]*:project:|project:[^:]*:space:' },
  'spiffe-spire': { sign: 'spiffe://' },
  teamcity: { sign: 'project:[^:]*:build_type:' },
};

/** Parts that are read otherwise than the records say. */
export const CORRECTED_PARTS: Readonly<Record<string, string>> = {
  // GitHub's API takes slashes in an environment's name.
  environment: '[^:*?]{1,255}',
  // Owner and repository hold no slash; so it takes linear time, too.
  workflowRef: '[^\\s:/]+/[^\\s:/]+/\\.github/workflows/[^\\s:@]+\\.ya?ml@[^\\s:]+',
  // Clients that others registered have longer names.
  m2mClient: '[A-Za-z0-9_-]+',
  // Deno's contexts are named by people.
  context: '[^/:*?]+',
  // The name of a plugin can hold digits and dashes.
  accessor: '[a-z][a-z0-9_-]*_[0-9a-f]{8}',
};

/** The grammars of the parts that these forms name. */
export const MORE_PARTS: Readonly<Record<string, string>> = {
  pullRequestRef: '[0-9]+/(?:merge|head)',
  contexts: `(?::${CLAIM})*:${CONTEXT}(?::${CLAIM})*:${CONTEXT}(?::(?:${CLAIM}|${CONTEXT}))*`,
  ownClaims: `(?::${CLAIM})+(?::${CONTEXT}(?::${CLAIM})*)?|:${CONTEXT}(?::${CLAIM})+`,
  otherClaims: `(?::(?:${CLAIM}|${CONTEXT}|repo:[^:/]+/[^:/]+))+`,
  firstClaim: `${CLAIM.replace('|repository|', '|')}|environment:[^:]+|ref:refs/[^:]+`,
  unusualComponents: `(?::(?:${COMPONENT}|${GITLAB_CLAIMS}:[^:]*))+`,
  otherComponent: `${GITLAB_CLAIMS.replace(/(?<=\|)project_(?:id|path)\|/g, '')}:[^:]*`,
  immutableId: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  immutableClaim: '(?:organization|pipeline|cluster)_id',
  workspaceUuid: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
  spaceliftParts: '(?:[a-z_]+:[^:]+:)*',
  pulumiAttributes: '(?:[A-Za-z]+\\.[A-Za-z.]+:[^:]+)(?::[A-Za-z]+\\.[A-Za-z.]+:[^:]+)*',
  semRefType: '[a-z][a-z_-]*',
  fullRef: 'refs/\\S+',
  octoKeys: '(?::[a-z-]+:[a-z0-9-]+)+',
  mapped: '\\S+',
  appClient: '[a-z0-9]{20,30}',
  anyPartition: 'aws[a-z-]*',
  anyAccount: '[0-9]{12}',
  anything: '.*',
};
