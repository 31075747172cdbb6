import { oidcProvider } from '../catalogue/oidcProviders.ts';
import type { SubjectForm } from '../catalogue/subjectForms.ts';
import { own } from '../text/own.ts';
import { asText, isRecord, memberOf, type Given } from './reading.ts';
import type { OidcToken } from './request.ts';

type Texts = Readonly<Record<string, string>>;

/** A provider whose tokens have a short form: how its fields become the parts of a subject. */
interface ShortForm {
  /** The issuer, with the fields that it holds. */
  readonly issuer: (fields: Texts) => string | undefined;
  /** The issuer whose forms those of a host that our table doesn't know are like. */
  readonly usual?: string;
  /** The parts of the subject, by their names in the table of providers; none where the subject is given itself. */
  readonly parts?: (fields: Texts) => Readonly<Record<string, string | undefined>> | undefined;
  /** Claims besides the subject and the audience. */
  readonly claims?: (fields: Texts) => Readonly<Record<string, string | readonly string[] | undefined>>;
}

const FORMS: Readonly<Record<string, ShortForm>> = {
  github: {
    issuer: () => 'token.actions.githubusercontent.com',
    parts: ({ repository = '', ref, environment, pullRequest = 'false', ownerId, repositoryId, immutable }) => {
      const { owner, name } = inTwo(repository);
      const ids = immutable === 'true' ? { ownerId, repoId: repositoryId } : {};
      // A job in an environment says nothing of its branch.
      const job = environment === undefined ? (pullRequest === 'false' ? partsOfRef(ref) : {}) : { environment };
      return job && !Object.values(ids).includes(undefined) ? { owner, repo: name, ...ids, ...job } : undefined;
    },
    claims: ({ repository = '', ref, environment, ownerId, repositoryId }) => ({
      repository,
      repository_owner: inTwo(repository).owner,
      repository_owner_id: ownerId,
      repository_id: repositoryId,
      ...{ ref: ref === undefined || ref.startsWith('refs/') ? ref : `refs/heads/${ref}`, environment },
    }),
  },
  gitlab: {
    issuer: ({ host = 'gitlab.com' }) => host,
    usual: 'gitlab.com',
    parts: ({ project = '', branch, tag }) => {
      const at = project.lastIndexOf('/');
      return { group: project.slice(0, Math.max(at, 0)), project: project.slice(at + 1), branch, tag };
    },
  },
  eks: {
    issuer: ({ cluster }) => cluster?.replace(/^https:\/\//, ''),
    parts: ({ namespace, serviceAccount }) => ({ namespace, serviceAccount }),
  },
  cognito: {
    issuer: () => 'cognito-identity.amazonaws.com',
    claims: ({ pool, authenticated }) => ({
      aud: pool,
      amr: [authenticated === 'false' ? 'unauthenticated' : 'authenticated'],
    }),
  },
  terraform: {
    issuer: ({ host = 'app.terraform.io' }) => host,
    usual: 'app.terraform.io',
    parts: ({ organization, project, workspace, phase }) => ({
      ...{ organization, workspace },
      tfProject: project,
      runPhase: phase,
    }),
  },
  circleci: {
    issuer: ({ organization }) => organization && `oidc.circleci.com/org/${organization}`,
    parts: ({ organization, project, user }) => ({ orgId: organization, ccProjectId: project, userId: user }),
    claims: ({ organization, project }) => ({ aud: organization, 'oidc.circleci.com/project-id': project }),
  },
  bitbucket: {
    issuer: ({ workspace }) =>
      workspace && `api.bitbucket.org/2.0/workspaces/${workspace}/pipelines-config/identity/oidc`,
    parts: ({ repositoryUuid, environmentUuid, stepUuid }) => ({
      ...{ repositoryUuid: bare(repositoryUuid), environmentUuid: bare(environmentUuid) },
      stepUuid: bare(stepUuid),
    }),
    claims: ({ workspaceUuid }) => ({
      aud: workspaceUuid && `ari:cloud:bitbucket::workspace/${bare(workspaceUuid) ?? ''}`,
    }),
  },
  buildkite: {
    issuer: () => 'agent.buildkite.com',
    parts: ({ organization, pipeline, branch, tag, commit, step }) => ({
      ...{ pipeline, branch, tag, commit },
      bkOrg: organization,
      stepKey: step,
    }),
    claims: ({ organization, pipeline, branch }) => ({
      ...{ organization_slug: organization, pipeline_slug: pipeline },
      build_branch: branch,
    }),
  },
  google: { issuer: () => 'accounts.google.com' },
};

export const SHORT_FORMS: readonly string[] = Object.keys(FORMS);

/** The token that a short form stands for; what is wrong with it where it stands for none. */
export function tokenOf(kind: string, given: unknown): OidcToken | string {
  const form = own(FORMS, kind);
  const fields = isRecord(given) ? textsOf(given) : {};
  const issuer = form?.issuer(fields);
  if (!form || issuer === undefined) return `"${kind}" doesn't say which issuer its token is from.`;
  const provider = oidcProvider(issuer)?.provider;
  const forms = (provider ?? oidcProvider(form.usual ?? '')?.provider)?.forms ?? [];
  const parts = form.parts?.(fields);
  const subject = fields['sub'] ?? (parts && subjectOf(forms, parts));
  if (form.parts && subject === undefined)
    return `"${kind}" doesn't have the parts of a subject that its provider issues.`;
  const audience = provider && /^[^{]+$/.test(provider.audience) ? provider.audience : undefined;
  const further = { ...pick(fields, provider?.claims ?? []), ...form.claims?.(fields) };
  const claims = { aud: audience, ...further, ...pick(fields, ['aud', 'azp']), sub: subject };
  const stated = Object.entries(claims).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { issuer, claims: Object.fromEntries(stated) };
}

/** The first usual form that has just these parts. */
function subjectOf(
  forms: readonly SubjectForm[],
  parts: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const given = Object.entries(parts).filter(([, text]) => text !== undefined && text !== '');
  const form = forms.find(({ segments, custom }) => {
    const names = segments.flatMap((segment) => (typeof segment === 'string' ? [] : segment.name));
    return !custom && names.length === given.length && given.every(([name]) => names.includes(name));
  });
  return form?.segments.map((part) => (typeof part === 'string' ? part : (own(parts, part.name) ?? ''))).join('');
}

function textsOf(given: Given): Texts {
  return Object.fromEntries(
    Object.keys(given).flatMap((name) => {
      const text = asText(memberOf(given, name));
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

function pick(fields: Texts, names: readonly string[]): Texts {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)));
}

function inTwo(repository: string): { readonly owner: string; readonly name: string } {
  const [owner = '', name = ''] = repository.split('/');
  return { owner, name };
}

/** A UUID without its braces. */
function bare(uuid: string | undefined): string | undefined {
  return uuid?.replace(/^\{(.*)\}$/, '$1');
}

/** What a Git ref names: a branch also without what goes before its name. Nothing else of a pull request's is in its subject. */
function partsOfRef(ref: string | undefined): Readonly<Record<string, string>> | undefined {
  if (ref === undefined || ref === '') return undefined;
  if (ref.startsWith('refs/tags/')) return { tag: ref.slice('refs/tags/'.length) };
  if (ref.startsWith('refs/pull/')) return {};
  return { branch: ref.replace(/^refs\/heads\//, '') };
}

/** Who has nothing in common with a policy: the caller of a request, made so that no text in it stands in the policy. */
export function strangerOf(kind: string, policy: string): Given | string {
  let nth = 0;
  const free = (make: (n: number) => string): string => {
    for (; ; nth++) if (!policy.includes(make(nth))) return make(nth);
  };
  const name = free((n) => `stranger${n || ''}`);
  const account = free((n) => String(999_999_999_999 - n));
  const uuid = `00000000-0000-4000-8000-${account}`;
  switch (kind) {
    case 'aws':
      return {
        role: `arn:aws:iam::${account}:role/${name}`,
        session: name,
        org: `o-${name}`,
        orgPaths: [`o-${name}/r-x/`],
      };
    case 'service':
      return { service: `${name}.amazonaws.com` };
    case 'saml':
      return { saml: { provider: `arn:aws:iam::${account}:saml-provider/${name}` } };
    default: {
      const token = tokenOf(kind, {
        ...{
          repository: `${name}/${name}`,
          ref: name,
          project: kind === 'gitlab' ? `${name}/${name}` : name,
          branch: name,
        },
        ...{
          cluster: `oidc.eks.us-east-1.amazonaws.com/id/${name}`,
          namespace: name,
          serviceAccount: name,
          pool: name,
        },
        ...{
          organization: kind === 'circleci' ? uuid : name,
          workspace: name,
          phase: 'plan',
          user: name,
          pipeline: name,
          commit: name,
          step: name,
        },
        ...{ repositoryUuid: name, stepUuid: name, ...(kind === 'google' ? { sub: name, aud: name } : {}) },
      });
      return typeof token === 'string' ? token : { oidc: token };
    }
  }
}
