import type { OidcProvider } from '../catalogue/oidcProviders.ts';
import type { ReadPart, ReadSubject } from '../policy/oidcSubject.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import type { HoledText } from '../text/holedText.ts';
import { own } from '../text/own.ts';
import type { Phrase } from './phrase.ts';
import { displayText } from './phrases.ts';

/** What sends the tokens of a provider, by the beginning of its id. */
const BEARERS: readonly (readonly [id: string, bearer: string])[] = [
  ['github-audit-log', 'GitHub audit log stream'],
  ['github', 'GitHub Actions workflow'],
  ['gitlab', 'GitLab pipeline'],
  ['bitbucket', 'Bitbucket pipeline'],
  ['azure-devops', 'Azure DevOps pipeline'],
  ['buildkite', 'Buildkite pipeline'],
  ['codefresh', 'Codefresh pipeline'],
  ['harness', 'Harness pipeline'],
  ['eks', 'EKS pod'],
  ['gke', 'GKE pod'],
  ['aks', 'AKS pod'],
  ['rosa', 'OpenShift pod'],
  ['kubernetes', 'Kubernetes pod'],
  ['ibm-turbonomic', 'IBM Turbonomic pod'],
  ['hcp-terraform', 'HCP Terraform run'],
  ['terraform', 'Terraform Enterprise run'],
  ['spacelift', 'Spacelift run'],
  ['scalr', 'Scalr run'],
  ['env0', 'env0 run'],
  ['pulumi', 'Pulumi run'],
  ['circleci', 'CircleCI job'],
  ['semaphore', 'Semaphore job'],
  ['jenkins', 'Jenkins job'],
  ['depot', 'Depot CI job'],
  ['rwx', 'RWX job'],
  ['teamcity', 'TeamCity build'],
  ['vercel', 'Vercel deployment'],
  ['octopus', 'Octopus deployment'],
  ['fly-io', 'Fly.io Machine'],
  ['modal', 'Modal function'],
];

/** `GitHub Actions workflow`, `EKS pod`, …; undefined where a token is a person’s or an application’s. */
export function bearerOf(provider: OidcProvider): string | undefined {
  return BEARERS.find(([id]) => provider.id.startsWith(id))?.[1];
}

/** Who a subject names: `any GitHub Actions workflow in acme/app on branch main`. */
export function subjectPhrase(
  text: HoledText,
  subject: ReadSubject | 'unread' | undefined,
  provider: OidcProvider,
): Phrase {
  const { value } = text;
  const bearer = bearerOf(provider);
  const noun = bearer === undefined ? `anyone with a token from ${provider.shortName}` : `any ${bearer}`;
  const phrase = (details: readonly string[]): Phrase => ({
    noun,
    details,
    person: bearer === undefined ? 'they' : 'it',
  });
  if (!subject || subject === 'unread' || hidesParts(subject)) return phrase([theSubject(value)]);
  const details = detailsOf(subject, text);
  if (bearer !== undefined) return phrase(details.map((d, i) => prepositional(d, i ? 'of' : 'in')));
  const [first, ...rest] = details;
  if (!first) return phrase([theSubject(value)]);
  return {
    noun: first.text,
    details: [...rest.map((d) => prepositional(d, 'of')), `of ${provider.shortName}`],
    person: 'it',
  };
}

/** “in workspace prod of project core”: what one thing is in is said of the first, the others are said of it. */
function prepositional({ preposition, text }: Detail, otherwise: 'in' | 'of'): string {
  return `${preposition ?? otherwise} ${text}`;
}

/** Whether one placeholder stands for several parts, so that none of them can be named: `repo:${REPOSITORY}:*`. */
function hidesParts({ parts }: ReadSubject): boolean {
  return parts.some((p) => p.state === 'unknown' && p.text === '' && p.part.label !== '');
}

function theSubject(value: string): string {
  return hasWildcard(value) ? `whose subject matches ${displayText(value)}` : `whose subject is ${displayText(value)}`;
}

/** What narrows a token; without a preposition of its own it is what the bearer is in. */
interface Detail {
  readonly text: string;
  readonly preposition?: string;
}

