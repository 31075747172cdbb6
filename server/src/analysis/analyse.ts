import type { Finding, Related } from '../findings.ts';
import type { Policy } from '../policy/model.ts';
import { RoleGraph } from '../policy/roleGraph.ts';
import { trustedRoles, type KnownRole } from '../policy/roles.ts';
import { accountOfRole, accountsShownIn } from '../policy/ownAccounts.ts';
import { isServiceLinked } from '../policy/serviceLinked.ts';
import { finish, type Steps } from '../steps.ts';
import { contains, type Span } from '../text/span.ts';
import type { PolicySource, SyntaxProblem } from '../tree/source.ts';
import type { Context } from './context.ts';
import { RuleRunner, type Judged } from './ruleRunner.ts';

/** A policy that is read where something has to be asked of it: most of a long document say what they said before. */
export interface ReadablePolicy {
  readonly source: PolicySource;
  read(): Steps<Policy>;
}

/** The findings of one document version, and what the next version can take over. */
export interface Analysis {
  /** By place. */
  readonly findings: readonly Finding[];
  /** Indexes of the config's overrides that changed something. */
  readonly used: ReadonlySet<number>;
  /** The rules of the findings that are off by the config: one for each finding. */
  readonly silenced: readonly string[];
  /** The last instant at which all that was found still holds: a date may pass after it. Milliseconds since 1970. */
  readonly until: number;
  readonly memory: FindingCache;
}

/** Findings of policies by their text, under the circumstances they were judged in. */
interface FindingCache {
  /** The very settings: a change brings a new object. */
  readonly config: Context['config'];
  /** The accounts that the document showed to be own. */
  readonly shown: string;
  readonly roles: RoleGraph;
  readonly judged: readonly CachedFindings[];
}

/** What a policy tells the others of its document, by its text alone. */
interface Told {
  readonly accounts: readonly string[];
  /** Where it may be that of a role. */
  readonly trusts: readonly string[];
}

interface CachedFindings extends Judged {
  readonly told: Told;
  readonly fingerprint: string;
  readonly kind: PolicySource['kind'];
  readonly toldBy: PolicySource['toldBy'];
  readonly serviceLinked: boolean;
  /** Where the policy's text stood when it was judged. */
  readonly pieces: readonly Span[];
}

/**
 * Judges the policies of a document. A policy whose text did not change keeps its findings, moved to where it stands now, until
 * a date in it passes.
 * Stops within each policy that had to be judged and after it, so that a caller may give up or let others in.
 */
export function* analyse(
  policies: readonly ReadablePolicy[],
  problems: readonly SyntaxProblem[],
  context: Context,
  before?: Analysis,
): Steps<Analysis> {
  const known = before && new Map(before.memory.judged.map((r) => [r.fingerprint, r]));
  const asBefore = policies.map((policy) => known && sameOf(policy, known));
  const told: Told[] = [];
  for (const [i, policy] of policies.entries()) told.push(asBefore[i]?.told ?? toldBy(yield* policy.read()));
  const shown = accountsShown(policies, told);
  const ownAccounts = new Map<string, string | undefined>([...shown].map((id) => [id, undefined]));
  for (const [id, name] of Object.entries(context.config.ownAccounts)) ownAccounts.set(id, name);
  const roles = RoleGraph.of(rolesOf(policies, told), context.roles, before?.memory.roles);
  const circumstances = { config: context.config, shown: [...shown].sort().join(), roles };
  const areSame = areAsBefore(before?.memory, circumstances);
  const judge = RuleRunner.for(context.config);
  const judgeOne = (policy: Policy): Steps<Judged> => judge.policy(policy, context, ownAccounts, roles);
  const ofText = judge.document(problems, context);
  const findings = [...ofText.findings];
  const allUsed = new Set(ofText.used);
  const allSilenced = [...ofText.silenced];
  let allUntil = ofText.until;
  const judged: CachedFindings[] = [];
  for (const [i, policy] of policies.entries()) {
    const { fingerprint, pieces, kind, toldBy, unreadable } = policy.source;
    const serviceLinked = isServiceLinked(policy);
    const same = areSame ? asBefore[i] : undefined;
    const isSame = same?.toldBy === toldBy && same.serviceLinked === serviceLinked;
    const kept = isSame && context.now <= same.until ? same : undefined;
    const taken = kept && moved(kept, pieces, () => finish(judgeOne(finish(policy.read()))).findings);
    const { used, silenced, until, findings: own } = taken ?? (yield* judgeOne(yield* policy.read()));
    for (const index of used) allUsed.add(index);
    for (const rule of silenced) allSilenced.push(rule);
    allUntil = Math.min(allUntil, until);
    const tells = told[i];
    if (!unreadable.length && tells)
      judged.push({
        told: tells,
        fingerprint,
        kind,
        toldBy,
        serviceLinked,
        pieces,
        findings: own,
        used,
        silenced,
        until,
      });
    for (const finding of own) findings.push(finding);
    if (!taken || i % MOVED_IN_A_STEP === 0) yield undefined;
  }
  findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const memory = { ...circumstances, judged };
  return { findings: findings.filter(isNew), used: allUsed, silenced: allSilenced, until: allUntil, memory };
}

