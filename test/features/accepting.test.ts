import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { check, complete, finish, PolicyDocument, type Context } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { testContext } from '../support/context.ts';

// Accepts every item in every slot of the examples: none may bring an error or a warning on what it inserted.

const context: Context = {
  ...testContext({
    ownAccounts: { '111122223333': 'prod', '444455556666': 'dev' },
    trustedOrganizations: ['o-a1b2c3d4e5'],
  }),
  random: () => '3f9a1c7be04d4d5f8a21',
};

interface Problem {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function problems(text: string): readonly Problem[] {
  return finish(check(new PolicyDocument(text, true), context))
    .findings.filter((f) => f.level === 'error' || f.level === 'warning')
    .map((f) => ({ ...f.span, text: `${f.ruleId}: ${f.message}` }));
}

/** The slots of a policy as a person meets them: a value or key taken out, a new member, a new item. */
function* slots(policy: string): Generator<readonly [text: string, offset: number]> {
  for (const match of policy.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
    const inside = match.index + 1;
    yield [policy.slice(0, inside) + policy.slice(match.index + match[0].length - 1), inside];
  }
  for (const match of policy.matchAll(/[{[]/g)) yield [policy, match.index + 1];
  for (const match of policy.matchAll(/["}\]](?=\s*[}\]])/g)) {
    const at = match.index + 1;
    yield [`${policy.slice(0, at)}, ${policy.slice(at)}`, at + 2];
  }
  for (const match of policy.matchAll(/: (\{[^{}]*\}|\{[^{}]*\{[^{}]*\}[^{}]*\})/g)) {
    const at = match.index + 2;
    yield [policy.slice(0, at) + policy.slice(at + (match[1]?.length ?? 0)), at];
  }
}

/**
 * A whole statement may come beside one that lets all its callers in: its guards then guard nothing, which is well said. So is a
 * condition that is missing where half-typed text stands before the conditions: none is added that may be among them.
 */
function meant(problem: string, isHalfTyped: boolean): boolean {
  return problem.startsWith('statement-duplicate: ') || (isHalfTyped && problem.startsWith('oidc-subject-missing: '));
}

function accept(text: string, offset: number): { accepted: number; bad: string[] } {
  const bad: string[] = [];
  const before = new Set(problems(text).map((p) => p.text));
  const document = new PolicyDocument(text, true);
  const isHalfTyped = document.extraction.policies.some(({ unreadable }) => unreadable.length > 0);
  const { completions } = complete(document, offset, context, false);
  for (const { item, rendered } of completions) {
    const after = applyEdits(text, [rendered.edit, ...rendered.additional]);
    const shift = rendered.additional
      .filter((e) => e.span.start < rendered.edit.span.start)
      .reduce((sum, e) => sum + e.newText.length - (e.span.end - e.span.start), 0);
    const from = rendered.edit.span.start + shift;
    const to = from + rendered.edit.newText.length;
    for (const p of problems(after))
      if (!before.has(p.text) && p.start >= from && p.end <= to && !meant(p.text, isHalfTyped))
        bad.push(`${item.label} (${item.detail}): ${p.text}\n    ${after.slice(from, to).replace(/\s+/g, ' ')}`);
  }
  return { accepted: completions.length, bad };
}

const EXAMPLES = ['sound', 'flawed'].flatMap((folder) =>
  fs.readdirSync(`test/examples/${folder}`).map((file) => `test/examples/${folder}/${file}`),
);

describe('accepting a completion', () => {
  it('in an empty document brings a sound policy', () => {
    const { accepted, bad } = accept('', 0);
    assert.ok(accepted > 25);
    assert.deepEqual(bad, []);
  });

  for (const file of EXAMPLES)
    it(`in any slot of ${file.replace('test/examples/', '')} brings no error or warning`, () => {
      const policy = fs.readFileSync(file, 'utf8');
      let accepted = 0;
      const bad = new Set<string>();
      for (const [text, offset] of slots(policy)) {
        const result = accept(text, offset);
        accepted += result.accepted;
        for (const b of result.bad) bad.add(b);
      }
      assert.ok(accepted > 80, `${accepted}`);
      assert.deepEqual([...bad], []);
    }).timeout(300_000);
});
