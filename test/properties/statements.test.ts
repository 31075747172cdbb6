import assert from 'node:assert/strict';
import fc from 'fast-check';
import { coveredStatements } from '../../server/src/policy/coverage.ts';
import { deniesOver } from '../../server/src/policy/deniedBy.ts';
import type { Policy, Statement } from '../../server/src/policy/model.ts';
import { isNeverMet } from '../../server/src/policy/surelyMet.ts';
import { PolicyDocument } from '../../server/src/service.ts';
import { letsIn, readGrants, type Grant } from '../support/evaluator.ts';
import { NOW, relatedStatements, request } from '../support/relatedStatements.ts';

/** PROPERTY_RUNS=20000 for a long look. */
const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 1500) };
const REQUESTS = fc.sample(request, 1500);

function policyOf(statements: readonly object[]): Policy {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const [policy] = new PolicyDocument(text, true).trustPolicies;
  assert.ok(policy);
  return policy;
}

/** What a policy's statements are about, by statement. */
function grantsOf({ statements, source }: Policy): ReadonlyMap<Statement, Grant> {
  const grants = readGrants(source.fingerprint) ?? [];
  assert.equal(grants.length, statements.length, source.fingerprint);
  return new Map(statements.map((s, i) => [s, { ...(grants[i] as Grant), allow: true }]));
}

/** Holds that each request which meets the one statement meets the other. */
function everyRun(pairsOf: (policy: Policy) => readonly (readonly [narrow: Statement, wide: Statement])[]): number {
  let pairs = 0;
  fc.assert(
    fc.property(relatedStatements, (statements) => {
      const policy = policyOf(statements);
      const text = policy.source.fingerprint;
      const grants = grantsOf(policy);
      for (const [narrow, wide] of pairsOf(policy)) {
        pairs++;
        const [one, two] = [grants.get(narrow), grants.get(wide)];
        assert.ok(one && two);
        const missed = REQUESTS.find((r) => letsIn([one], r) && !letsIn([two], r));
        const label = (): string =>
          `${text}\n${policy.statements.indexOf(narrow)} not in ${policy.statements.indexOf(wide)}: ${JSON.stringify(missed?.caller)} ${JSON.stringify([...(missed?.context ?? [])])}`;
        assert.equal(missed, undefined, missed && label());
      }
    }),
    RUNS,
  );
  return pairs;
}

describe('of statements that have to do with each other', () => {
  it('a Deny that is said to cover an Allow is met by each request of it', () => {
    const pairs = everyRun(({ statements }) =>
      statements.flatMap((allow) =>
        deniesOver(allow, (instant) => instant < NOW).map((deny) => [allow, deny] as const),
      ),
    );
    assert.ok(pairs > RUNS.numRuns / 50, `${pairs} are covered`);
  }).timeout(RUNS.numRuns * 100);

  it('one that is said to have no effect grants or denies nothing that the other does not', () => {
    const pairs = everyRun(({ statements }) =>
      coveredStatements(statements).flatMap(({ statement, by, equal }) =>
        equal
          ? ([
              [statement, by],
              [by, statement],
            ] as const)
          : ([[statement, by]] as const),
      ),
    );
    assert.ok(pairs > RUNS.numRuns / 50, `${pairs} are covered`);
  }).timeout(RUNS.numRuns * 100);

  it('a test that is said to be met by no request of an Allow is met by none', () => {
    let found = 0;
    fc.assert(
      fc.property(relatedStatements, (statements) => {
        const policy = policyOf(statements);
        const grants = grantsOf(policy);
        for (const [allow, granted] of grants)
          for (const condition of policy.statements.flatMap((s) => s.conditions)) {
            if (allow.effect !== 'Allow' || !isNeverMet(condition, allow, { steps: 1 << 16 })) continue;
            found++;
            const { operatorMember, key, values } = condition;
            const test = {
              operator: operatorMember.key.value,
              key: key.value,
              values: values.map(({ text }) => text?.value ?? ''),
            };
            const both = { ...granted, tests: [...granted.tests, test] };
            const met = REQUESTS.find((r) => letsIn([both], r));
            assert.equal(
              met,
              undefined,
              `${policy.source.fingerprint} ${JSON.stringify(test)} ${JSON.stringify(met?.caller)}`,
            );
          }
      }),
      RUNS,
    );
    assert.ok(found > RUNS.numRuns / 50, `${found} are never met`);
  }).timeout(RUNS.numRuns * 100);
});
