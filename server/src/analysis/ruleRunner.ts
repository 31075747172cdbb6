import type { Config } from '../config/config.ts';
import type { Finding, Level, Related } from '../findings.ts';
import { RoleGraph } from '../policy/roleGraph.ts';
import type { Condition, Policy, Principal, Statement } from '../policy/model.ts';
import { rules } from '../rules/index.ts';
import type { Report, Rule, RuleContext, RuleHooks } from '../rules/rule.ts';
import { own } from '../text/own.ts';
import { abridged } from '../text/printable.ts';
import type { Span } from '../text/span.ts';
import { contains, overlaps } from '../text/span.ts';
import type { PolicyKind, SyntaxProblem } from '../tree/source.ts';
import type { Context } from './context.ts';

/**
 * Runs the rules over policies, one at a time: one walk over a policy, with the hooks of all rules in lists, so that a rule
 * costs nothing where it has no hook. One serves all documents of a config: making the rules' hooks takes longer than judging
 * a small policy with them.
 */
export class RuleRunner {
  readonly #config: Config;
  /** Of the document whose policy is being judged. */
  #context: Context | undefined;
  #ownAccounts: OwnAccounts = new Map();
  #roles = RoleGraph.EMPTY;
  readonly #runners: readonly Runner[];
  /** Rules that are off everywhere. They run to count what is silenced, and change nothing else. */
  readonly #off: ReadonlySet<Rule>;
  readonly #lists = new Map<PolicyKind, Lists>();
  /** The rule whose hook is running. */
  #current: Rule | undefined;
  #reports: Reported[] = [];
  /** Reports of the rules that are off. */
  #muted: Reported[] = [];
  #used = new Set<number>();
  #silenced: string[] = [];
  #until = Infinity;

  static for(config: Config): RuleRunner {
    let judge = judges.get(config);
    if (!judge) judges.set(config, (judge = new RuleRunner(config)));
    return judge;
  }

  private constructor(config: Config) {
    this.#config = config;
    const ownAccounts = (): OwnAccounts => this.#ownAccounts;
    const roles = (): RoleGraph => this.#roles;
    // One for all of them: whose report it is follows from whose hook runs.
    const shared: RuleContext<string> = {
      get ownAccounts() {
        return ownAccounts();
      },
      ownAccountsConfigured: Object.keys(config.ownAccounts).length > 0,
      trustedOrganizations: config.trustedOrganizations,
      quota: config.quota,
      get roles() {
        return roles();
      },
      isPast: (instant) => this.#isPast(instant),
      random: () => this.#context?.random() ?? '',
      report: (report) => {
        this.#report(report);
      },
    };
    this.#runners = rules.map((rule) => ({ rule, hooks: rule.create(shared) }));
    this.#off = new Set(rules.filter((rule) => isOff(rule, config)));
  }

  document(problems: readonly SyntaxProblem[], context: Context): Finding[] {
    this.#begin(context, new Map());
    for (const { rule, hooks } of this.#runners) if (hooks.document) this.#run(rule, hooks.document, problems);
    return this.#findings(undefined);
  }

  /** @param ownAccounts the settings' accounts and those the document shows to be own */
  policy(policy: Policy, context: Context, ownAccounts: OwnAccounts, roles: RoleGraph): Finding[] {
    this.#begin(context, ownAccounts);
    this.#roles = roles;
    const lists = this.#listsFor(policy.source.kind);
    this.#all(lists.policy, policy);
    for (const statement of policy.statements) {
      this.#all(lists.statement, statement);
      for (const principal of statement.principals) this.#all(lists.principal, principal);
      for (const condition of statement.conditions) this.#all(lists.condition, condition);
    }
    return this.#findings(policy);
  }

  #begin(context: Context, ownAccounts: OwnAccounts): void {
    this.#context = context;
    this.#ownAccounts = ownAccounts;
    this.#reports = [];
    this.#muted = [];
    this.#used = new Set();
    this.#silenced = [];
    this.#until = Infinity;
  }

  /** The overrides that changed something in what was judged last. */
  get used(): ReadonlySet<number> {
    return this.#used;
  }

  /** The rules of the findings that were not told of what was judged last, as their level is off: one for each. */
  get silenced(): readonly string[] {
    return this.#silenced;
  }

