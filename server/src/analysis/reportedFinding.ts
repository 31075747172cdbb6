import type { Finding, Related } from '../findings.ts';
import type { Report, Rule } from '../rules/rule.ts';
import { own } from '../text/own.ts';
import { abridged } from '../text/printable.ts';
import type { Span } from '../text/span.ts';
import { IAM_NAMES, type Vocabulary } from '../tree/vocabulary.ts';

const NOTHING: readonly Related[] = [];

/** What a rule has reported, in words, with the level that a config gives it. */
export class ReportedFinding implements Finding {
  readonly ruleId: Finding['ruleId'];
  readonly messageId: string;
  readonly message: string;
  readonly level: Finding['level'];
  readonly span: Span;
  readonly related: readonly Related[];
  readonly unnecessary: boolean;
  readonly rejected: boolean;
  readonly plainSyntax: boolean;
  readonly #fixes: Report<string>['fixes'];
  #made: Finding['fixes'] | undefined;

  constructor(rule: Rule, report: Report<string>, level: Finding['level'], names: Vocabulary) {
    this.ruleId = rule.meta.id;
    this.messageId = report.messageId;
    this.message = fill(messageOf(rule.meta, report.messageId, names), calledByHost(report.data, names));
    this.level = level;
    this.span = report.at;
    this.related = report.related?.map((r) => ({ span: r.span, message: abridged(r.message) })) ?? NOTHING;
    this.unnecessary = report.unnecessary ?? false;
    this.rejected = isRejected(rule.meta, report);
    this.plainSyntax = report.plainSyntax ?? false;
    this.#fixes = report.fixes;
  }

  get fixes(): Finding['fixes'] {
    this.#made ??= (this.#fixes?.() ?? []).map((fix) => ({ ...fix, title: abridged(fix.title) }));
    return this.#made;
  }
}

/** By the level that the rule itself gives, whatever a config makes of it. */
function isRejected({ rejected, iamError, level }: Rule['meta'], report: Report<string>): boolean {
  return rejected?.includes(report.messageId) ?? (iamError !== undefined && (report.level ?? level) === 'error');
}

function messageOf({ messages, messagesOfArguments }: Rule['meta'], id: string, { areArguments }: Vocabulary): string {
  return (areArguments && messagesOfArguments && own(messagesOfArguments, id)) ?? own(messages, id) ?? id;
}

/** What may be the name of an element in a report's data. */
const ELEMENTS: ReadonlySet<string> = new Set(['element', 'meant', 'first', 'second']);

/** Rules speak of elements by IAM's names; where the reader writes others, a message has those. */
function calledByHost(data: Report<string>['data'], names: Vocabulary): Report<string>['data'] {
  if (!data || names === IAM_NAMES) return data;
  const called = Object.entries(data).map(([key, value]) => {
    return [key, ELEMENTS.has(key) && typeof value === 'string' ? names.nameOf(value) : value] as const;
  });
  return Object.fromEntries(called);
}

/** What stands in a policy may be long, and hold what no reader sees: no message shows it as it is. */
function fill(message: string, data: Report<string>['data']): string {
  if (!data) return message;
  return message.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => abridged(String(own(data, name) ?? whole)));
}
