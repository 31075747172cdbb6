// Policies of all sorts in other languages: they read the same, everything asked of them answers, and none takes longer than it is long.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  check,
  complete,
  explain,
  finish,
  hints,
  hover,
  lenses,
  policyAs,
  PolicyDocument,
  refactorings,
  selections,
  symbols,
} from '../../server/src/service.ts';
import { toJson, type JsonValue } from '../../server/src/tree/node.ts';
import { HOSTILE, SLOTS } from '../bench/hostile.ts';
import { policy } from '../support/anyPolicy.ts';
import { testContext } from '../support/context.ts';
import { growsLinearly } from '../support/growth.ts';
import { halfTyped, typed } from '../support/halfTyped.ts';
import { TERRAFORM_FILES } from '../support/terraformFiles.ts';
import { differencesOf } from '../support/twins/compare.ts';
import { ALL_FORMS, documentOf, loadForms, twinsOf } from '../support/twins/forms.ts';

const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 300) };
/** What takes longer than time that grows as the text does takes far longer than this. Milliseconds. */
const NOTICEABLE = 200;
const TERRAFORM = { path: 'main.tf' };

/** A list of one is its value, where IAM reads both alike. */
function unlisted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    const items = (value as readonly JsonValue[]).map(unlisted);
    return items.length === 1 ? (items[0] ?? null) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unlisted(member)]));
}

/** All that is asked of a document while somebody works in it. */
function ask(document: PolicyDocument, offset: number): void {
  const context = testContext();
  for (const { span } of finish(check(document, context)).findings)
    assert.ok(0 <= span.start && span.start <= span.end && span.end <= document.text.length);
  hover(document, offset, context);
  complete(document, offset, context, true);
  selections(document, offset);
  refactorings(document, offset, context);
  policyAs(document, offset, 'json');
  finish(lenses(document, context));
  finish(hints(document, context));
  finish(symbols(document, context));
  explain(document, context.config);
}

describe('any policy in other languages', () => {
  before(loadForms);

  it('reads the same', () => {
    let twins = 0;
    fc.assert(
      fc.property(policy, (json) => {
        const text = JSON.stringify(json, null, 2);
        for (const { form, document, printed } of twinsOf(new PolicyDocument(text, true), ALL_FORMS)) {
          const [read] = document.extraction.policies;
          assert.ok(read, printed.text);
          const [ours, its] = [JSON.parse(text) as JsonValue, toJson(read.root)];
          if (form.name === 'data source') assert.deepEqual(unlisted(its), unlisted(ours), printed.text);
          else assert.deepEqual(its, ours, printed.text);
          twins++;
        }
      }),
      RUNS,
    );
    assert.ok(twins > RUNS.numRuns, String(twins));
  });

  it('is judged the same', () => {
    fc.assert(
      fc.property(policy, (json) => {
        const text = JSON.stringify(json, null, 2);
        // Terraform sends `<`, `>` and `&` as escapes, each six characters of the size.
        const isLonger = /[<>&]/.test(text);
        assert.deepEqual(
          differencesOf(new PolicyDocument(text, true)).filter(
            (difference) => !(isLonger && difference.includes('policy-too-large')),
          ),
          [],
        );
      }),
      RUNS,
    );
  });

  it('answers whatever is asked, however half it is typed', () => {
    for (const [i, text] of TERRAFORM_FILES.entries())
      for (const edit of fc.sample(halfTyped(text), { numRuns: 40, seed: i })) {
        const now = typed(text, edit);
        for (const offset of [edit.from, Math.min(edit.from + edit.by.length, now.length)])
          ask(documentOf(TERRAFORM, now), offset);
      }
  });

  it('answers for texts that are none', () => {
    const policyWith = (text: string): string =>
      `resource "aws_iam_role" "a" {\n  assume_role_policy = jsonencode({ Statement = [${text}] })\n}\n`;
    for (const odd of [
      '\0',
      '\ud800',
      '\udc00x',
      '\ufeff',
      '\r',
      '\u2028',
      '"',
      '${',
      '%{',
      '<<E\n',
      '\\',
      '$${',
      '/*',
    ])
      for (const text of [odd, policyWith(odd), policyWith(`"${odd}"`), odd + policyWith('{}'), policyWith('{}') + odd])
        ask(documentOf(TERRAFORM, text), text.length >> 1);
    const lines = TERRAFORM_FILES.map((text) => text.replaceAll('\n', '\r'));
    for (const text of lines) ask(documentOf(TERRAFORM, text), text.length >> 1);
  });
});

describe('time grows as a hostile text does in other languages', () => {
  before(loadForms);

  for (const [name, hostile] of HOSTILE)
    it(name, () => {
      growsLinearly(
        name,
        (times) => {
          const texts = SLOTS.flatMap(([, policyWith]) =>
            twinsOf(new PolicyDocument(JSON.stringify(policyWith(hostile(times))), true))
              .filter(({ form }) => /^(?:escaped string|jsonencode|data source)$/.test(form.name))
              .map(({ printed }) => printed.text),
          );
          return () => {
            for (const text of texts) finish(check(documentOf(TERRAFORM, text), testContext()));
          };
        },
        300,
        NOTICEABLE,
      );
    }).timeout(300_000);
});
