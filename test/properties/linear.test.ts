// Hostile texts wherever a text may stand: what answers a key press takes time that grows as the text does.
import assert from 'node:assert/strict';
import {
  check,
  explain,
  explainAccessDenied,
  finish,
  hints,
  hover,
  insertGenerated,
  lenses,
  policyFrom,
  problemWith,
  readConfig,
  PolicyDocument,
  symbols,
  tokens,
  wizard,
  wizardSteps,
} from '../../server/src/service.ts';
import { isBlankJson } from '../../server/src/text/cut.ts';
import { HOSTILE, SLOTS } from '../bench/hostile.ts';
import { testContext } from '../support/context.ts';
import { growsLinearly } from '../support/growth.ts';

const REPEATS = 1000;
/** What takes longer than time that grows as the text does takes far longer than this. Milliseconds. */
const NOTICEABLE = 50;

/** All that is asked while somebody types. */
function look(text: string): void {
  const context = testContext();
  const policyDocument = new PolicyDocument(text, true);
  finish(check(policyDocument, context));
  for (const offset of [text.length >> 1, text.lastIndexOf('x')]) hover(policyDocument, offset, context);
  finish(lenses(policyDocument, context));
  finish(hints(policyDocument, context));
  finish(tokens(policyDocument));
  finish(symbols(policyDocument, context));
  explain(policyDocument, context.config);
}

function holds(what: string, run: (text: string) => unknown): void {
  for (const [name, text] of HOSTILE)
    growsLinearly(
      `${what}: ${name}`,
      (times) => {
        const whole = text(times);
        return () => run(whole);
      },
      REPEATS,
      NOTICEABLE,
    );
}

describe('time grows as a hostile text does', () => {
  for (const [slot, policyWith] of SLOTS)
    it(`as ${slot} of a policy`, () => {
      for (const [name, text] of HOSTILE)
        growsLinearly(
          `${slot}: ${name}`,
          (times) => {
            const whole = JSON.stringify(policyWith(text(times)), null, 2);
            return () => {
              look(whole);
            };
          },
          REPEATS,
          NOTICEABLE,
        );
    }).timeout(300_000);

  it('as a whole document, on the clipboard, in the config, as an error of AWS', () => {
    holds('document', look);
    holds('empty document', isBlankJson);
    holds('generated into', (text) =>
      insertGenerated(new PolicyDocument(text, true), { kind: 'service', service: 'ec2.amazonaws.com' }),
    );
    holds('clipboard', policyFrom);
    holds('name of a file', (text) => wizard({}, () => '', 0, text));
    holds('config', (text) =>
      readConfig(JSON.stringify({ overrides: [{ files: text, rules: {}, because: text }], [text]: text })),
    );
    holds('refusal', (text) =>
      explainAccessDenied(`An error occurred (AccessDenied): ${text}`, undefined, testContext()),
    );
    holds('malformed', (text) =>
      explainAccessDenied(`MalformedPolicyDocument: operation${text}`, undefined, testContext()),
    );
  }).timeout(300_000);

  it('as an answer to the wizard', () => {
    const kinds = wizardSteps({}, () => '').flatMap((s) =>
      s.kind === 'pick' ? s.items.filter((i) => !i.searchOnly).map((i) => i.id) : [],
    );
    assert.ok(kinds.length > 10);
    for (const kind of kinds)
      for (const step of wizardSteps({ kind }, () => ''))
        if (step.kind === 'text') holds(`${kind}, ${step.id}`, (text) => problemWith({ kind }, step.id, text));
  }).timeout(180_000);

  it('as blanks behind a comma, however long', () => {
    growsLinearly(
      'blanks',
      (n) => {
        const text = `{"Version": "2012-10-17",${' \n\t'.repeat(50 * n)}}`;
        return () => finish(check(new PolicyDocument(text, true), testContext()));
      },
      REPEATS,
      NOTICEABLE,
    );
    const long = `{"Statement": [],${' '.repeat(20_000_000)}}`;
    assert.ok(new PolicyDocument(long, true).extraction.problems.some((p) => p.kind === 'trailingComma'));
  }).timeout(300_000);
});
