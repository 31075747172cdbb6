import type { RuleId } from '../ruleIds.ts';
import { rules } from '../rules/index.ts';
import type { Report, Rule } from '../rules/rule.ts';
import { groupedBy } from '../text/grouped.ts';
import { memo } from '../text/memo.ts';
import type { Span } from '../text/span.ts';
import { SpanSet } from '../text/spanSet.ts';

/** What a rule has said. */
export interface Reported {
  readonly rule: Rule;
  readonly report: Report<string>;
}

/** Rules about the text itself come before all others on the same slot. */
const TEXT_RULES: readonly RuleId[] = ['json-syntax', 'json-duplicate-key'];

/** Length of a quote, which is escaped where JSON stands in a string. */
const QUOTE = 2;

/** Of what rules have said, what is told. */
export function oneForEachCause(reports: readonly Reported[], unreadable: readonly Span[]): readonly Reported[] {
  return eachOnce(withoutWider(reports, unreadable));
}

/** Where a narrower rule explains the same slot, or the text there could not be read, the wider one is dropped. */
function withoutWider(reports: readonly Reported[], unreadable: readonly Span[]): readonly Reported[] {
  if (!unreadable.length && standApart(reports)) return reports;
  const ofText = reports.filter((r) => TEXT_RULES.includes(r.rule.meta.id)).map((r) => r.report.at);
  const unread = new SpanSet(unreadable);
  const broken = new SpanSet([...unreadable, ...ofText]);
  // First what counts as present, so that two rules never silence each other.
  const calledBroken = new SpanSet(
    reports.filter(breaksGuard).flatMap(({ report }) => [report.at, ...(report.alike ?? [])]),
  );
  const standing = reports.filter(({ report }) => !report.attempts?.some((span) => calledBroken.overlaps(span)));
  const narrowerThan = narrowerOf(standing);
  const graverThan = narrowerOf(standing.filter(isGrave));
  return standing.filter((reported) => {
    const { rule, report } = reported;
    if (TEXT_RULES.includes(rule.meta.id)) return true;
    if (broken.overlaps(report.at)) return false;
    // What stands right before unreadable text, or a quote before it, is a piece of something else.
    if (unread.startsWithin(report.at.end, report.at.end + QUOTE)) return false;
    // Advice on how to write a test does not say that it opens the role, or shuts it.
    const narrower = isGrave(reported) ? graverThan(rule) : narrowerThan(rule);
    return !narrower || !slotsOf(report).some((slot) => narrower.overlaps(slot));
  });
}

/** The common case, told at once: none of the rules that have spoken yields to another one of them. */
function standApart(reports: readonly Reported[]): boolean {
  const ids = new Set(reports.map(({ rule }) => rule.meta.id));
  return reports.every(({ rule, report }) => {
    if (report.attempts || TEXT_RULES.includes(rule.meta.id)) return false;
    const narrower = narrowerRules(rule);
    for (const id of ids) if (narrower.has(id)) return false;
    return true;
  });
}

/**
 * One operator over several keys is one cause. Each key counted while it was settled what stands: of what does, one is told.
 */
function eachOnce(reports: readonly Reported[]): readonly Reported[] {
  if (reports.length < 2) return reports;
  const told = new Map<Rule, Set<string>>();
  return reports.filter(({ rule, report: { messageId, at } }) => {
    let ofRule = told.get(rule);
    if (!ofRule) told.set(rule, (ofRule = new Set()));
    const place = `${messageId} ${at.start} ${at.end}`;
    return !ofRule.has(place) && ofRule.add(place);
  });
}

/** The slots of the rules that a rule yields to; undefined where it yields to none that has spoken. */
function narrowerOf(standing: readonly Reported[]): (rule: Rule) => SpanSet | undefined {
  const byRule = groupedBy(standing, (r) => r.rule.meta.id);
  const known = new Map<Rule, SpanSet | undefined>();
  return (rule) => {
    if (!known.has(rule)) {
      const others = [...narrowerRules(rule)].flatMap((id) => byRule.get(id) ?? []);
      known.set(rule, others.length ? new SpanSet(others.flatMap((r) => slotsOf(r.report))) : undefined);
    }
    return known.get(rule);
  };
}

function breaksGuard(reported: Reported): boolean {
  return reported.rule.meta.breaksGuard === true && isGrave(reported);
}

function isGrave({ rule: { meta }, report }: Reported): boolean {
  const level = report.level ?? meta.level;
  return level === 'error' || level === 'warning';
}

function slotsOf(report: Report<string>): readonly Span[] {
  return [report.at, ...(report.about ?? []), ...(report.alike ?? []), ...(report.attempts ?? [])];
}

/** The rules that a rule yields to, and those that they yield to in turn. */
const narrowerRules = memo(({ meta }: Rule): ReadonlySet<RuleId> => {
  const found = new Set(meta.yieldsTo);
  for (const id of found) for (const next of ruleById.get(id)?.meta.yieldsTo ?? []) found.add(next);
  for (const id of meta.yieldsOnlyTo ?? []) found.add(id);
  return found;
});

const ruleById: ReadonlyMap<RuleId, Rule> = new Map(rules.map((rule) => [rule.meta.id, rule]));
