import type { FoundProvider, OidcProvider } from '../catalogue/oidcProviders.ts';
import { oidcProviders } from '../catalogue/oidcProviders.ts';
import { languageOf, type SubjectForm, type SubjectPart } from '../catalogue/subjectForms.ts';
import type { HoledText } from '../text/holedText.ts';
import { Alignment, type ReadPart } from './subjectAlignment.ts';
import { ANY_ONE, ENDS_IN_HOLE, hasMark, HOLE, isLiteral, marked, STAR } from './subjectMarks.ts';

/** Who comes in by a subject: strangers, the whole tenant, all of a project, or just what was meant. */
export type Breadth = 'strangers' | 'tenant' | 'project' | 'fine';

export interface ReadSubject {
  readonly breadth: Breadth;
  /** The part that is too broad. */
  readonly culprit: ReadPart | undefined;
  /** What is too broad by all forms that the value fits: branch, tag, environment. */
  readonly open: readonly string[];
  readonly form: SubjectForm;
  readonly parts: readonly ReadPart[];
}

/** No subject is longer: not worth a look. */
const LONGEST = 600;
/** How many ways to lay a value beside the forms are tried: far more than any value needs that somebody means. */
const MOST_STEPS = 4000;

/**
 * Reads a value of `:sub` by the forms of its provider; undefined when it fits none of them, `unread` when it is too long or
 * has too many wildcards to tell.
 */
export function readSubject(
  value: HoledText,
  wildcards: boolean,
  found: FoundProvider,
): ReadSubject | 'unread' | undefined {
  if (value.value.length <= LONGEST && isLiteral(value, wildcards)) return readLiteral(value.value, found);
  const reads = readings(value, wildcards, found);
  if (reads === 'unread') return 'unread';
  const best = reads.reduce<Reading | undefined>(
    (broadest, read) => (!broadest || RANK[read.breadth] > RANK[broadest.breadth] ? read : broadest),
    undefined,
  );
  if (!best) return undefined;
  // What is still to be filled in may name all that a wildcard behind it seems to leave open.
  if (RANK[best.breadth] > RANK.project && mayNameMore(marked(value, wildcards))) return 'unread';
  // A pattern in what can hold anything says nothing.
  if (best.breadth === 'fine' && best.parts.some(({ part, state }) => part.composed && state !== 'literal'))
    return 'unread';
  return { ...best, open: openIn(best, reads) };
}

/** Whether what is still to be filled in is all that is said before a wildcard, or all of the start: it may be several parts. */
function mayNameMore(text: string): boolean {
  return ENDS_IN_HOLE.test(text) || text.startsWith(HOLE);
}

type Reading = Omit<ReadSubject, 'open'>;
const NOTHING: readonly string[] = [];

/** How a value reads by each of the usual forms that it fits; by the first other one where it fits none of them. */
export function readings(value: HoledText, wildcards: boolean, found: FoundProvider): readonly Reading[] | 'unread' {
  if (value.value.length > LONGEST) return 'unread';
  if (isLiteral(value, wildcards)) {
    const read = readLiteral(value.value, found);
    return read ? [read] : [];
  }
  const text = marked(value, wildcards);
  const shared = found.issuer.kind === 'shared';
  const budget = { steps: MOST_STEPS };
  const reads: Reading[] = [];
  for (const form of found.provider.forms) {
    // What a customer's own template makes is looked at only where no usual form fits.
    if (form.custom && reads.length) break;
    if (!canBe(form, text)) continue;
    const parts = new Alignment(text, form, budget).read();
    if (budget.steps <= 0) return 'unread';
    if (parts) reads.push(judge(parts, form, shared));
  }
  return reads;
}

/** Whether something that a marked value matches is a subject of the form. */
export function canBe(form: SubjectForm, text: string): boolean {
  const [start] = form.segments;
  // Most forms differ in how they start.
  if (typeof start === 'string' && !hasMark(text.slice(0, start.length)) && !text.startsWith(start)) return false;
  return languageOf(form).meets(text.replaceAll(HOLE, STAR), STAR, ANY_ONE);
}

