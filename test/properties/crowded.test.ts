// Policies that hold very many of one thing: checking them, writing all their fixes and explaining them takes steps that grow as they do.
import assert from 'node:assert/strict';
import type { Analysis } from '../../server/src/analysis/analyse.ts';
import { check, editsOf, explain, finish, lenses, refactorings, PolicyDocument } from '../../server/src/service.ts';
import { CROWDED } from '../bench/crowded.ts';
import { testContext } from '../support/context.ts';
import { StepCounter } from '../support/stepCounter.ts';

const COUNT = 200;
/**
 * Twice the things take about twice the steps, some a little more: what is looked up in an order, or compared in pairs up to a
 * limit. Where a fifth of the steps compared all with all, it would be more than this.
 */
const MOST = 2.4;

describe('the steps grow as the number of things in a policy does', () => {
  let counter: StepCounter;
  before(() => {
    counter = new StepCounter();
    look(CROWDED[0]?.[1](1) ?? ''); // what is made once for all
  });
  after(() => {
    counter.close();
  });

  for (const [name, textOf] of CROWDED)
    it(name, () => {
      const stepsFor = (count: number): number => {
        const text = textOf(count);
        return counter.count(() => {
          look(text);
        });
      };
      let growth = Infinity;
      // What earlier tests have made V8 optimize is counted in full only once it was given up: then again.
      for (let round = 0; growth >= MOST && round < 3; round++) {
        const few = stepsFor(COUNT);
        assert.ok(few > COUNT, 'counts');
        growth = stepsFor(2 * COUNT) / few;
      }
      assert.ok(growth < MOST, `twice as many take ${growth.toFixed(2)} times the steps`);
    }).timeout(300_000);
});

describe('more numbers than a call takes arguments', () => {
  it('are an answer', () => {
    const numbers = Array.from({ length: 130_000 }, (_, i) => i);
    assert.throws(() => Math.max(...numbers), RangeError);
    const { findings } = checked({
      NumericLessThan: { 'aws:MultiFactorAuthAge': numbers },
      DateLessThan: { 'aws:CurrentTime': numbers },
      DateGreaterThan: { 'aws:CurrentTime': numbers },
    });
    assert.ok(findings.some((f) => f.ruleId === 'value-number' && f.message.includes('129999')));
  }).timeout(300_000);
});

/** A rule that throws fails the test. */
function checked(condition: object): Analysis {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: '111122223333' },
    Action: 'sts:AssumeRole',
    Condition: condition,
  };
  return finish(check(new PolicyDocument(JSON.stringify({ Statement: statement }), true), testContext()));
}

function look(text: string): void {
  const context = testContext();
  const policyDocument = new PolicyDocument(text, true);
  for (const finding of finish(check(policyDocument, context)).findings)
    for (const fix of finding.fixes) editsOf(policyDocument, finding, fix);
  refactorings(policyDocument, text.indexOf('"sts:AssumeRole') + 1, context);
  finish(lenses(policyDocument, context));
  explain(policyDocument, context.config);
}
