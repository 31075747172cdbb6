import type { OidcProvider } from '../catalogue/oidcProviders.ts';
import type { ReadPart, ReadSubject } from '../policy/oidcSubject.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import type { HoledText } from '../text/holedText.ts';
import { own } from '../text/own.ts';
import { displayText } from './phrases.ts';

/** What comes with the tokens of a provider, by the beginning of its id. */
const BEARERS: readonly (readonly [id: RegExp, bearer: string])[] = [
  [/^github-(actions|enterprise|vstoken)/, 'workflow'],
  [/^(gitlab|bitbucket|azure-devops|buildkite|codefresh|harness)/, 'pipeline'],
  [/^(eks|gke|aks|rosa|kubernetes|ibm)/, 'pod'],
  [/^(hcp-terraform|terraform|spacelift|scalr|env0|pulumi)/, 'run'],
  [/^(circleci|semaphore|jenkins|depot|rwx|teamcity)/, 'job'],
  [/^(vercel|octopus)/, 'deployment'],
  [/^(fly-io|modal)/, 'machine'],
];

/** `workflow`, `pod`, …; undefined where a token is a person’s or an application’s. */
export function bearerOf(provider: OidcProvider): string | undefined {
  return BEARERS.find(([id]) => id.test(provider.id))?.[1];
}

/** Who comes in by a subject: `any workflow of acme/app on branch main`. */
export function subjectPhrase(
  text: HoledText,
  subject: ReadSubject | 'unread' | undefined,
  provider: OidcProvider,
): string {
  const { value } = text;
  const bearer = bearerOf(provider);
  const whose = bearer === undefined ? `whoever has a token of ${provider.shortName}` : `any ${bearer}`;
  if (!subject || subject === 'unread') return `${whose} with ${theSubject(value)}`;
  const told = filledIn(subject.parts, text).filter((p) => p.part.label !== '');
  const details = detailsOf(told, value);
  const words = serviceAccountOf(told) ?? [
    ...details.filter((d) => d.startsWith('of ')),
    ...repositoryOf(told),
    ...details.filter((d) => !d.startsWith('of ')),
  ];
  const pullRequest = subject.form.segments.some((s) => typeof s === 'string' && s.endsWith(':pull_request'));
  if (pullRequest && value.includes('pull')) words.push('for pull requests');
  const rest = words.join(' ');
  if (bearer !== undefined) return rest === '' ? `any ${bearer} of ${provider.shortName}` : `any ${bearer} ${rest}`;
  return rest === ''
    ? `${whose} with the subject ${displayText(value)}`
    : `${rest.replace(/^of /, '')} of ${provider.shortName}`;
}

function theSubject(value: string): string {
  return `${hasWildcard(value) ? 'a subject like' : 'the subject'} ${displayText(value)}`;
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
function serviceAccountOf(parts: readonly ReadPart[]): string[] | undefined {
  const [namespace, account, ...more] = parts;
  if (namespace?.part.name !== 'namespace' || account?.part.name !== 'serviceAccount' || more.length) return undefined;
  if (account.state === 'open') return [`of ${named(namespace)}`];
  if (namespace.state === 'open') return [`of ${named(account)} of any namespace`];
  const like =
    account.state === 'pattern' || namespace.state === 'pattern' ? 'a service account like' : 'service account';
  return [`of ${like} ${said(namespace)}/${said(account)}`];
}

/** Tenant and project: `of acme/app`, `of any repository of acme`. */
function repositoryOf(parts: readonly ReadPart[]): string[] {
  const owners = parts.filter((p) => p.part.role === 'tenant');
  const projects = parts.filter((p) => p.part.role === 'project');
  const [owner] = owners;
  const [project] = projects;
  // Owner and repository are said as one name, as people write them.
  if (owner && project && PATHS.has(`${owner.part.name}/${project.part.name}`) && owner.state !== 'open') {
    if (project.state === 'open')
      return [`of any ${project.part.label} of ${owner.state === 'pattern' ? named(owner) : said(owner)}`];
    return [
      `of ${project.state === 'pattern' || owner.state === 'pattern' ? `a ${project.part.label} like ` : ''}${said(owner)}/${said(project)}`,
    ];
  }
  return [...projects.toReversed(), ...owners].map((p) => `of ${named(p)}`);
}

const PATHS = new Set(['owner/repo', 'group/project', 'owner.depot/repo.depot', 'dvcOwner/dvcName']);

/** Which of its runs: `on branch main`, `in environment prod`. */
function detailsOf(parts: readonly ReadPart[], value: string): string[] {
  return parts
    .filter((p) => p.part.role === 'detail')
    .flatMap((p) => {
      // A wildcard over the whole rest leaves more open than the one part it was laid beside.
      if (p.state === 'open' && !value.includes(`${p.part.label.split(' ').at(-1)}:`) && !/refs\/|ref:/.test(value))
        return [];
      return [`${own(ON, p.part.label) ?? 'of'} ${named(p)}`];
    });
}

const ON: Readonly<Record<string, string>> = {
  branch: 'on',
  tag: 'on',
  ref: 'on',
  environment: 'with',
  connection: 'by',
};

function named(p: ReadPart): string {
  switch (p.state) {
    case 'open':
      return `any ${p.part.label}`;
    case 'pattern':
      return `${/^[aeiou]/.test(p.part.label) ? 'an' : 'a'} ${p.part.label} like ${said(p)}`;
    case 'literal':
    case 'unknown':
      return `${p.part.label} ${said(p)}`;
  }
}

function said(p: ReadPart): string {
  return displayText(p.text);
}
