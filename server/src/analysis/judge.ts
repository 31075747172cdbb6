import type { Finding, Level, Related } from '../findings.ts';
import type { Policy } from '../policy/model.ts';
import { rules } from '../rules/index.ts';
import type { Report, Rule, RuleHooks } from '../rules/rule.ts';
import type { Span } from '../text/span.ts';
import { contains, overlaps } from '../text/span.ts';
import type { PolicyKind, SyntaxProblem } from '../tree/source.ts';
import type { Context } from './context.ts';

/** Runs the rules over policies, one at a time. Holds no state between them but the rules' own closures. */
export class Judge {
  readonly #context: Context;
  readonly #runners: readonly Runner[];
  #reports: { rule: Rule; report: Report<string> }[] = [];
  #used = new Set<number>();

  /** @param ownAccounts the settings' accounts and those the document shows to be own */
  constructor(context: Context, ownAccounts: ReadonlyMap<string, string | undefined>) {
    this.#context = context;
    const ownAccountsConfigured = Object.keys(context.config.ownAccounts).length > 0;
    this.#runners = rules
      .filter((rule) => context.config.rules[rule.meta.id] !== 'off' || isOverridden(rule, context))
      .map((rule) => {
        const report = (r: Report<string>): void => {
          const last = this.#reports.at(-1);
          // One operator over several keys is one cause.
          const same =
            last?.rule === rule &&
            last.report.messageId === r.messageId &&
            last.report.at.start === r.at.start &&
            last.report.at.end === r.at.end;
          if (!same) this.#reports.push({ rule, report: r });
        };
        const hooks = rule.create({
          ownAccounts,
          ownAccountsConfigured,
          trustedOrganizations: context.config.trustedOrganizations,
          quota: context.config.quota,
          now: context.now,
          random: context.random,
          report,
        });
        return { rule, hooks, appliesTo: rule.meta.appliesTo ?? TRUST };
      });
  }

  document(problems: readonly SyntaxProblem[]): Finding[] {
    return this.#collect((hooks) => hooks.document?.(problems));
  }

  policy(policy: Policy): Finding[] {
    return this.#collect((hooks) => {
      run(hooks, policy);
    }, policy);
  }

  /** The overrides that changed something since this was last asked. */
  takeUsed(): ReadonlySet<number> {
    const used = this.#used;
    this.#used = new Set();
    return used;
  }

  #collect(visit: (hooks: RuleHooks) => void, policy?: Policy): Finding[] {
    this.#reports = [];
    for (const { rule, hooks, appliesTo } of this.#runners) {
      if (policy && !appliesTo.includes(policy.source.kind)) continue;
      try {
        visit(hooks);
      } catch (error) {
        this.#context.onCrash(rule.meta.id, error);
      }
    }
    return oneForEachCause(this.#reports, policy?.source.unreadable ?? []).flatMap(({ rule, report }) => {
      const level = this.#level(rule, report, policy);
      return level === 'off' ? [] : [new ReportedFinding(rule, report, level)];
    });
  }

  /** The rule's own level, the config's over it, the overrides' over both, the last one strongest. */
  #level(rule: Rule, report: Report<string>, policy: Policy | undefined): Level | 'off' {
    const { rules: levels, overrides } = this.#context.config;
    const set = levels[rule.meta.id];
    let level = set ?? report.level ?? rule.meta.level;
    for (const { index, rules: own, sids } of overrides) {
      const other = own[rule.meta.id];
      if (other === undefined || (sids && !sids.includes(sidOf(policy, report.at) ?? ''))) continue;
      this.#used.add(index);
      level = other;
    }
    return level;
  }
}

/** Whether an override speaks of a rule that is off: it may be on for some statements. */
function isOverridden({ meta }: Rule, { config }: Context): boolean {
  return config.overrides.some((o) => o.rules[meta.id] !== undefined);
}

/** The Sid of the statement that a place lies in. */
function sidOf(policy: Policy | undefined, at: Span): string | undefined {
  const statement = policy?.statements.find((s) => contains(s.node.span, at));
  const sid = statement?.elements.get('Sid')?.value;
  return sid?.kind === 'string' ? sid.value : undefined;
}

const TRUST: readonly PolicyKind[] = ['trust'];

interface Runner {
  readonly rule: Rule;
  readonly hooks: RuleHooks;
  readonly appliesTo: readonly PolicyKind[];
}

function run(hooks: RuleHooks, policy: Policy): void {
  hooks.policy?.(policy);
  if (!hooks.statement && !hooks.principal && !hooks.condition) return;
  for (const statement of policy.statements) {
    hooks.statement?.(statement);
    if (hooks.principal) for (const principal of statement.principals) hooks.principal(principal);
    if (hooks.condition) for (const condition of statement.conditions) hooks.condition(condition);
  }
}

/** Rules about the text itself come before all others on the same slot (law 3). */
const TEXT_RULES: readonly string[] = ['json-syntax', 'json-duplicate-key'];

/** Where a narrower rule explains the same slot, or the text there could not be read, the wider one is dropped. */
function oneForEachCause<R extends { rule: Rule; report: Report<string> }>(
  reports: readonly R[],
  unreadable: readonly Span[],
): readonly R[] {
  const ofText = reports.filter((r) => TEXT_RULES.includes(r.rule.meta.id)).map((r) => r.report.at);
  const broken = [...unreadable, ...ofText];
  if (!broken.length && !reports.some((r) => r.rule.meta.yieldsTo)) return reports;
  const narrowerOf = new Map<string, readonly R[]>();
  return reports.filter(({ rule: { meta }, report }) => {
    if (TEXT_RULES.includes(meta.id)) return true;
    if (broken.some((span) => overlaps(span, report.at))) return false;
    if (unreadable.some((span) => isBehind(span, report.at))) return false;
    const { yieldsTo } = meta;
    if (!yieldsTo) return true;
    const slots = slotsOf(report);
    let narrower = narrowerOf.get(meta.id);
    if (!narrower)
      narrowerOf.set(meta.id, (narrower = reports.filter((other) => yieldsTo.includes(other.rule.meta.id))));
    return !narrower.some((other) => slotsOf(other.report).some((s) => slots.some((own) => overlaps(own, s))));
  });
}

/** Whether unreadable text stands right behind a place: what stands there is then a piece of something else. */
function isBehind(span: Span, at: Span): boolean {
  return span.start >= at.end && span.start <= at.end + 1;
}

function slotsOf(report: Report<string>): readonly Span[] {
  return report.about ? [report.at, ...report.about] : [report.at];
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
    this.message = fill(rule.meta.messages[report.messageId] ?? report.messageId, report.data);
    this.level = level;
    this.span = report.at;
    this.related = report.related ?? NOTHING;
    this.unnecessary = report.unnecessary ?? false;
    this.plainSyntax = report.plainSyntax ?? false;
    this.#fixes = report.fixes;
  }

  get fixes(): Finding['fixes'] {
    this.#made ??= this.#fixes?.() ?? [];
    return this.#made;
  }
}

function fill(message: string, data: Report<string>['data']): string {
  if (!data) return message;
  return message.replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
    data[name] === undefined ? whole : String(data[name]),
  );
}
