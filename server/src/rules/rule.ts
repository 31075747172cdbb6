import type { Fix, Level, Related } from '../findings.ts';
import type { Condition, Policy, Principal, Statement } from '../policy/model.ts';
import type { RoleGraph } from '../policy/roleGraph.ts';
import type { RuleId } from '../ruleIds.ts';
import type { Span } from '../text/span.ts';
import type { PolicyKind, SyntaxProblem } from '../tree/source.ts';

/** What judging needs of a rule besides its code: it ships in every bundle. */
export interface RuleMeta<M extends string> {
  readonly id: RuleId;
  /** One line for the table of rules. */
  readonly title: string;
  readonly level: Level;
  /** What IAM itself says, where it rejects the policy: *Explain AssumeRole Error* looks for it. */
  readonly iamError?: string;
  /** The messages about what IAM rejects; where left out, all of a rule with `iamError` that are reported at level error. */
  readonly rejected?: readonly NoInfer<M>[];
  /** `{{name}}` is filled from the report's data. */
  readonly messages: Readonly<Record<M, string>>;
  /** The same where the elements of a policy are arguments and blocks of another language. */
  readonly messagesOfArguments?: Readonly<Partial<Record<NoInfer<M>, string>>>;
  /** Narrower rules: where one of them, or one that they yield to, speaks about the same slot, this one is silent. */
  readonly yieldsTo?: readonly RuleId[];
  /** The same, without those that they yield to: what makes them needless says nothing about this one. */
  readonly yieldsOnlyTo?: readonly RuleId[];
  /** What it finds in a condition makes a guard that somebody meant worthless. */
  readonly breaksGuard?: boolean;
  readonly appliesTo?: readonly PolicyKind[];
}

/** What only a rule's page and the tests say of it. The build cuts it from the bundles, so nothing that ships may read it. */
export interface RuleDocs {
  /** Why it matters to who can get in; the first paragraph of the page. */
  readonly why: string;
  /** How to fix it: what the titles of its fixes, which the page lists, do not say. */
  readonly howToFix?: string;
  /** When to leave it as it is. Left out, the page says what holds for all findings of the rule's level. */
  readonly whenToIgnore?: string;
  /** Pages of AWS or others that the rule rests on. */
  readonly references: readonly string[];
  /** Finding codes of AWS's own validator that the rule covers. */
  readonly accessAnalyzer?: readonly string[];
  readonly examples: RuleExamples;
}

export interface RuleExamples {
  /** The language that whole documents are in. Left out, each is the inside of a statement, or a whole policy when it starts with a brace. */
  readonly language?: 'hcl';
  readonly bad: readonly string[];
  readonly good: readonly string[];
}

export interface Report<M extends string> {
  /** Where it stands: a node, or a part of one. */
  readonly at: Span;
  readonly messageId: M;
  readonly data?: Readonly<Record<string, string | number>>;
  /** Instead of the rule's own level. */
  readonly level?: Level;
  readonly related?: readonly Related[];
  readonly unnecessary?: boolean;
  readonly plainSyntax?: boolean;
  /** Slots that the report speaks about besides `at`, for `yieldsTo`. */
  readonly about?: readonly Span[];
  /** Where the same slip stands again: it is told once, and is broken there too. */
  readonly alike?: readonly Span[];
  /**
   * Of a missing guard: where something was meant to be it. One that another rule calls broken counts as present, and the
   * report is dropped.
   */
  readonly attempts?: readonly Span[];
  readonly fixes?: () => readonly Fix[];
}

/** What a rule may know besides the policy: settings, the clock, chance; and where it reports. */
export interface RuleContext<M extends string> {
  /** Account id to name: the settings' and what the document shows to be own (name then undefined). */
  readonly ownAccounts: ReadonlyMap<string, string | undefined>;
  /** Whether the settings name any own account. */
  readonly ownAccountsConfigured: boolean;
  /** The reader's own organizations, whose members are known callers; empty: any that a policy names. */
  readonly trustedOrganizations: readonly string[];
  /** Characters that the quota of the account allows a trust policy. */
  readonly quota: number;
  /** Whom the document's roles trust among the roles that it and the workspace tell of. */
  readonly roles: RoleGraph;
  /** Whether an instant has passed, in milliseconds since 1970. What is found then holds until the next one asked about. */
  readonly isPast: (instant: number) => boolean;
  /** Whether a statement lets somebody in: an Allow with an assume action that no Deny covers now. */
  readonly letsIn: (statement: Statement, action?: string) => boolean;
  /** A fresh random identifier. */
  readonly random: () => string;
  report(report: Report<M>): void;
}

export interface RuleHooks {
  /** Once a document, also when nothing of it could be read. */
  readonly document?: (problems: readonly SyntaxProblem[]) => void;
  readonly policy?: (policy: Policy) => void;
  readonly statement?: (statement: Statement) => void;
  readonly principal?: (principal: Principal) => void;
  readonly condition?: (condition: Condition) => void;
}

export interface Rule<M extends string = string> {
  readonly meta: RuleMeta<M>;
  create(context: RuleContext<M>): RuleHooks;
}

/** A rule as its file declares it. What ships sees it as a `Rule`, without the docs. */
export interface DocumentedRule<M extends string = string> extends Rule<M> {
  readonly docs: RuleDocs;
}

/** Declares a rule; a messageId that its messages do not have does not compile. */
export function defineRule<const M extends string>(rule: DocumentedRule<M>): DocumentedRule {
  return rule;
}
