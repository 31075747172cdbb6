import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  PolicyDocument,
  check,
  complete,
  editsOf,
  finish,
  fixAll,
  folds,
  hints,
  hover,
  lenses,
  refactorings,
  selections,
  symbols,
  tokens,
} from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { anyText, policy } from '../support/anyPolicy.ts';
import { testContext } from '../support/context.ts';
import { appliedFixes } from '../support/fixes.ts';

/** PROPERTY_RUNS=20000 for a long look. */
const TIMES = Number(process.env['PROPERTY_RUNS'] ?? 1500);
const RUNS = { numRuns: TIMES };

describe('whatever the text', () => {
  it('nothing throws, and every span lies in the text', () => {
    fc.assert(
      fc.property(anyText, fc.nat(500), (t, at) => {
        const policyDocument = new PolicyDocument(t, true);
        for (const f of finish(check(policyDocument, testContext())).findings) {
          for (const { start, end } of [f.span, ...f.related.map((r) => r.span)])
            assert.ok(0 <= start && start <= end && end <= t.length, f.ruleId);
          assert.doesNotMatch(f.message, /\{\{\w+\}\}/);
        }
        for (const { span } of finish(tokens(policyDocument))) assert.ok(span.start < span.end && span.end <= t.length);
        const offset = Math.min(at, t.length);
        complete(policyDocument, offset, testContext(), true);
        const told = hover(policyDocument, offset, testContext());
        if (told) assert.ok(told.span.start <= offset && offset <= told.span.end && told.markdown !== '');
        for (const all of [lenses, hints, symbols]) all(policyDocument, testContext());
        for (const { edits } of refactorings(policyDocument, offset, testContext())) {
          const after = new PolicyDocument(applyEdits(t, edits), true);
          assert.ok(
            after.extraction.problems.length <= policyDocument.extraction.problems.length,
            applyEdits(t, edits),
          );
        }
        selections(policyDocument, offset);
        finish(folds(policyDocument));
      }),
      RUNS,
    );
  });

  it('a fix can be written, takes its finding away, and brings no new syntax problem and no error', () => {
    fc.assert(
      fc.property(anyText, (t) => {
        for (const { finding, fix, after, complaints } of appliedFixes(t))
          assert.deepEqual(complaints, [], `${finding.ruleId}: ${fix.title}\n${t}\n${after}`);
      }),
      { numRuns: TIMES * 0.4 },
    );
  });

  it('fix-all comes to rest', () => {
    fc.assert(
      fc.property(anyText, (t) => {
        const once = finish(fixAll(new PolicyDocument(t, true), testContext()));
        assert.equal(finish(fixAll(new PolicyDocument(once, true), testContext())), once);
      }),
      { numRuns: TIMES * 0.4 },
    );
  });

  it('an analysis that takes over findings equals one from scratch, fixes included', () => {
    fc.assert(
      fc.property(
        fc.array(policy, { minLength: 1, maxLength: 4 }),
        fc.nat(3),
        fc.string(),
        (policies, index, noise) => {
          const write = (list: readonly unknown[], extra: string): string =>
            JSON.stringify({ note: extra, Roles: list.map((p) => ({ AssumeRolePolicyDocument: p })) });
          const before = finish(check(new PolicyDocument(write(policies, '')), testContext()));
          const changed = write(
            policies.map((p, i) => (i === index ? { ...p, Id: noise } : p)),
            noise,
          );
          const policyDocument = new PolicyDocument(changed);
          const plain = (a: typeof before) =>
            a.findings.map((f) => [
              f.ruleId,
              f.message,
              f.level,
              f.span,
              f.fixes.map((x) => [x.title, editsOf(policyDocument, f, x)]),
            ]);
          assert.deepEqual(
            plain(finish(check(policyDocument, testContext(), before))),
            plain(finish(check(policyDocument, testContext()))),
          );
        },
      ),
      { numRuns: TIMES * 0.2 },
    );
  });
});