  /** The last instant at which what was judged last is still found so. */
  get until(): number {
    return this.#until;
  }

  #isPast(instant: number): boolean {
    if (instant < (this.#context?.now ?? 0)) return true;
    this.#until = Math.min(this.#until, instant);
    return false;
  }

  #listsFor(kind: PolicyKind): Lists {
    let lists = this.#lists.get(kind);
    if (!lists) {
      lists = { policy: [], statement: [], principal: [], condition: [] };
      for (const { rule, hooks } of this.#runners) {
        if (!(rule.meta.appliesTo ?? TRUST).includes(kind)) continue;
        if (hooks.policy) lists.policy.push({ rule, run: hooks.policy });
        if (hooks.statement) lists.statement.push({ rule, run: hooks.statement });
        if (hooks.principal) lists.principal.push({ rule, run: hooks.principal });
        if (hooks.condition) lists.condition.push({ rule, run: hooks.condition });
      }
      this.#lists.set(kind, lists);
    }
    return lists;
  }

  #all<T>(hooks: readonly Hook<T>[], subject: T): void {
    for (const { rule, run } of hooks) this.#run(rule, run, subject);
  }

  #run<T>(rule: Rule, run: (subject: T) => void, subject: T): void {
    this.#current = rule;
    try {
      run(subject);
    } catch (error) {
      // To turn a rule off must help against its crashes too.
      if (!this.#off.has(rule)) this.#context?.onCrash(rule.meta.id, error);
    }
  }

  #report(report: Report<string>): void {
    const rule = this.#current;
    if (!rule) return;
    (this.#off.has(rule) ? this.#muted : this.#reports).push({ rule, report });
  }

  #findings(policy: Policy | undefined): Finding[] {
    const unreadable = policy?.source.unreadable ?? [];
    // What a rule that is off has to say takes nothing away; that it would be told itself decides which finding stands for a cause.
    if (this.#muted.length)
      for (const { rule } of eachOnce(suppressWider([...this.#reports, ...this.#muted], unreadable)))
        if (this.#off.has(rule)) this.#silenced.push(rule.meta.id);
    return eachOnce(suppressWider(this.#reports, unreadable)).flatMap(({ rule, report }) => {
      const level = this.#level(rule, report, policy);
      if (level !== 'off') return [new ReportedFinding(rule, report, level)];
      this.#silenced.push(rule.meta.id);
      return [];
    });
  }

  /** The rule's own level, the config's over it, the overrides' over both, the last one strongest. */
  #level(rule: Rule, report: Report<string>, policy: Policy | undefined): Level | 'off' {
    const { rules: levels, overrides } = this.#config;
    const set = own(levels, rule.meta.id);
    let level = set ?? report.level ?? rule.meta.level;
    for (const { index, rules: changed, sids } of overrides) {
      const other = own(changed, rule.meta.id);
      if (other === undefined || (sids && !sids.includes(sidOf(policy, report.at) ?? ''))) continue;
      this.#used.add(index);
      level = other;
    }
    return level;
  }
}

/** Whether a rule is off for all statements: an override that speaks of it may bring it back for some. */
function isOff({ meta }: Rule, { rules: levels, overrides }: Config): boolean {
  return own(levels, meta.id) === 'off' && !overrides.some((o) => own(o.rules, meta.id) !== undefined);
}

/** The Sid of the statement that a place lies in. */
function sidOf(policy: Policy | undefined, at: Span): string | undefined {
  const statement = policy?.statements.find((s) => contains(s.node.span, at));
  const sid = statement?.elements.get('Sid')?.value;
  return sid?.kind === 'string' ? sid.value : undefined;
}

/** Dropped with their configs. */
const judges = new WeakMap<Config, RuleRunner>();

type OwnAccounts = ReadonlyMap<string, string | undefined>;

const TRUST: readonly PolicyKind[] = ['trust'];

interface Runner {
  readonly rule: Rule;
  readonly hooks: RuleHooks;
}

interface Hook<T> {
  readonly rule: Rule;
  readonly run: (subject: T) => void;
}

interface Lists {
  readonly policy: Hook<Policy>[];
  readonly statement: Hook<Statement>[];
  readonly principal: Hook<Principal>[];
  readonly condition: Hook<Condition>[];
}

interface Reported {
  readonly rule: Rule;
  readonly report: Report<string>;
}

/** Rules about the text itself come before all others on the same slot. */
const TEXT_RULES: readonly string[] = ['json-syntax', 'json-duplicate-key'];

/** Where a narrower rule explains the same slot, or the text there could not be read, the wider one is dropped. */
function suppressWider(reports: readonly Reported[], unreadable: readonly Span[]): readonly Reported[] {
  const ofText = reports.filter((r) => TEXT_RULES.includes(r.rule.meta.id)).map((r) => r.report.at);
  const broken = [...unreadable, ...ofText];
  if (!broken.length && !reports.some((r) => r.rule.meta.yieldsTo ?? r.report.attempts)) return reports;
  // First what counts as present, so that two rules never silence each other.
  const standing = reports.filter(({ report }) => !report.attempts?.some((span) => isCalledBroken(span, reports)));
  const narrowerOf = new Map<string, readonly Reported[]>();
  return standing.filter(({ rule: { meta }, report }) => {
    if (TEXT_RULES.includes(meta.id)) return true;
    if (broken.some((span) => overlaps(span, report.at))) return false;
    if (unreadable.some((span) => isBehind(span, report.at))) return false;
    const { yieldsTo } = meta;
    if (!yieldsTo) return true;
    const slots = slotsOf(report);
    let narrower = narrowerOf.get(meta.id);
    if (!narrower)
      narrowerOf.set(meta.id, (narrower = standing.filter((other) => yieldsTo.includes(other.rule.meta.id))));
    return !narrower.some((other) => slotsOf(other.report).some((s) => slots.some((own) => overlaps(own, s))));
  });
}

/**
 * One operator over several keys is one cause. Each key counted while it was settled what stands: of what does, one is told.
 */
function eachOnce(reports: readonly Reported[]): readonly Reported[] {
  const told = new Map<Rule, Set<string>>();
  return reports.filter(({ rule, report: { messageId, at } }) => {
    let ofRule = told.get(rule);
    if (!ofRule) told.set(rule, (ofRule = new Set()));
    const place = `${messageId} ${at.start} ${at.end}`;
    return !ofRule.has(place) && ofRule.add(place);
  });
}

/** Whether unreadable text stands right behind a place: what stands there is then a piece of something else. */
function isBehind(span: Span, at: Span): boolean {
  return span.start >= at.end && span.start <= at.end + 1;
}

function isCalledBroken(span: Span, reports: readonly Reported[]): boolean {
  return reports.some(
    ({ rule: { meta }, report }) =>
      meta.breaksGuard && isGrave(report.level ?? meta.level) && overlaps(span, report.at),
  );
}

function isGrave(level: Level): boolean {
  return level === 'error' || level === 'warning';
}

function slotsOf(report: Report<string>): readonly Span[] {
  return [report.at, ...(report.about ?? []), ...(report.attempts ?? [])];
}

const NOTHING: readonly Related[] = [];

class ReportedFinding implements Finding {
  readonly ruleId: string;
  readonly messageId: string;
  readonly message: string;
  readonly level: Finding['level'];
  readonly span: Span;
  readonly related: readonly Related[];
  readonly unnecessary: boolean;
  readonly plainSyntax: boolean;
  readonly #fixes: Report<string>['fixes'];
  #made: Finding['fixes'] | undefined;

  constructor(rule: Rule, report: Report<string>, level: Finding['level']) {
    this.ruleId = rule.meta.id;
    this.messageId = report.messageId;
    this.message = fill(own(rule.meta.messages, report.messageId) ?? report.messageId, report.data);
    this.level = level;
    this.span = report.at;
    this.related = report.related?.map((r) => ({ span: r.span, message: abridged(r.message) })) ?? NOTHING;
    this.unnecessary = report.unnecessary ?? false;
    this.plainSyntax = report.plainSyntax ?? false;
    this.#fixes = report.fixes;
  }

  get fixes(): Finding['fixes'] {
    this.#made ??= (this.#fixes?.() ?? []).map((fix) => ({ ...fix, title: abridged(fix.title) }));
    return this.#made;
  }
}

/** What stands in a policy may be long, and hold what no reader sees: no message shows it as it is. */
function fill(message: string, data: Report<string>['data']): string {
  if (!data) return message;
  return message.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => abridged(String(own(data, name) ?? whole)));
}
