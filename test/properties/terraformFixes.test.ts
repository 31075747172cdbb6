// What holds of fixes in JSON holds in Terraform: they say the same there, come to rest, and take nothing along.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFile } from '../../server/src/hosts/terraform/reader.ts';
import { check, editsOf, finish, fixAll, PolicyDocument } from '../../server/src/service.ts';
import { contains } from '../../server/src/text/span.ts';
import type { TextEdit } from '../../server/src/text/edit.ts';
import { testContext } from '../support/context.ts';
import { halfTyped, typed } from '../support/halfTyped.ts';
import { policyInTerraform } from '../support/terraformPolicy.ts';
import { fixDifferences, saidIn, valueOf } from '../support/twins/fixes.ts';
import { loadForms, TERRAFORM_FORMS, twinsOf } from '../support/twins/forms.ts';
import { twoFaults } from '../support/twoFaults.ts';

/** PROPERTY_RUNS=20000 for a long look. */
const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 100) };
const HCL = TERRAFORM_FORMS.filter((form) => 'tree' in form);

const fixed = (document: PolicyDocument): PolicyDocument => document.withText(finish(fixAll(document, testContext())));

const errorsIn = (document: PolicyDocument): number =>
  finish(check(document, testContext())).findings.filter(({ level }) => level === 'error').length;

/** A policy document has no place for an element that it does not know, so not all that moves can be written there. */
const DECLINED = 'cannot be written: data source';

function declines(document: PolicyDocument): boolean {
  const { findings } = finish(check(document, testContext()));
  return findings.some((finding) =>
    finding.fixes.some((fix) => fix.kind === 'tree' && editsOf(document, finding, fix) === undefined),
  );
}

/** The edits of each fix that is offered. */
function offered(document: PolicyDocument): readonly (readonly TextEdit[])[] {
  const { findings } = finish(check(document, testContext()));
  return findings.flatMap((finding) => finding.fixes.flatMap((fix) => [editsOf(document, finding, fix) ?? []]));
}

const countOf = (text: string): number => text.split('# kept').length;

/** A comment at the end of each line. */
function commented(text: string): string {
  return text.replace(/(?<=\S)$/gm, ' # kept');
}

describe('fixes in Terraform', () => {
  before(loadForms);

  it('say what they say in JSON, one by one', () => {
    fc.assert(
      fc.property(twoFaults, (text) => {
        const differences = fixDifferences(new PolicyDocument(text, true));
        assert.deepEqual(
          differences.filter((difference) => !difference.startsWith(DECLINED)),
          [],
        );
      }),
      RUNS,
    );
  }).timeout(RUNS.numRuns * 1000);

  it('come to rest all together, with no more errors, and say what they say in JSON', async () => {
    await fc.assert(
      fc.asyncProperty(twoFaults, async (text) => {
        const original = new PolicyDocument(text, true);
        const meant = valueOf(fixed(original));
        for (const twin of twinsOf(original)) {
          const { form, document } = twin;
          const after = fixed(document);
          const label = `${form.name}\n${document.text}\n${after.text}`;
          assert.equal(fixed(after).text, after.text, label);
          assert.ok(errorsIn(after) <= errorsIn(document), label);
          if (!declines(document) && !declines(after))
            assert.deepEqual(saidIn(twin, valueOf(after)), saidIn(twin, meant), label);
          await policyInTerraform(after.text);
        }
      }),
      RUNS,
    );
  }).timeout(RUNS.numRuns * 1000);

  it('take no comment along but that of a line that goes', () => {
    fc.assert(
      fc.property(twoFaults, (text) => {
        for (const twin of twinsOf(new PolicyDocument(text, true), HCL)) {
          const document = twin.document.withText(commented(twin.document.text));
          for (const edits of offered(document))
            for (const { span, newText } of edits) {
              const taken = document.text.slice(span.start, span.end);
              if (countOf(taken) <= countOf(newText)) continue;
              const line = document.text.lastIndexOf('\n', span.start - 1) + 1;
              assert.ok(document.text.slice(line, span.start).trim() === '', `${taken}\n${document.text}`);
            }
        }
      }),
      RUNS,
    );
  }).timeout(RUNS.numRuns * 1000);

  it('leave alone what is half typed', () => {
    fc.assert(
      fc.property(twoFaults, fc.integer({ min: 0, max: TERRAFORM_FORMS.length - 1 }), fc.nat(), (text, form, seed) => {
        const [twin] = twinsOf(new PolicyDocument(text, true), TERRAFORM_FORMS.slice(form, form + 1));
        if (!twin) return;
        for (const edit of fc.sample(halfTyped(twin.document.text), { numRuns: 5, seed })) {
          const document = twin.document.withText(typed(twin.document.text, edit));
          const { policies } = document.extraction;
          const unreadable = readFile(document.text)?.unreadable ?? [];
          const broken = unreadable.filter((span) => policies.some(({ root }) => contains(root.span, span)));
          for (const { span } of offered(document).flat()) {
            const isOwn = policies.some((policy) => policy.covers(span));
            const isWhole = broken.every(({ start, end }) => end <= span.start || start >= span.end);
            assert.ok(isOwn && isWhole, `${document.text.slice(span.start, span.end)}\n${document.text}`);
          }
        }
      }),
      RUNS,
    );
  }).timeout(RUNS.numRuns * 1000);
});
