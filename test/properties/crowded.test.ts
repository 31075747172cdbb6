// Policies that hold very many of one thing: checking them and writing all their fixes takes time that grows as they do.
import assert from 'node:assert/strict';
import type { Analysis } from '../../server/src/analysis/analyse.ts';
import { check, editsOf, finish, refactorings, PolicyDocument } from '../../server/src/service.ts';
import { CROWDED } from '../bench/crowded.ts';
import { testContext } from '../support/context.ts';
import { growsLinearly } from '../support/growth.ts';

const COUNT = 400;
/** What is compared in pairs takes several times as long. Milliseconds. */
const NOTICEABLE = 100;

describe('time grows as the number of things in a policy does', () => {
  for (const [name, textOf] of CROWDED)
    it(name, () => {
      growsLinearly(
        name,
        (count) => {
          const text = textOf(count);
          return () => {
            look(text);
          };
        },
        COUNT,
        NOTICEABLE,
      );
    }).timeout(60_000);

  it('and more numbers than a call takes arguments are an answer', () => {
    const numbers = Array.from({ length: 200_000 }, (_, i) => i);
    const { findings } = checked({ NumericLessThan: { 'aws:MultiFactorAuthAge': numbers } });
    assert.ok(findings.some((f) => f.ruleId === 'value-number' && f.message.includes('199999')));
    const instants = { DateLessThan: { 'aws:CurrentTime': numbers }, DateGreaterThan: { 'aws:CurrentTime': numbers } };
    assert.ok(checked(instants).findings.length > 0);
  }).timeout(60_000);
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
}
