// Each rule's examples in each form of YAML, and in the form that it converts to, and back: the same policy, to another parser too.
import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { documentedRules } from '../../../server/src/rules/index.ts';
import type { PolicyDocument } from '../../../server/src/service.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { toJson, type JsonValue } from '../../../server/src/tree/node.ts';
import { exampleDocument, loadExamples } from '../../../server/tools/ruleDocs.ts';
import { loadForms, twinsOf, YAML_FORMS } from '../../support/twins/forms.ts';

/** What a policy says; numbers and booleans as the texts that they become. */
function saidBy({ extraction }: PolicyDocument): JsonValue | undefined {
  const [policy] = extraction.policies;
  return policy && textual(toJson(policy.root));
}

function textual(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(textual);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, textual(inner)]));
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** The document in its other form; undefined where it has none. */
function converted(document: PolicyDocument): PolicyDocument | undefined {
  const [policy] = document.extraction.policies;
  const [conversion] = policy ? document.conversions(policy) : [];
  return conversion?.edits.length ? document.withText(applyEdits(document.text, conversion.edits)) : undefined;
}

describe('conversions of policies in YAML', () => {
  before(loadForms);
  before(loadExamples);

  const counts = new Map<string, number>();

  for (const { meta, docs } of documentedRules)
    it(`of ${meta.id} say the same, there and back`, () => {
      const { examples } = docs;
      const originals = [...examples.bad, ...examples.good].map((example) => exampleDocument(examples, example));
      for (const { form, document } of originals.flatMap((original) => twinsOf(original, YAML_FORMS))) {
        const there = converted(document);
        if (!there) continue;
        const shown = `${form.name}\n${document.text}\n${there.text}`;
        assert.deepEqual(saidBy(there), saidBy(document), shown);
        assert.doesNotThrow(() => parse(there.text, { logLevel: 'silent' }) as unknown, shown);
        const back = converted(there);
        if (back) assert.deepEqual(saidBy(back), saidBy(document), `${shown}\n${back.text}`);
        counts.set(form.name, (counts.get(form.name) ?? 0) + 1);
      }
    });

  it('are there from nearly all', () => {
    for (const { name } of YAML_FORMS) assert.ok((counts.get(name) ?? 0) > 150, `${name}: ${counts.get(name)}`);
  });
});
