import assert from 'node:assert/strict';
import fc from 'fast-check';
import { oneForEachCause, type Reported } from '../../server/src/analysis/causes.ts';
import { rules } from '../../server/src/rules/index.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { overlaps, type Span } from '../../server/src/text/span.ts';

/** Rules that have to do with each other. */
const IDS = [
  'json-duplicate-key',
  'condition-never-matches',
  'key-never-present',
  'deny-ineffective',
  'if-exists-opens',
  'key-unknown',
];
const SOME = rules.filter((rule) => IDS.includes(rule.meta.id));
const span: fc.Arbitrary<Span> = fc
  .tuple(fc.nat(16), fc.nat(4))
  .map(([start, length]) => ({ start, end: start + length }));
const spans = fc.array(span, { maxLength: 2 });
const reported: fc.Arbitrary<Reported> = fc
  .record({
    rule: fc.constantFrom(...SOME),
    at: span,
    level: fc.constantFrom('error', 'hint', undefined),
    about: spans,
    attempts: spans,
  })
  .map(({ rule, at, level, about, attempts }) => ({
    rule,
    report: { at, messageId: 'x', ...(level ? { level } : {}), about, ...(attempts.length ? { attempts } : {}) },
  }));

/** How many characters it has. */
const ESCAPED_QUOTE = 2;

describe('one finding for each cause', () => {
  it('is what comparing each report with each of the others leaves, and once', () => {
    assert.equal(SOME.length, IDS.length);
    fc.assert(
      fc.property(fc.array(reported, { maxLength: 8 }), spans, (reports, unreadable) => {
        assert.deepEqual(oneForEachCause(reports, unreadable), comparedInPairs(reports, unreadable));
      }),
      { numRuns: 3000 },
    );
  });
});

function comparedInPairs(reports: readonly Reported[], unreadable: readonly Span[]): readonly Reported[] {
  const isOfText = (r: Reported): boolean => ['json-syntax', 'json-duplicate-key'].includes(r.rule.meta.id);
  const isGrave = (r: Reported): boolean => ['error', 'warning'].includes(r.report.level ?? r.rule.meta.level);
  const isBroken = (r: Reported): boolean => r.rule.meta.breaksGuard === true && isGrave(r);
  const slots = ({ report: { at, about, attempts } }: Reported): Span[] => [at, ...(about ?? []), ...(attempts ?? [])];
  const standing = reports.filter(
    (r) => !r.report.attempts?.some((a) => reports.some((other) => isBroken(other) && overlaps(a, other.report.at))),
  );
  const told = standing.filter((r) => {
    if (isOfText(r)) return true;
    if ([...unreadable, ...reports.filter(isOfText).map((o) => o.report.at)].some((s) => overlaps(s, r.report.at)))
      return false;
    const { end } = r.report.at;
    if (unreadable.some(({ start }) => start >= end && start <= end + ESCAPED_QUOTE)) return false;
    const narrower = standing.filter((other) => yields(r.rule, other.rule) && (isGrave(other) || !isGrave(r)));
    return !narrower.some((other) => slots(other).some((s) => slots(r).some((own) => overlaps(own, s))));
  });
  const isSame = ({ rule, report: { at } }: Reported, other: Reported): boolean =>
    rule === other.rule && at.start === other.report.at.start && at.end === other.report.at.end;
  return told.filter((r, i) => told.findIndex((other) => isSame(r, other)) === i);
}

/** By its own word, or through a third rule. */
function yields({ meta }: Rule, other: Rule): boolean {
  const through = rules.filter((third) => meta.yieldsTo?.includes(third.meta.id));
  return (
    through.includes(other) ||
    !!meta.yieldsOnlyTo?.includes(other.meta.id) ||
    through.some((third) => chains(third, other))
  );
}

function chains({ meta }: Rule, other: Rule): boolean {
  return rules.some((third) => meta.yieldsTo?.includes(third.meta.id) && (third === other || chains(third, other)));
}
