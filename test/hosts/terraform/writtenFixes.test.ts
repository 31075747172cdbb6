// What fixes write is Terraform to its own parser and formatter: it says the same policy, and is laid out as people have it.
import assert from 'node:assert/strict';
import { format } from '@cdktf/hcl-tools';
import { documentedRules } from '../../../server/src/rules/index.ts';
import { check, editsOf, finish, type PolicyDocument } from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import type { JsonValue } from '../../../server/src/tree/node.ts';
import { exampleDocument, loadExamples } from '../../../server/tools/ruleDocs.ts';
import { testContext } from '../../support/context.ts';
import { policyInTerraform } from '../../support/terraformPolicy.ts';
import { fixedTwins, plain } from '../../support/twins/fixes.ts';
import { loadForms, TERRAFORM_FORMS, twinsOf } from '../../support/twins/forms.ts';

const HCL = TERRAFORM_FORMS.filter((form) => 'tree' in form);

function examplesOf({ docs: { examples } }: (typeof documentedRules)[number]): readonly PolicyDocument[] {
  return [...examples.bad, ...examples.good].map((example) => exampleDocument(examples, example));
}

/** What each tree fix makes of a text. */
function fixed(document: PolicyDocument): readonly { readonly title: string; readonly after: string }[] {
  const { findings } = finish(check(document, testContext()));
  return findings.flatMap((finding) =>
    finding.fixes.flatMap((fix) => {
      const edits = editsOf(document, finding, fix);
      return edits ? [{ title: fix.title, after: applyEdits(document.text, edits) }] : [];
    }),
  );
}

describe('what fixes write in Terraform', () => {
  before(loadForms);
  before(loadExamples);

  for (const rule of documentedRules) {
    it(`of ${rule.meta.id} says to another parser what it says to ours`, async () => {
      for (const { after, meant, fix } of examplesOf(rule).flatMap((example) => fixedTwins(example))) {
        const said = after === undefined ? undefined : await policyInTerraform(after);
        if (said !== undefined) assert.deepEqual(plain(said as JsonValue), meant, `${fix.title}\n${after}`);
      }
    });

    it(`of ${rule.meta.id} is left alone by the formatter`, async () => {
      for (const twin of examplesOf(rule).flatMap((example) => twinsOf(example, HCL))) {
        const before = await format(twin.document.text);
        const old = new Set(before.split('\n'));
        for (const { title, after } of fixed(twin.document.withText(before))) {
          const formatted = (await format(after)).split('\n');
          const changed = after.split('\n').filter((line, i) => !old.has(line) && formatted[i] !== line);
          assert.deepEqual(changed, [], `${title}\n${after}`);
        }
      }
    });
  }
});
