import assert from 'node:assert/strict';
import fc from 'fast-check';
import { finish, fixAll, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { letsIn, readGrants, type Grant } from '../support/evaluator.ts';
import { appliedFixes } from '../support/fixes.ts';
import { guardedPolicy, possibleRequestsFor, requestsFor, type Guarded } from '../support/guardedPolicy.ts';
import { errorsIn, repeatedIn } from '../support/faults.ts';

/** PROPERTY_RUNS=20000 for a long look. */
const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 2000) };

const fixed = (text: string): string => finish(fixAll(new PolicyDocument(text, true), testContext()));

/**
 * What a text grants is compared with what its author means. Of a document that IAM accepts the two are the same. By one that
 * IAM refuses nobody came in; its fixes put names right, and may let in whoever comes in once all names are right, and nobody
 * else. Where names are wrong still, nobody comes in.
 */
function opened({ meant }: Guarded, after: string): unknown {
  const grants = readGrants(after);
  return grants && requestsFor(meant).find((r) => letsIn(grants, r) && !letsIn(meant, r));
}

/** Whether of a document that IAM accepts nobody is left who came in before. */
function lockedOut({ text, meant }: Guarded, after: string): boolean {
  if (!readGrants(text)) return false;
  const grants: readonly Grant[] = readGrants(after) ?? [];
  const requests = (possibleRequestsFor(meant) ?? []).filter((r) => letsIn(meant, r));
  return requests.length > 0 && !requests.some((r) => letsIn(grants, r));
}

describe('the fixes of a policy whose guards get in each other’s way', () => {
  it('let nobody in all together: no key stands twice, there are no more errors, and they come to rest', () => {
    fc.assert(
      fc.property(guardedPolicy, (policy) => {
        const { text } = policy;
        const after = fixed(text);
        const label = `${text}\n${after}`;
        JSON.parse(after);
        assert.equal(fixed(after), after, `not at rest: ${label}`);
        assert.deepEqual(lineEnds(after), lineEnds(text), label);
        assert.equal(repeatedIn(after), 0, `a key stands twice: ${label}`);
        assert.ok(errorsIn(after) <= errorsIn(text), `more errors: ${label}`);
        assert.equal(opened(policy, after), undefined, label);
      }),
      RUNS,
    );
  }).timeout(RUNS.numRuns * 1000);

  it('apply one by one; a safe one lets nobody in and does not lock everybody out', () => {
    fc.assert(
      fc.property(guardedPolicy, (policy) => {
        for (const { finding, fix, after, complaints } of appliedFixes(policy.text)) {
          const label = `${finding.ruleId}: ${fix.title}\n${policy.text}\n${after}`;
          assert.deepEqual(complaints, [], label);
          if (fix.safety !== 'safe') continue;
          assert.equal(opened(policy, after), undefined, label);
          assert.ok(!lockedOut(policy, after), `nobody is left: ${label}`);
        }
      }),
      RUNS,
    );
  }).timeout(RUNS.numRuns * 1000);
});

/** Which line ends a text has. */
function lineEnds(text: string): readonly string[] {
  return [...new Set(text.match(/\r\n|\n|\r/g))].sort();
}
