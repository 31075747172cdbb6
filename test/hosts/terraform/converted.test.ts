// Each rule's examples in each form of Terraform, and in the form that it converts to: the same policy, laid out as people have it.
import assert from 'node:assert/strict';
import { format } from '@cdktf/hcl-tools';
import { documentedRules } from '../../../server/src/rules/index.ts';
import type { PolicyDocument } from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { toJson, type JsonValue } from '../../../server/src/tree/node.ts';
import { exampleDocument, loadExamples } from '../../../server/tools/ruleDocs.ts';
import { policyInTerraform } from '../../support/terraformPolicy.ts';
import { plain } from '../../support/twins/fixes.ts';
import { loadForms, twinsOf } from '../../support/twins/forms.ts';

/** What a policy says; a number or a boolean is a text too where IAM takes only texts. */
function saidBy({ extraction }: PolicyDocument): JsonValue | undefined {
  const [policy] = extraction.policies;
  return policy && textual(plain(toJson(policy.root)));
}

function textual(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(textual);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, textual(inner)]));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

describe('conversions of policies in Terraform', () => {
  before(loadForms);
  before(loadExamples);

  const converted = new Set<string>();

  for (const { meta, docs } of documentedRules)
    it(`of ${meta.id} say the same, to another parser too, and are left alone by the formatter`, async () => {
      const { examples } = docs;
      const originals = [...examples.bad, ...examples.good].map((example) => exampleDocument(examples, example));
      for (const { form, document } of originals.flatMap((original) => twinsOf(original))) {
        const before = document.withText(form.name.includes('heredoc') ? document.text : await format(document.text));
        const [policy] = before.extraction.policies;
        for (const { title, edits } of policy ? before.conversions(policy) : []) {
          const after = applyEdits(before.text, edits);
          const shown = `${title}\n${before.text}\n${after}`;
          assert.deepEqual(saidBy(before.withText(after)), saidBy(before), shown);
          assert.equal(await format(after), after, shown);
          const theirs = await policyInTerraform(
            after.replaceAll('.twin_trust.', '.twin.').replace('"twin_trust"', '"twin"'),
          );
          if (theirs !== undefined) assert.deepEqual(textual(plain(theirs as JsonValue)), saidBy(before), shown);
          converted.add(form.name);
        }
      }
    });

  it('are there from each form', () => {
    assert.equal(converted.size, 6);
  });
});
