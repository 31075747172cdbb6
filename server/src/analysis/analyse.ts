import type { Finding, Related } from '../findings.ts';
import type { Policy } from '../policy/model.ts';
import { RoleGraph } from '../policy/roleGraph.ts';
import { rolesIn } from '../policy/roles.ts';
import { accountsShownOwn } from '../policy/ownAccounts.ts';
import { finish, type Steps } from '../steps.ts';
import type { Span } from '../text/span.ts';
import type { PolicySource, SyntaxProblem } from '../tree/source.ts';
import type { Context } from './context.ts';
import { RuleRunner, type Judged } from './ruleRunner.ts';

/** The findings of one document version, and what the next version can take over. */
export interface Analysis {
  /** By place. */
  readonly findings: readonly Finding[];
  readonly policies: readonly Policy[];
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

interface CachedFindings extends Judged {
  readonly slice: string;
  readonly kind: PolicySource['kind'];
  readonly toldBy: PolicySource['toldBy'];
  /** Where the policy started when it was judged. */
  readonly start: number;
}

/**
 * Judges the policies of a document. A policy whose text did not change keeps its findings, moved to where it stands now, until
 * a date in it passes.
 * Stops within each policy that had to be judged and after it, so that a caller may give up or let others in.
 */
export function* analyse(
  policies: readonly Policy[],
  problems: readonly SyntaxProblem[],
  context: Context,
  before?: Analysis,
): Steps<Analysis> {
  const shown = accountsShownOwn(policies);
  const ownAccounts = new Map<string, string | undefined>([...shown].map((id) => [id, undefined]));
  for (const [id, name] of Object.entries(context.config.ownAccounts)) ownAccounts.set(id, name);
  const roles = RoleGraph.of(rolesIn(policies), context.roles, before?.memory.roles);
  const circumstances = { config: context.config, shown: [...shown].sort().join(), roles };
  const known = cachedOf(before?.memory, circumstances);
  const judge = RuleRunner.for(context.config);
  const judgeOne = (policy: Policy): Steps<Judged> => judge.policy(policy, context, ownAccounts, roles);
  const ofText = judge.document(problems, context);
  const findings = [...ofText.findings];
  const allUsed = new Set(ofText.used);
  const allSilenced = [...ofText.silenced];
  let allUntil = ofText.until;
  const judged: CachedFindings[] = [];
  for (const policy of policies) {
    const { slice, root, kind, toldBy } = policy.source;
    const { start } = root.span;
    // Where the text is broken, more than the policy's own text decides what is said of it.
    const same = policy.source.unreadable.length ? undefined : known?.get(slice);
    const kept = same?.kind === kind && same.toldBy === toldBy && context.now <= same.until ? same : undefined;
    const { used, silenced, until, ...found } = kept
      ? { ...kept, findings: moved(kept, start, () => finish(judgeOne(policy)).findings) }
      : yield* judgeOne(policy);
    for (const index of used) allUsed.add(index);
    for (const rule of silenced) allSilenced.push(rule);
    allUntil = Math.min(allUntil, until);
    if (!policy.source.unreadable.length)
      judged.push({ slice, kind, toldBy, start, findings: found.findings, used, silenced, until });
    for (const finding of found.findings) findings.push(finding);
    yield undefined;
  }
  findings.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const memory = { ...circumstances, judged };
  return { findings, policies, used: allUsed, silenced: allSilenced, until: allUntil, memory };
}

/** What was judged before under the same circumstances, by text; built only where there was a before. */
function cachedOf(
  memory: FindingCache | undefined,
  { config, shown, roles }: Omit<FindingCache, 'judged'>,
): ReadonlyMap<string, CachedFindings> | undefined {
  if (memory?.config !== config || memory.shown !== shown || !memory.roles.saysAs(roles)) return undefined;
  return new Map(memory.judged.map((r) => [r.slice, r]));
}

function moved(known: CachedFindings, start: number, again: () => readonly Finding[]): readonly Finding[] {
  const by = start - known.start;
  let fresh: ReadonlyMap<string, Finding> | undefined;
  // Fixes name nodes of the tree they were made from, so they are made anew from today's when somebody asks.
  return known.findings.map(
    (f) =>
      new MovedFinding(f, by, (moved) => {
        fresh ??= new Map(again().map((g) => [identityOf(g), g]));
        return fresh.get(identityOf(moved));
      }),
  );
}

/** What no two findings of a policy have in common: of one place, each rule tells a thing once. */
function identityOf({ span: { start, end }, ruleId, messageId }: Finding): string {
  return `${start} ${end} ${ruleId} ${messageId}`;
}

class MovedFinding implements Finding {
  readonly ruleId: string;
  readonly messageId: string;
  readonly message: string;
  readonly level: Finding['level'];
  readonly span: Span;
  readonly related: readonly Related[];
  readonly unnecessary: boolean;
  readonly rejected: boolean;
  readonly plainSyntax: boolean;
  readonly #fresh: (moved: Finding) => Finding | undefined;

  constructor(finding: Finding, by: number, fresh: (moved: Finding) => Finding | undefined) {
    const move = (span: Span): Span => ({ start: span.start + by, end: span.end + by });
    this.ruleId = finding.ruleId;
    this.messageId = finding.messageId;
    this.message = finding.message;
    this.level = finding.level;
    this.span = move(finding.span);
    this.related = finding.related.map((r) => ({ span: move(r.span), message: r.message }));
    this.unnecessary = finding.unnecessary;
    this.rejected = finding.rejected;
    this.plainSyntax = finding.plainSyntax;
    this.#fresh = fresh;
  }

  get fixes(): Finding['fixes'] {
    return this.#fresh(this)?.fixes ?? [];
  }
}
