import assert from 'node:assert/strict';
import fc from 'fast-check';
import { documentedRules } from '../../server/src/rules/index.ts';
import { finish, fixAll, PolicyDocument } from '../../server/src/service.ts';
import { exampleText } from '../../server/tools/ruleDocs.ts';
import { testContext } from '../support/context.ts';
import { errorsIn, repeatedIn } from '../support/faults.ts';
import { appliedFixes } from '../support/fixes.ts';
import { twoFaults } from '../support/twoFaults.ts';

/** PROPERTY_RUNS=20000 for a long look. */
const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 300) };

/** Each fix can be written, its edits do not meet, what comes out parses, and its finding is gone. */
function assertFixesHold(text: string): void {
  for (const { finding, fix, after, complaints } of appliedFixes(text))
    assert.deepEqual(complaints, [], `${finding.ruleId}: ${fix.title}\n${text}\n${after}`);
}

describe('every fix that is offered', () => {
  it('holds on the examples of the rules', () => {
    for (const { examples } of documentedRules.map(({ docs }) => docs))
      if (examples.language === undefined)
        for (const example of [...examples.bad, ...examples.good]) assertFixesHold(exampleText(example));
  });

  it('holds together with the other safe ones: no more keys stand twice, there are no more errors, and they come to rest', () => {
    fc.assert(
      fc.property(twoFaults, (text) => {
        const after = finish(fixAll(new PolicyDocument(text, true), testContext()));
        const label = `${text}\n${after}`;
        JSON.parse(after);
        assert.ok(repeatedIn(after) <= repeatedIn(text), label);
        assert.ok(errorsIn(after) <= errorsIn(text), label);
        assert.equal(finish(fixAll(new PolicyDocument(after, true), testContext())), after, label);
      }),
      RUNS,
    );
  }).timeout(RUNS.numRuns * 1000);

  it('holds where a statement has two faults', () => {
    fc.assert(fc.property(twoFaults, assertFixesHold), RUNS);
  }).timeout(RUNS.numRuns * 1000);
});
