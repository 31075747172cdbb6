// Who gets in once a refactoring is done, by an evaluator that knows nothing of the product.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PolicyDocument, refactorings } from '../../server/src/service.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { testContext } from '../support/context.ts';
import { letsIn, readGrants, type Grant, type Request } from '../support/evaluator.ts';
import { guardedPolicy, requestsFor } from '../support/guardedPolicy.ts';
import { relatedStatements, request } from '../support/relatedStatements.ts';

/** PROPERTY_RUNS=5000 for a long look. */
const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 100) };
const SAMPLES = fc.sample(request, 300);

interface Statement {
  readonly Principal: Readonly<Record<string, readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

interface Asked {
  readonly text: string;
  readonly requests: readonly Request[];
}

const textOf = (all: readonly object[], indent: number): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: all }, null, indent);

/** A statement, and one that differs from it in its principals, its action, or the values of a key. */
const likeness = fc
  .tuple(
    relatedStatements,
    relatedStatements,
    fc.constantFrom('all', 'type', 'action', 'values', 'values', 'values'),
    fc.nat(),
  )
  .map(([all, others, what, nth]) => {
    const [one, other] = [all[0], others[0]] as [Statement, Statement];
    return [one, { ...one, ...differing(one, other, what, nth) }, other];
  });

function differing(one: Statement, other: Statement, what: string, nth: number): Partial<Statement> {
  if (what === 'all') return { Principal: other.Principal };
  if (what === 'type') return { Principal: { ...one.Principal, ...other.Principal } };
  if (what === 'action') return { Action: other.Action };
  const tests = Object.entries(one.Condition ?? {});
  const [operator, keys = {}] = tests[nth % tests.length] ?? [];
  const [key] = Object.keys(keys);
  if (operator === undefined || key === undefined) return {};
  const sent = SAMPLES.flatMap(({ context }) => context.get(key.toLowerCase()) ?? []);
  const value = sent[nth % sent.length] ?? 'red';
  return { Condition: { ...one.Condition, [operator]: { ...keys, [key]: [value] } } };
}

const asked: fc.Arbitrary<Asked> = fc.oneof(
  fc
    .tuple(fc.oneof(relatedStatements, likeness, likeness, likeness), fc.constantFrom(0, 2))
    .map(([all, indent]) => ({ text: textOf(all, indent), requests: SAMPLES })),
  guardedPolicy.map(({ text, meant }) => ({ text, requests: requestsFor(meant) })),
);

/** What a person may choose to let in more: a new external ID beside the old one, or a role that is created again. */
const OPENS = /^(?:Rotate external ID|Trust the role by name)/;

/** Checks what is offered where somebody stands. @returns what each is called, whatever it is about */
function checkAll({ text, requests }: Asked, before: readonly Grant[], offset: number): readonly string[] {
  return refactorings(new PolicyDocument(text, true), offset, testContext()).map(({ title, kind, edits }) => {
    const after = applyEdits(text, edits);
    const now = readGrants(after) ?? [];
    for (const each of requests) {
      const was: boolean = letsIn(before, each);
      const is: boolean = letsIn(now, each);
      const holds = kind === 'rewrite' ? is === was : was || !is || OPENS.test(title);
      assert.ok(holds, `${title}\n${text}\n${after}\n${JSON.stringify([each, [...each.context]])}`);
    }
    return title.replace(/".*|statement \d+/, '…');
  });
}

describe('refactorings of random policies', () => {
  it('that write it otherwise let in whom it let in, and those that keep callers out let in nobody more', () => {
    const done = new Set<string>();
    fc.assert(
      fc.property(asked, fc.array(fc.nat(), { minLength: 2, maxLength: 2 }), (policy, places) => {
        const before = readGrants(policy.text);
        if (!before) return;
        for (const at of [policy.text.indexOf('"Effect"') + 1, ...places])
          for (const title of checkAll(policy, before, at % policy.text.length)) done.add(title);
      }),
      RUNS,
    );
    for (const title of [
      'Merge with …',
      'Split the statement by action',
      'Split the statement by principal type',
      'Normalize to the form that IAM stores',
      'Require an external ID',
      'Restrict to an organization',
    ])
      assert.ok(done.has(title), `${title} is not among ${[...done].join(', ')}`);
  }).timeout(RUNS.numRuns * 1000);
});