/** A subject to the letter lets in just what it names. */
function readLiteral(value: string, { provider }: FoundProvider): ReadSubject | undefined {
  for (const form of provider.forms) {
    const groups = form.regex.exec(value);
    if (!groups) continue;
    const parts: ReadPart[] = [];
    for (const part of form.segments)
      if (typeof part !== 'string') parts.push({ part, text: groups[parts.length + 1] ?? '', state: 'literal' });
    return { breadth: 'fine', culprit: undefined, form, parts, open: NOTHING };
  }
  return undefined;
}

const RANK: Readonly<Record<Breadth, number>> = { fine: 0, project: 1, tenant: 2, strangers: 3 };

/** All that is too broad, by the forms that leave as much open as the broadest. */
function openIn({ breadth, culprit }: Reading, reads: readonly Reading[]): readonly string[] {
  if (!culprit) return [];
  const labels = reads.flatMap((read) => {
    if (read.breadth === breadth && read.culprit)
      return read.culprit.part.role === 'detail' ? read.parts.filter(isOpenDetail).map(labelOf) : labelOf(read.culprit);
    return culprit.part.role === 'detail' ? otherDetail(read) : [];
  });
  return [...new Set(labels)].filter((label) => label !== '');
}

function isOpenDetail({ part, state }: ReadPart): boolean {
  return part.role === 'detail' && state === 'open';
}

function labelOf({ part }: ReadPart): string {
  return part.label;
}

/** What a form without a detail leaves open: a word of its own, as `…:pull_request`, or what tells nothing. */
function otherDetail({ form: { segments }, parts }: Reading): readonly string[] {
  if (parts.some(({ part }) => part.role === 'detail')) return [];
  const last = segments.at(-1);
  const word = typeof last === 'string' ? /^:([a-z_]+)$/.exec(last)?.[1] : undefined;
  return word === undefined ? parts.filter((p) => p.state === 'open').map(labelOf) : [word.replaceAll('_', ' ')];
}

/** The provider of an issuer, or for a host that could be anybody's, the one whose subjects look like this. */
export function providerBySubject(found: FoundProvider | undefined, subject: string): FoundProvider | undefined {
  return found ?? genericProvider((provider) => startsLike(provider, subject));
}

/** The one of the providers with any host that is told by something. */
export function genericProvider(isIt: (provider: OidcProvider) => boolean): FoundProvider | undefined {
  const provider = oidcProviders().find((p) => p.issuers.some((i) => i.generic) && isIt(p));
  const issuer = provider?.issuers.find((i) => i.generic);
  return provider && issuer ? { provider, issuer } : undefined;
}

function startsLike({ forms }: OidcProvider, subject: string): boolean {
  return forms.some(
    ({ segments: [first] }) => typeof first === 'string' && first.length > 5 && subject.startsWith(first),
  );
}

function judge(parts: readonly ReadPart[], form: SubjectForm, shared: boolean): Reading {
  const isOpen = (p: ReadPart): boolean => p.state === 'open' || p.state === 'pattern';
  const of = (role: SubjectPart['role']): readonly ReadPart[] => parts.filter((p) => p.part.role === role);
  const tenant = of('tenant').find(isOpen);
  if (tenant) return { breadth: shared ? 'strangers' : 'tenant', culprit: tenant, form, parts };
  const details = of('detail');
  const isNamed = details.some((p) => p.part.namesProject && !isOpen(p));
  const projects = isNamed ? [] : of('project');
  // A claim alone, such as an ID, tells all that is told.
  const alone =
    of('tenant').length || of('project').length ? undefined : parts.find((p) => isOpen(p) && !p.part.composed);
  if (alone) return { breadth: shared ? 'strangers' : 'tenant', culprit: alone, form, parts };
  const open = projects.filter(isOpen);
  const last = projects.at(-1);
  if (open.length && open.length === projects.length) {
    const kept = open.find((p) => p.part.narrows && p.state === 'pattern' && p.text !== '');
    const whose = shared && !of('tenant').length ? 'strangers' : 'tenant';
    return { breadth: kept ? 'project' : whose, culprit: kept ?? open[0], form, parts };
  }
  if (last && isOpen(last)) return { breadth: 'project', culprit: last, form, parts };
  const detail = details.find((p) => p.state === 'open');
  if (detail && details.every((p) => p.state === 'open')) return { breadth: 'project', culprit: detail, form, parts };
  return { breadth: 'fine', culprit: undefined, form, parts };
}
