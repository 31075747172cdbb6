// What fixes write is YAML to its own parser: it says the same policy, and nothing else of the file has changed.
import assert from 'node:assert/strict';
import { documentedRules } from '../../../server/src/rules/index.ts';
import type { PolicyDocument } from '../../../server/src/service.ts';
import { exampleDocument, loadExamples } from '../../../server/tools/ruleDocs.ts';
import { fixedTwins, plain, valueOf } from '../../support/twins/fixes.ts';
import { loadForms, YAML_FORMS } from '../../support/twins/forms.ts';
import { policyInYaml } from '../../support/yamlPolicy.ts';

function examplesOf({ docs: { examples } }: (typeof documentedRules)[number]): readonly PolicyDocument[] {
  return [...examples.bad, ...examples.good].map((example) => exampleDocument(examples, example));
}

describe('what fixes write in YAML', () => {
  before(loadForms);
  before(loadExamples);

  for (const rule of documentedRules)
    it(`of ${rule.meta.id} says to another parser what it says to ours, and what it says in JSON`, () => {
      for (const { after, meant, fix, twin } of examplesOf(rule).flatMap((each) => fixedTwins(each, {}, YAML_FORMS))) {
        const label = `${fix.title}\n${twin.document.text}\n${after ?? ''}`;
        assert.ok(after !== undefined, label);
        assert.deepEqual(plain(policyInYaml(after)), meant, label);
        assert.deepEqual(valueOf(twin.document.withText(after)), meant, label);
      }
    });
});