/** What narrows the bearers: first what they are in, then how they run. */
function detailsOf({ form, parts }: ReadSubject, text: HoledText): readonly Detail[] {
  const told = filledIn(parts, text).filter((p) => p.part.label !== '');
  const runs = runsOf(told, text.value);
  const details = serviceAccountOf(told) ?? [
    ...runs.filter((d) => d.preposition === undefined),
    ...repositoryOf(told),
    ...runs.filter((d) => d.preposition !== undefined),
  ];
  const pullRequest = form.segments.some((s) => typeof s === 'string' && s.endsWith(':pull_request'));
  return pullRequest && text.value.includes('pull')
    ? [...details, { text: 'pull requests', preposition: 'for' }]
    : details;
}

/** The parts with what is still to be filled in as it is written, where each can be told. */
function filledIn(parts: readonly ReadPart[], { value, holes }: HoledText): readonly ReadPart[] {
  const gaps = parts.reduce((sum, p) => sum + p.text.split(GAP).length - 1, 0);
  if (!gaps || gaps !== holes.length) return parts;
  let next = 0;
  const fill = (): string => {
    const hole = holes[next++];
    return hole ? value.slice(hole.from, hole.to) : GAP;
  };
  return parts.map((p) => ({ ...p, text: p.text.replaceAll(GAP, fill) }));
}

/** As a read subject shows what is not known yet. */
const GAP = '…';

/** Kubernetes’ own way to name a service account: `shop/checkout`. */
function serviceAccountOf(parts: readonly ReadPart[]): readonly Detail[] | undefined {
  const [namespace, account, ...more] = parts;
  if (namespace?.part.name !== 'namespace' || account?.part.name !== 'serviceAccount' || more.length) return undefined;
  if (account.state === 'open') return [{ text: named(namespace) }];
  if (namespace.state === 'open') return [{ text: `${named(account)} in any namespace`, preposition: 'with' }];
  const like =
    account.state === 'pattern' || namespace.state === 'pattern' ? 'a service account matching' : 'service account';
  return [{ text: `${like} ${said(namespace)}/${said(account)}`, preposition: 'with' }];
}

/** Tenant and project: `acme/app`, `any repository of acme`. */
function repositoryOf(parts: readonly ReadPart[]): readonly Detail[] {
  const owners = parts.filter((p) => p.part.role === 'tenant');
  const projects = parts.filter((p) => p.part.role === 'project');
  const [owner] = owners;
  const [project] = projects;
  // Owner and repository are said as one name, as people write them.
  if (owner && project && PATHS.has(`${owner.part.name}/${project.part.name}`) && owner.state !== 'open') {
    if (project.state === 'open')
      return [{ text: `any ${project.part.label} of ${owner.state === 'pattern' ? named(owner) : said(owner)}` }];
    const isPattern = project.state === 'pattern' || owner.state === 'pattern';
    return [{ text: `${isPattern ? `any ${project.part.label} matching ` : ''}${said(owner)}/${said(project)}` }];
  }
  return [...projects.toReversed(), ...owners].map((p) => ({ text: named(p) }));
}

const PATHS = new Set(['owner/repo', 'group/project', 'owner.depot/repo.depot', 'dvcOwner/dvcName']);

/** Which of the runs: `on branch main`, `using environment prod`. */
function runsOf(parts: readonly ReadPart[], value: string): readonly Detail[] {
  return parts
    .filter((p) => p.part.role === 'detail')
    .flatMap((p): readonly Detail[] => {
      // A wildcard over the whole rest leaves more open than the one part it was laid beside.
      if (p.state === 'open' && !value.includes(`${p.part.label.split(' ').at(-1)}:`) && !/refs\/|ref:/.test(value))
        return [];
      const preposition = own(PREPOSITIONS, p.part.label);
      return [{ text: named(p), ...(preposition !== undefined && { preposition }) }];
    });
}

const PREPOSITIONS: Readonly<Record<string, string>> = {
  branch: 'on',
  tag: 'on',
  ref: 'on',
  environment: 'using',
  connection: 'through',
};

function named(p: ReadPart): string {
  switch (p.state) {
    case 'open':
      return `any ${p.part.label}`;
    case 'pattern':
      return `any ${p.part.label} matching ${said(p)}`;
    case 'literal':
    case 'unknown':
      return `${p.part.label} ${said(p)}`;
  }
}

function said(p: ReadPart): string {
  return displayText(p.text);
}
