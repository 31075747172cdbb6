import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { documentedRules } from '../../server/src/rules/index.ts';
import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { exampleText } from '../../server/tools/ruleDocs.ts';
import { testContext } from '../support/context.ts';

const run = (example: string) => finish(check(new PolicyDocument(exampleText(example), true), testContext())).findings;

describe('the rules as a whole', () => {
  for (const { meta, docs } of documentedRules) {
    it(`${meta.id}: each bad example brings exactly one finding of it and no other error`, () => {
      for (const bad of docs.examples.bad) {
        const found = run(bad);
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
          run(good).map((f) => f.message),
          [],
        );
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

  it('yield to rules that there are', () => {
    const ids = new Set(documentedRules.map((r) => r.meta.id));
    for (const { meta } of documentedRules)
      for (const id of meta.yieldsTo ?? []) assert.ok(ids.has(id), `${meta.id} yields to ${id}, which is no rule`);
  });

  it('yield to each of them once', () => {
    for (const { meta } of documentedRules) assert.deepEqual([...new Set(meta.yieldsTo)], meta.yieldsTo ?? [], meta.id);
  });

  it('yield to each other in no circle', () => {
    const below = new Map(documentedRules.map((r) => [r.meta.id, r.meta.yieldsTo ?? []]));
    const visit = (id: string, path: readonly string[]): void => {
      assert.ok(!path.includes(id), `circle: ${[...path, id].join(' > ')}`);
      for (const next of below.get(id) ?? []) visit(next, [...path, id]);
    };
    for (const id of below.keys()) visit(id, []);
  });
});
