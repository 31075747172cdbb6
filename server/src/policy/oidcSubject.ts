import type { FoundProvider, OidcProvider, SubjectForm, SubjectPart } from '../catalogue/oidcProviders.ts';
import { oidcProviders } from '../catalogue/oidcProviders.ts';
import type { HoledText } from '../text/holedText.ts';

/** What a value says about one part of a subject. */
export interface ReadPart {
  readonly part: SubjectPart;
  /** The piece of the value; wildcards as they stand. */
  readonly text: string;
  /** literal: exactly this. pattern: some of them. open: any. unknown: somebody still fills it in. */
  readonly state: 'literal' | 'pattern' | 'open' | 'unknown';
}

/** Who comes in by a subject: strangers, the whole tenant, all of a project, or just what was meant. */
export type Breadth = 'strangers' | 'tenant' | 'project' | 'fine';

export interface ReadSubject {
  readonly breadth: Breadth;
  /** The part that is too broad. */
  readonly culprit: ReadPart | undefined;
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
  if (value.value.length > LONGEST) return 'unread';
  const text = marked(value, wildcards);
  if (!value.holes.length && !text.includes(STAR) && !text.includes(ANY_ONE)) return readLiteral(value.value, found);
  const shared = found.issuer.kind === 'shared';
  const budget = { steps: MOST_STEPS };
  let best: ReadSubject | undefined;
  for (const form of found.provider.forms) {
    // What a customer's own template makes is looked at only where no usual form fits.
    if (form.custom && best) break;
    const parts = new Alignment(text, form, budget).read();
    if (budget.steps <= 0) return 'unread';
    if (!parts) continue;
    const read = judge(parts, form, shared);
    if (!best || RANK[read.breadth] > RANK[best.breadth]) best = read;
  }
  // What is still to be filled in at the end may name all that the wildcard behind it seems to leave open.
  return best && RANK[best.breadth] > RANK.project && ENDS_IN_HOLE.test(text) ? 'unread' : best;
}

/** A subject to the letter lets in just what it names. */
function readLiteral(value: string, { provider }: FoundProvider): ReadSubject | undefined {
  for (const form of provider.forms) {
    const groups = form.regex.exec(value);
    if (!groups) continue;
    let group = 1;
    const parts = form.segments.flatMap((part): ReadPart[] =>
      typeof part === 'string' ? [] : [{ part, text: groups[group++] ?? '', state: 'literal' }],
    );
    return { breadth: 'fine', culprit: undefined, form, parts };
  }
  return undefined;
}

const RANK: Readonly<Record<Breadth, number>> = { fine: 0, project: 1, tenant: 2, strangers: 3 };

/** The provider of an issuer, or for a host that could be anybody's, the one whose subjects look like this. */
export function providerBySubject(found: FoundProvider | undefined, subject: string): FoundProvider | undefined {
  if (found) return found;
  const provider = oidcProviders().find((p) => p.issuers.some((i) => i.generic) && startsLike(p, subject));
  const issuer = provider?.issuers.find((i) => i.generic);
  return provider && issuer ? { provider, issuer } : undefined;
}

function startsLike({ forms }: OidcProvider, subject: string): boolean {
  return forms.some(
    ({ segments: [first] }) => typeof first === 'string' && first.length > 5 && subject.startsWith(first),
  );
}

function judge(parts: readonly ReadPart[], form: SubjectForm, shared: boolean): ReadSubject {
  const isOpen = (p: ReadPart): boolean => p.state === 'open' || p.state === 'pattern';
  const of = (role: SubjectPart['role']): readonly ReadPart[] => parts.filter((p) => p.part.role === role);
  const tenant = of('tenant').find(isOpen);
  if (tenant) return { breadth: shared ? 'strangers' : 'tenant', culprit: tenant, form, parts };
  const projects = of('project');
  const open = projects.filter(isOpen);
  const last = projects.at(-1);
  if (open.length && open.length === projects.length) {
    const kept = open.find((p) => p.part.narrows && p.state === 'pattern' && p.text !== '');
    return { breadth: kept ? 'project' : 'tenant', culprit: open[0], form, parts };
  }
  if (last && isOpen(last)) return { breadth: 'project', culprit: last, form, parts };
  const details = of('detail');
  const detail = details.find((p) => p.state === 'open');
  if (detail && details.every((p) => p.state === 'open')) return { breadth: 'project', culprit: detail, form, parts };
  return { breadth: 'fine', culprit: undefined, form, parts };
}

const HOLE = '\ue000';
const STAR = '\ue001';
const ANY_ONE = '\ue002';
const ENDS_IN_HOLE = /^[^\ue001]*\ue000:?\ue001$/;

