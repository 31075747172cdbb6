import assert from 'node:assert/strict';
import fc from 'fast-check';
import { oneForEachCause, type Reported } from '../../server/src/analysis/causes.ts';
import { rules } from '../../server/src/rules/index.ts';
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
  const isBroken = (r: Reported): boolean =>
    r.rule.meta.breaksGuard === true && ['error', 'warning'].includes(r.report.level ?? r.rule.meta.level);
  const slots = ({ report: { at, about, attempts } }: Reported): Span[] => [at, ...(about ?? []), ...(attempts ?? [])];
  const standing = reports.filter(
    (r) => !r.report.attempts?.some((a) => reports.some((other) => isBroken(other) && overlaps(a, other.report.at))),
  );
  const told = standing.filter((r) => {
    if (isOfText(r)) return true;
    if ([...unreadable, ...reports.filter(isOfText).map((o) => o.report.at)].some((s) => overlaps(s, r.report.at)))
      return false;
    if (unreadable.some((s) => s.start === r.report.at.end || s.start === r.report.at.end + 1)) return false;
    const narrower = standing.filter((other) => r.rule.meta.yieldsTo?.includes(other.rule.meta.id));
    return !narrower.some((other) => slots(other).some((s) => slots(r).some((own) => overlaps(own, s))));
  });
  const isSame = ({ rule, report: { at } }: Reported, other: Reported): boolean =>
    rule === other.rule && at.start === other.report.at.start && at.end === other.report.at.end;
  return told.filter((r, i) => told.findIndex((other) => isSame(r, other)) === i);
}