/** Policies that say what they said before are quick. */
const MOVED_IN_A_STEP = 16;

/** What was said of the same text before. Where it is broken, more than the policy's own text decides what is said of it. */
function sameOf(
  { source: { unreadable, fingerprint, kind } }: ReadablePolicy,
  known: ReadonlyMap<string, CachedFindings>,
): CachedFindings | undefined {
  const same = unreadable.length ? undefined : known.get(fingerprint);
  return same?.kind === kind ? same : undefined;
}

function toldBy(policy: Policy): Told {
  return { accounts: [...accountsShownIn(policy)], trusts: policy.source.kind === 'trust' ? trustedRoles(policy) : [] };
}

function accountsShown(policies: readonly ReadablePolicy[], told: readonly Told[]): ReadonlySet<string> {
  const shown = new Set(told.flatMap((t) => t.accounts));
  for (const { source } of policies) {
    const account = accountOfRole(source);
    if (account !== undefined) shown.add(account);
  }
  return shown;
}

function rolesOf(policies: readonly ReadablePolicy[], told: readonly Told[]): readonly KnownRole[] {
  return policies.flatMap(({ source: { owner, kind } }, i) =>
    owner?.roleArn !== undefined && kind === 'trust' ? [{ arn: owner.roleArn, trusts: told[i]?.trusts ?? [] }] : [],
  );
}

function areAsBefore(
  memory: FindingCache | undefined,
  { config, shown, roles }: Omit<FindingCache, 'judged'>,
): boolean {
  return memory?.config === config && memory.shown === shown && memory.roles.saysAs(roles);
}

/** What several policies share is told once. */
function isNew(finding: Finding, index: number, all: readonly Finding[]): boolean {
  const { span, ruleId, message } = finding;
  for (let i = index - 1; i >= 0; i--) {
    const before = all[i];
    if (before?.span.start !== span.start || before.span.end !== span.end) return true;
    if (before.ruleId === ruleId && before.message === message) return false;
  }
  return true;
}

/** Each finding at the place where the piece of text stands now that it lies in; undefined where one lies in none. */
function moved(known: CachedFindings, pieces: readonly Span[], again: () => readonly Finding[]): Judged | undefined {
  const move = (span: Span): Span | undefined => {
    const piece = smallestAround(known.pieces, span);
    const now = piece === undefined ? undefined : pieces[piece];
    const by = (now?.start ?? 0) - (known.pieces[piece ?? 0]?.start ?? 0);
    return now && { start: span.start + by, end: span.end + by };
  };
  const movedRelated = ({ span, message }: Related): readonly Related[] => {
    const at = move(span);
    return at ? [{ span: at, message }] : [];
  };
  let fresh: ReadonlyMap<string, Finding> | undefined;
  // Fixes name nodes of the tree they were made from, so they are made anew from today's when somebody asks.
  const made = (moved: Finding): Finding | undefined => {
    fresh ??= new Map(again().map((g) => [identityOf(g), g]));
    return fresh.get(identityOf(moved));
  };
  const found: Finding[] = [];
  for (const finding of known.findings) {
    const span = move(finding.span);
    const related = finding.related.length ? finding.related.flatMap(movedRelated) : NOTHING;
    if (!span || related.length < finding.related.length) return undefined;
    found.push(new MovedFinding(finding, span, related, made));
  }
  return { ...known, findings: found };
}

const NOTHING: readonly Related[] = [];

/** The index of the smallest piece that holds a place. */
function smallestAround(pieces: readonly Span[], span: Span): number | undefined {
  let found: number | undefined;
  let least = Infinity;
  for (const [i, piece] of pieces.entries()) {
    const length = piece.end - piece.start;
    if (length >= least || !contains(piece, span)) continue;
    least = length;
    found = i;
  }
  return found;
}

/** What no two findings of a policy have in common: of one place, each rule tells a thing once. */
function identityOf({ span: { start, end }, ruleId, messageId }: Finding): string {
  return `${start} ${end} ${ruleId} ${messageId}`;
}

class MovedFinding implements Finding {
  readonly ruleId: Finding['ruleId'];
  readonly messageId: string;
  readonly message: string;
  readonly level: Finding['level'];
  readonly span: Span;
  readonly related: readonly Related[];
  readonly unnecessary: boolean;
  readonly rejected: boolean;
  readonly plainSyntax: boolean;
  readonly #fresh: (moved: Finding) => Finding | undefined;

  constructor(
    finding: Finding,
    span: Span,
    related: readonly Related[],
    fresh: (moved: Finding) => Finding | undefined,
  ) {
    this.ruleId = finding.ruleId;
    this.messageId = finding.messageId;
    this.message = finding.message;
    this.level = finding.level;
    this.span = span;
    this.related = related;
    this.unnecessary = finding.unnecessary;
    this.rejected = finding.rejected;
    this.plainSyntax = finding.plainSyntax;
    this.#fresh = fresh;
  }

  get fixes(): Finding['fixes'] {
    return this.#fresh(this)?.fixes ?? [];
  }
}
