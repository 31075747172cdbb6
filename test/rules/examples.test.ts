import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import type { RuleId } from '../../server/src/ruleIds.ts';
import { documentedRules } from '../../server/src/rules/index.ts';
import type { RuleExamples } from '../../server/src/rules/rule.ts';
import { check, finish } from '../../server/src/service.ts';
import { exampleDocument, loadExamples } from '../../server/tools/ruleDocs.ts';
import { testContext } from '../support/context.ts';
import { differencesOf } from '../support/twins/compare.ts';
import { loadForms } from '../support/twins/forms.ts';

const run = (examples: RuleExamples, example: string) =>
  finish(check(exampleDocument(examples, example), testContext())).findings;

describe('the rules as a whole', () => {
  before(loadExamples);
  before(loadForms);

  for (const { meta, docs } of documentedRules) {
    it(`${meta.id}: each bad example brings exactly one finding of it and no other error`, () => {
      for (const bad of docs.examples.bad) {
        const found = run(docs.examples, bad);
        assert.equal(found.filter((f) => f.ruleId === meta.id).length, 1, bad);
        assert.deepEqual(
          found.filter((f) => f.ruleId !== meta.id && f.level === 'error').map((f) => f.message),
          [],
        );
      }
    });

    it(`${meta.id}: its good examples bring nothing at all`, () => {
      for (const good of docs.examples.good)
        assert.deepEqual(
          run(docs.examples, good).map((f) => f.message),
          [],
        );
    });

    it(`${meta.id}: all its examples say the same in other languages`, () => {
      if (docs.examples.language !== undefined) return; // said in one language alone
      for (const example of [...docs.examples.bad, ...docs.examples.good])
        assert.deepEqual(differencesOf(exampleDocument(docs.examples, example)), []);
    });

    it(`${meta.id}: has a page, a test, sources, and messages that end as sentences do`, () => {
      assert.ok(fs.existsSync(`docs/rules/${meta.id}.md`));
      assert.ok(fs.existsSync(`test/rules/${meta.id}.test.ts`));
      assert.ok(docs.references.length);
      for (const message of Object.values(meta.messages)) assert.match(message, /[.}]$/, message);
    });
  }

  it('have pages that say what, why, bad, good, how to fix, when to ignore, and where AWS says so', () => {
    const sections = ['What it finds', 'Why it matters', 'Bad', 'Good', 'How to fix', 'When to ignore it'];
    for (const { meta, docs } of documentedRules) {
      const expected = docs.examples.bad.length ? sections : sections.filter((s) => s !== 'Bad');
      const page = fs.readFileSync(`docs/rules/${meta.id}.md`, 'utf8');
      const headings = [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
      assert.deepEqual(headings.slice(0, expected.length), expected, meta.id);
      assert.match(headings.at(-1) ?? '', /^(?:AWS|Other) documentation$/, meta.id);
    }
  });

  it('yield to each narrower rule once, and name none that follows from another', () => {
    const below = new Map(documentedRules.map((r) => [r.meta.id, r.meta.yieldsTo ?? []]));
    const follow = (id: RuleId): readonly RuleId[] => (below.get(id) ?? []).flatMap((next) => [next, ...follow(next)]);
    for (const { meta } of documentedRules) {
      const named = [...(meta.yieldsTo ?? []), ...(meta.yieldsOnlyTo ?? [])];
      assert.deepEqual([...new Set(named)], named, meta.id);
      const implied = new Set((meta.yieldsTo ?? []).flatMap(follow));
      assert.deepEqual(
        named.filter((id) => implied.has(id)),
        [],
        `${meta.id} yields to them through others`,
      );
    }
  });

  it('yield to each other in no circle', () => {
    const below = new Map<string, readonly string[]>(
      documentedRules.map((r) => [r.meta.id, [...(r.meta.yieldsTo ?? []), ...(r.meta.yieldsOnlyTo ?? [])]]),
    );
    const visit = (id: string, path: readonly string[]): void => {
      assert.ok(!path.includes(id), `circle: ${[...path, id].join(' > ')}`);
      for (const next of below.get(id) ?? []) visit(next, [...path, id]);
    };
    for (const id of below.keys()) visit(id, []);
  });
});
