import type { Config } from '../config/config.ts';
import type { Finding } from '../findings.ts';
import { RoleGraph } from '../policy/roleGraph.ts';
import type { Condition, Policy, Principal, Statement } from '../policy/model.ts';
import { isServiceLinked } from '../policy/serviceLinked.ts';
import { letsIn } from '../policy/letsIn.ts';
import { sidOf } from '../policy/sid.ts';
import { statementAt } from '../policy/statementAt.ts';
import { rules } from '../rules/index.ts';
import type { Report, Rule, RuleContext, RuleHooks } from '../rules/rule.ts';
import type { Steps } from '../steps.ts';
import { own } from '../text/own.ts';
import type { Span } from '../text/span.ts';
import type { PolicyKind, SyntaxProblem } from '../tree/source.ts';
import { IAM_NAMES } from '../tree/vocabulary.ts';
import { oneForEachCause, type Reported } from './causes.ts';
import type { Context } from './context.ts';
import { Levels, type Changes } from './levels.ts';
import { ReportedFinding } from './reportedFinding.ts';

/**
 * Runs the rules over policies, one at a time: one walk over a policy, with the hooks of all rules in lists, so that a rule
 * costs nothing where it has no hook. One serves all documents of a config: making the rules' hooks takes longer than judging
 * a small policy with them.
 */
export class RuleRunner {
  readonly #levels: Levels;
  /** What is being judged: several policies may be, in turns. */
  #run = new Run(undefined, new Map(), RoleGraph.EMPTY);
  readonly #runners: readonly Runner[];
  /** Rules that are off everywhere. They run to count what is silenced, and change nothing else. */
  readonly #off: ReadonlySet<Rule>;
  readonly #lists = new Map<PolicyKind, Lists>();
  /** The rule whose hook is running. */
  #current: Rule | undefined;

  static for(config: Config): RuleRunner {
    let judge = judges.get(config);
    if (!judge) judges.set(config, (judge = new RuleRunner(config)));
    return judge;
  }

  private constructor(config: Config) {
    this.#levels = new Levels(config);
    const ownAccounts = (): OwnAccounts => this.#run.ownAccounts;
    const roles = (): RoleGraph => this.#run.roles;
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
      isPast: (instant) => this.#run.isPast(instant),
      letsIn: (statement, action) => this.#run.letsIn(statement, action),
      random: () => this.#run.context?.random() ?? '',
      report: (report) => {
        this.#report(report);
      },
    };
    this.#runners = rules.map((rule) => ({ rule, hooks: rule.create(shared) }));
    this.#off = new Set(rules.filter((rule) => isOff(rule, config)));
  }

  document(problems: readonly SyntaxProblem[], context: Context): Judged {
    const run = (this.#run = new Run(context, new Map(), RoleGraph.EMPTY));
    for (const { rule, hooks } of this.#runners) if (hooks.document) this.#call(rule, hooks.document, problems);
    return this.#judged(run, undefined);
  }

  /**
   * Judges a policy, a step some statements; of what is long, a step a rule.
   * @param ownAccounts the settings' accounts and those the document shows to be own
   */
  *policy(policy: Policy, context: Context, ownAccounts: OwnAccounts, roles: RoleGraph): Steps<Judged> {
    const run = (this.#run = new Run(context, ownAccounts, roles));
    const lists = this.#listsFor(policy.source.kind);
    if (isLong(policy.source.root.span)) yield* this.#each(run, lists.policy, policy);
    else this.#all(lists.policy, policy);
    let unbroken = 0;
    for (const statement of policy.statements) {
      if (isLong(statement.node.span)) yield* this.#longStatement(run, lists, statement);
      else this.#statement(lists, statement);
      unbroken += lengthOf(statement.node.span);
      if (unbroken < STEP) continue;
      unbroken = 0;
      yield undefined;
      this.#run = run; // another policy may have been judged meanwhile
    }
    return this.#judged(run, policy);
  }

  #statement(lists: Lists, statement: Statement): void {
    this.#all(lists.statement, statement);
    for (const principal of statement.principals) this.#all(lists.principal, principal);
    for (const condition of statement.conditions) this.#all(lists.condition, condition);
  }

  *#longStatement(run: Run, lists: Lists, statement: Statement): Steps<void> {
    yield* this.#each(run, lists.statement, statement);
    for (const principal of statement.principals) {
      this.#all(lists.principal, principal);
      yield undefined;
      this.#run = run;
    }
    for (const condition of statement.conditions) yield* this.#each(run, lists.condition, condition);
  }

  /** Runs hooks over a long subject, a step each. */
  *#each<T>(run: Run, hooks: readonly Hook<T>[], subject: T): Steps<void> {
    for (const hook of hooks) {
      this.#call(hook.rule, hook.run, subject);
      yield undefined;
      this.#run = run;
    }
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

  /** Runs hooks over a subject: what one of them throws keeps none of the others from it. */
  #all<T>(hooks: readonly Hook<T>[], subject: T): void {
    for (let next = 0; next < hooks.length;)
      try {
        // Not a guard around each: of hundreds a key press, nearly all have nothing to say.
        while (next < hooks.length) {
          const hook = hooks[next++] as Hook<T>;
          this.#current = hook.rule;
          hook.run(subject);
        }
      } catch (error) {
        this.#crashed(error);
      }
  }

  #call<T>(rule: Rule, run: (subject: T) => void, subject: T): void {
    this.#current = rule;
    try {
      run(subject);
    } catch (error) {
      this.#crashed(error);
    }
  }

  /** The rule whose hook ran last threw. To turn a rule off must help against its crashes too. */
  #crashed(error: unknown): void {
    const rule = this.#current;
    if (rule && !this.#off.has(rule)) this.#run.context?.onCrash(rule.meta.id, error);
  }

  #report(report: Report<string>): void {
    const rule = this.#current;
    if (!rule) return;
    (this.#off.has(rule) ? this.#run.muted : this.#run.reports).push({ rule, report });
  }

  #judged({ reports, muted, until }: Run, policy: Policy | undefined): Judged {
    if (!reports.length && !muted.length) return { findings: [], used: NO_OVERRIDES, silenced: [], until };
    const unreadable = policy?.source.unreadable ?? [];
    const onlyErrors = policy !== undefined && isServiceLinked(policy);
    const told = (all: readonly Reported[]): readonly Reported[] =>
      oneForEachCause(all, unreadable).filter((r) => !onlyErrors || (r.report.level ?? r.rule.meta.level) === 'error');
    const silenced: string[] = [];
    const used = new Set<Changes>();
    // What a rule that is off has to say takes nothing away; that it would be told itself decides which finding stands for a cause.
    if (muted.length)
      for (const { rule } of told([...reports, ...muted])) if (this.#off.has(rule)) silenced.push(rule.meta.id);
    const findings = told(reports).flatMap(({ rule, report }) => {
      const sid = (): string => sidAt(policy, report.at);
      const level = this.#levels.of(rule.meta, report.level, sid, used);
      if (level !== 'off') return [new ReportedFinding(rule, report, level, policy?.source.names ?? IAM_NAMES)];
      silenced.push(rule.meta.id);
      return [];
    });
    const indexes = [...used].flatMap((changes) => changes.map((c) => c.index));
    return { findings, used: new Set(indexes), silenced, until };
  }
}

