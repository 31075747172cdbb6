import type { OidcProvider } from '../catalogue/oidcProviders.ts';
import type { SubjectPart } from '../catalogue/subjectForms.ts';
import type { ReadSubject } from '../policy/oidcSubject.ts';
import type { ReadPart } from '../policy/subjectAlignment.ts';
import { recordOf } from '../providers/records.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import type { HoledText } from '../text/holedText.ts';
import { joined } from '../text/listed.ts';
import { own } from '../text/own.ts';
import type { Phrase } from './phrase.ts';
import { displaySubject, displayText } from './phrases.ts';

/**
 * Who a subject names: `any GitHub Actions workflow in acme/app on branch main`.
 * @param cluster which one's issuer it is, said of its pods
 */
export function subjectPhrase(
  text: HoledText,
  subject: ReadSubject | 'unread' | undefined,
  provider: OidcProvider,
  cluster: readonly string[] = [],
): Phrase {
  const { value } = text;
  const { bearer, path } = recordOf(provider);
  const noun = bearer === undefined ? `anyone with a token from ${provider.shortName}` : `any ${bearer}`;
  const phrase = (details: readonly string[]): Phrase => ({
    noun,
    details,
    person: bearer === undefined ? 'they' : 'it',
  });
  if (!subject || subject === 'unread' || hidesParts(subject)) return phrase([theSubject(value)]);
  const details = detailsOf(subject, text, path);
  if (bearer !== undefined) {
    const isPod = subject.parts.some(({ part }) => part.name === 'serviceAccount');
    return phrase([...details.map((d, i) => prepositional(d, i ? 'of' : 'in')), ...(isPod ? cluster : [])]);
  }
  const [first, ...rest] = details;
  if (!first) return phrase([theSubject(value)]);
  return {
    ...(first.noun === undefined ? { noun: first.text } : { noun: first.noun, name: first.text }),
    details: [...rest.map((d) => prepositional(d, 'of')), `of ${provider.shortName}`],
    person: 'it',
  };
}

/** “in workspace prod of project core”: what one thing is in is said of the first, the others are said of it. */
function prepositional({ preposition, text }: Detail, otherwise: 'in' | 'of'): string {
  return `${preposition ?? otherwise} ${text}`;
}

/** Whether something stands for several parts, so that none of them can be named: the placeholder of `repo:${REPOSITORY}:*`. */
function hidesParts({ parts }: ReadSubject): boolean {
  return parts.some((p) => p.part.composed || (p.state === 'unknown' && p.text === '' && p.part.label !== ''));
}

function theSubject(value: string): string {
  return hasWildcard(value)
    ? `whose subject matches ${displaySubject(value)}`
    : `whose subject is ${displaySubject(value)}`;
}

/** What narrows a token; without a preposition of its own it is what the bearer is in. */
interface Detail {
  readonly text: string;
  readonly preposition?: string;
  /** What it is, where the text is its bare name. */
  readonly noun?: string;
}

/** What narrows the bearers: first what they are in, then how they run. */
function detailsOf({ form, parts }: ReadSubject, text: HoledText, path: string | undefined): readonly Detail[] {
  const told = relabelled(filledIn(parts, text), text.value).filter((p) => p.part.label !== '');
  const runs = runsOf(told, text.value);
  const details = serviceAccountOf(told) ?? [
    ...runs.filter((d) => d.preposition === undefined),
    ...repositoryOf(told, path),
    ...runs.filter((d) => d.preposition !== undefined),
    ...phaseOf(parts),
    ...kindOf(parts),
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
function repositoryOf(parts: readonly ReadPart[], path: string | undefined): readonly Detail[] {
  const owners = parts.filter((p) => p.part.role === 'tenant');
  const projects = parts.filter((p) => p.part.role === 'project');
  const [owner] = owners;
  const [project] = projects;
  // Owner and repository are said as one name, as people write them.
  if (owner && project && path === `${owner.part.name}/${project.part.name}` && owner.state !== 'open') {
    if (project.state === 'open')
      return [{ text: `any ${project.part.label} of ${owner.state === 'pattern' ? named(owner) : said(owner)}` }];
    const isPattern = project.state === 'pattern' || owner.state === 'pattern';
    const name = `${said(owner)}/${said(project)}`;
    return [
      isPattern ? { text: `any ${project.part.label} matching ${name}` } : { text: name, noun: project.part.label },
    ];
  }
  return [...projects.toReversed(), ...owners]
    .filter((p) => p.state !== 'literal' || p.text !== '')
    .map((p) => ({ text: named(p) }));
}

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

/** Whether a run plans or applies: what it may do hangs on it. */
function phaseOf(parts: readonly ReadPart[]): readonly Detail[] {
  return parts
    .filter(({ part, state }) => isPhase(part) && state === 'literal')
    .map((p) => ({ text: `the ${said(p)} phase`, preposition: 'in' }));
}

function isPhase({ name, regex }: SubjectPart): boolean {
  return PHASES.includes(name) && regex.test('plan');
}

const PHASES = ['runPhase', 'operation'];

/** Of which kind the runs are, where the subject says so: a stack's runs that can change resources are fewer than all. */
function kindOf(parts: readonly ReadPart[]): readonly Detail[] {
  const kinds = parts.flatMap((p) => {
    const label = own(KINDS, p.part.name);
    return label !== undefined && p.state === 'literal' && !isPhase(p.part) ? [`${label} ${said(p)}`] : [];
  });
  return kinds.length ? [{ text: joined(kinds, 'and'), preposition: 'with' }] : [];
}

const KINDS: Readonly<Record<string, string>> = { runType: 'run type', operation: 'operation', scope: 'scope' };

/** Parts that do not tell whose a token is, but which of theirs, and parts of which another tells what they are. */
function relabelled(parts: readonly ReadPart[], value: string): readonly ReadPart[] {
  const called = (p: ReadPart, label: string, role: SubjectPart['role'] = p.part.role): ReadPart => ({
    ...p,
    part: { ...p.part, label, role },
  });
  const caller = parts.find(({ part, state }) => part.name === 'callerType' && state === 'literal');
  return parts.map((p) => {
    const label = own(NAMED, p.part.name);
    if (label !== undefined && p.state !== 'open') return called(p, label, 'project');
    if (p.part.name === 'callerId' && caller) return called(p, caller.text);
    if (p.part.name === 'oktaLogin' && OKTA_CLIENT.test(p.text)) return called(p, 'application');
    if (p.part.name === 'jobPath' && p.state === 'literal' && value.endsWith('/*'))
      return { ...p, text: `${p.text} or any job in it` };
    return p;
  });
}

const NAMED: Readonly<Record<string, string>> = {
  harnessOrg: 'organization',
  modalFunction: 'function',
};

const OKTA_CLIENT = /^0oa[A-Za-z0-9]{17}$/;

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
  return displayText(p.part.label === 'branch' ? p.text.replace(/^refs\/heads\//, '') : p.text);
}