/** The value with its wildcards and holes as single marks; without wildcards a `*` stays a `*`. */
function marked({ value, holes }: HoledText, wildcards: boolean): string {
  let text = '';
  let at = 0;
  const plain = (piece: string): string => (wildcards ? piece.replace(/\*+/g, STAR).replace(/\?/g, ANY_ONE) : piece);
  for (const hole of holes) {
    text += plain(value.slice(at, hole.from)) + HOLE;
    at = hole.to;
  }
  return text + plain(value.slice(at));
}

/** Lays a value beside a form: literal text against literal text, the pieces between them into the parts. */
class Alignment {
  readonly #text: string;
  readonly #segments: SubjectForm['segments'];
  /** Positions that are known to lead nowhere. */
  readonly #dead = new Set<number>();

  readonly #budget: { steps: number };

  constructor(text: string, form: SubjectForm, budget: { steps: number }) {
    this.#text = text;
    this.#budget = budget;
    this.#segments = form.segments;
  }

  read(): readonly ReadPart[] | undefined {
    return this.#from(0, 0, 0, undefined);
  }

  /** @param within how much of the segment's literal text is matched already; @param swallow the mark that reaches over it */
  #from(at: number, segment: number, within: number, swallow: string | undefined): readonly ReadPart[] | undefined {
    const key = ((at * 64 + segment) * 128 + within) * 4 + (swallow === undefined ? 0 : swallow === STAR ? 1 : 2);
    if (this.#dead.has(key)) return undefined;
    const found = this.#step(at, segment, within, swallow);
    if (!found) this.#dead.add(key);
    return found;
  }

  #step(at: number, segment: number, within: number, swallow: string | undefined): readonly ReadPart[] | undefined {
    const text = this.#text;
    const current = this.#segments[segment];
    if (current === undefined)
      return at === text.length ? [] : isMark(text.charAt(at)) && at + 1 === text.length ? [] : undefined;
    if (typeof current !== 'string') return this.#part(at, segment, current, swallow);
    if (within >= current.length) return this.#from(at, segment + 1, 0, swallow);
    const c = text.charAt(at);
    if (isMark(c)) return this.#from(at + 1, segment, within, c);
    if (c !== '' && (c === current.charAt(within) || c === ANY_ONE)) {
      const next = this.#from(at + 1, segment, within + 1, undefined);
      if (next) return next;
    }
    // A wildcard before this point may reach over the literal text too.
    return swallow === undefined ? undefined : this.#from(at, segment, within + 1, swallow);
  }

  #part(at: number, segment: number, part: SubjectPart, swallow: string | undefined): readonly ReadPart[] | undefined {
    const text = this.#text;
    for (let end = at; end <= text.length; end++) {
      const piece = text.slice(at, end);
      if (piece === '' && swallow === undefined) continue;
      if (this.#budget.steps-- <= 0) return undefined;
      if (isMark(text.charAt(end))) continue; // it may go on in this part
      if (!fits(piece, part, swallow !== undefined)) continue;
      const last = piece.charAt(piece.length - 1);
      const reach = isMark(last) ? last : piece === '' ? swallow : undefined;
      const rest =
        this.#from(end, segment + 1, 0, undefined) ??
        (reach === undefined ? undefined : this.#from(end, segment + 1, 0, reach));
      if (rest) return [{ part, text: shown(piece), state: stateOf(piece, swallow) }, ...rest];
    }
    return undefined;
  }
}

function isMark(c: string): boolean {
  return c === STAR || c === HOLE;
}

function stateOf(piece: string, swallow: string | undefined): ReadPart['state'] {
  const marks = (swallow ?? '') + piece;
  if (marks.includes(STAR)) return piece === '' || piece === STAR ? 'open' : 'pattern';
  if (marks.includes(HOLE)) return 'unknown';
  return piece.includes(ANY_ONE) ? 'pattern' : 'literal';
}

function shown(piece: string): string {
  return piece.replaceAll(STAR, '*').replaceAll(ANY_ONE, '?').replaceAll(HOLE, '…');
}

/** Whether a piece may be this part: exactly, or with something in place of its wildcards. */
function fits(piece: string, { regex }: SubjectPart, swallowed: boolean): boolean {
  const wild = swallowed || piece.includes(STAR) || piece.includes(HOLE) || piece.includes(ANY_ONE);
  if (!wild) return regex.test(piece);
  const rest = piece.replaceAll(STAR, '').replaceAll(HOLE, '').replaceAll(ANY_ONE, 'a');
  if (rest === '' || /^[\w.-]*$/.test(rest)) return true;
  return FILLINGS.some((filling) => {
    const filled = piece.replaceAll(STAR, filling).replaceAll(HOLE, filling).replaceAll(ANY_ONE, 'a');
    return regex.test(filled) || regex.test(filling + filled);
  });
}

const FILLINGS = ['', 'a', '1', 'a/a', '/a', 'role/a'];