/** What is found in one policy, or in the text of a document. */
export interface Judged {
  readonly findings: readonly Finding[];
  /** The overrides that changed something. */
  readonly used: ReadonlySet<number>;
  /** The rules of the findings that are not told, as their level is off: one for each. */
  readonly silenced: readonly string[];
  /** The last instant at which it is still found so. */
  readonly until: number;
}

/** What is judged, and what the rules say of it. */
class Run {
  readonly context: Context | undefined;
  readonly ownAccounts: OwnAccounts;
  readonly roles: RoleGraph;
  readonly reports: Reported[] = [];
  /** Reports of the rules that are off. */
  readonly muted: Reported[] = [];
  until = Infinity;
  /** Whether statements let somebody in by any action, which nearly every rule asks. */
  readonly #letIn = new Map<Statement, boolean>();
  readonly #isPast = (instant: number): boolean => this.isPast(instant);

  constructor(context: Context | undefined, ownAccounts: OwnAccounts, roles: RoleGraph) {
    this.context = context;
    this.ownAccounts = ownAccounts;
    this.roles = roles;
  }

  letsIn(statement: Statement, action: string | undefined): boolean {
    if (action !== undefined) return letsIn(statement, action, this.#isPast);
    let does = this.#letIn.get(statement);
    if (does === undefined) this.#letIn.set(statement, (does = letsIn(statement, action, this.#isPast)));
    return does;
  }

  isPast(instant: number): boolean {
    if (instant < (this.context?.now ?? 0)) return true;
    this.until = Math.min(this.until, instant);
    return false;
  }
}

/** What is longer is judged a rule at a time. Characters. */
const LONG = 10_000;
/** As many are judged in one step: to stop costs more than to judge a short statement of which nothing is to be said. */
const STEP = 2000;
const NO_OVERRIDES: ReadonlySet<number> = new Set();

function lengthOf({ start, end }: Span): number {
  return end - start;
}

function isLong(span: Span): boolean {
  return lengthOf(span) > LONG;
}

/** Whether a rule is off for all statements: an override that speaks of it may bring it back for some. */
function isOff({ meta }: Rule, { rules: levels, overrides }: Config): boolean {
  return own(levels, meta.id) === 'off' && !overrides.some((o) => own(o.rules, meta.id) !== undefined);
}

/** The Sid of the statement that a place belongs to, empty where it has none. */
function sidAt(policy: Policy | undefined, at: Span): string {
  const statement = policy && statementAt(policy, at);
  return (statement && sidOf(statement)) ?? '';
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
