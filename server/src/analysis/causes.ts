import type { Level } from '../findings.ts';
import type { Report, Rule } from '../rules/rule.ts';
import { groupedBy } from '../text/grouped.ts';
import type { Span } from '../text/span.ts';
import { SpanSet } from '../text/spanSet.ts';

/** What a rule has said. */
export interface Reported {
  readonly rule: Rule;
  readonly report: Report<string>;
}

/** Rules about the text itself come before all others on the same slot. */
const TEXT_RULES: readonly string[] = ['json-syntax', 'json-duplicate-key'];

/** Of what rules have said, what is told. */
export function oneForEachCause(reports: readonly Reported[], unreadable: readonly Span[]): readonly Reported[] {
  return eachOnce(withoutWider(reports, unreadable));
}

/** Where a narrower rule explains the same slot, or the text there could not be read, the wider one is dropped. */
function withoutWider(reports: readonly Reported[], unreadable: readonly Span[]): readonly Reported[] {
  const ofText = reports.filter((r) => TEXT_RULES.includes(r.rule.meta.id)).map((r) => r.report.at);
  if (!unreadable.length && !ofText.length && !reports.some((r) => r.rule.meta.yieldsTo ?? r.report.attempts))
    return reports;
  const unread = new SpanSet(unreadable);
  const broken = new SpanSet([...unreadable, ...ofText]);
  // First what counts as present, so that two rules never silence each other.
  const calledBroken = new SpanSet(reports.filter(breaksGuard).map((r) => r.report.at));
  const standing = reports.filter(({ report }) => !report.attempts?.some((span) => calledBroken.overlaps(span)));
  const narrowerThan = narrowerOf(standing);
  return standing.filter(({ rule, report }) => {
    if (TEXT_RULES.includes(rule.meta.id)) return true;
    if (broken.overlaps(report.at)) return false;
    // What stands right before unreadable text is a piece of something else.
    if (unread.startsWithin(report.at.end, report.at.end + 1)) return false;
    const narrower = narrowerThan(rule);
    return !narrower || !slotsOf(report).some((slot) => narrower.overlaps(slot));
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

/** The slots of the rules that a rule yields to; undefined where it yields to none that has spoken. */
function narrowerOf(standing: readonly Reported[]): (rule: Rule) => SpanSet | undefined {
  const byRule = groupedBy(standing, (r) => r.rule.meta.id);
  const known = new Map<Rule, SpanSet | undefined>();
  return (rule) => {
    if (!known.has(rule)) {
      const others = rule.meta.yieldsTo?.flatMap((id) => byRule.get(id) ?? []);
      known.set(rule, others?.length ? new SpanSet(others.flatMap((r) => slotsOf(r.report))) : undefined);
    }
    return known.get(rule);
  };
}

function breaksGuard({ rule: { meta }, report }: Reported): boolean {
  return meta.breaksGuard === true && isGrave(report.level ?? meta.level);
}

function isGrave(level: Level): boolean {
  return level === 'error' || level === 'warning';
}

function slotsOf(report: Report<string>): readonly Span[] {
  return [report.at, ...(report.about ?? []), ...(report.attempts ?? [])];
}
