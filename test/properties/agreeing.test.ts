// What rules, explanation and map say of whole policies, beside what the evaluator decides about requests.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decide } from '../../server/src/evaluate/decide.ts';
import { admitted } from '../../server/src/policy/admitted.ts';
import { denyingAll, deniesOver } from '../../server/src/policy/deniedBy.ts';
import { check, finish, PolicyDocument } from '../../server/src/service.ts';
import { testContext } from '../support/context.ts';
import { compiled, policyOf, ROLE } from '../support/deciding.ts';
import { relatedStatements, request } from '../support/relatedStatements.ts';
import { described } from '../support/requests.ts';

/** PROPERTY_RUNS=20000 for a long look. */
const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 200) };
const REQUESTS = fc.sample(request, 1000).map(described);
const EACH = 24;

interface Statement {
  readonly Effect: string;
  readonly Principal: Readonly<Record<string, readonly string[]>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}
const statements = relatedStatements as fc.Arbitrary<readonly Statement[]>;

function requestsFor(nth: number): readonly object[] {
  return Array.from({ length: EACH }, (_, i) => REQUESTS[(nth * 37 + i * 101) % REQUESTS.length] ?? {});
}

/** The rules that have a finding on a policy, with what they say. */
function said(policy: object): ReadonlySet<string> {
  const { findings } = finish(check(new PolicyDocument(JSON.stringify(policy), true), testContext()));
  return new Set(findings.map(({ ruleId, messageId }) => `${ruleId} ${messageId}`));
}

/** Denies of two values of a key, alone or crossed, for those who are allowed. */
const crossed = fc
  .record({
    first: statements,
    key: fc.constantFrom('aws:PrincipalTag/team', 'sts:ExternalId', 'aws:PrincipalOrgID', 'aws:PrincipalAccount'),
    operators: fc.tuple(
      fc.constantFrom('StringEquals', 'StringNotEquals', 'StringNotEqualsIfExists', 'StringLike'),
      fc.constantFrom('StringNotEquals', 'StringNotLike', 'Null'),
    ),
    values: fc.tuple(
      fc.constantFrom('red', '7f9c3b1e', 'o-a1b2c3d4e5', '222233334444'),
      fc.constantFrom('blue', 'red', '7f*', 'o-*', '777788889999'),
    ),
    third: fc.constantFrom('true', 'false'),
  })
  .map(({ first, key, operators, values, third }) => [
    ...first.filter(({ Effect }) => Effect === 'Allow'),
    ...operators.map((operator, i) => ({
      Effect: 'Deny',
      Principal: { AWS: ['*'] },
      Action: 'sts:*',
      Condition: { [operator]: { [key]: [operator === 'Null' ? third : (values[i] ?? '')] } },
    })),
  ]);

describe('of random policies', () => {
  it('nobody gets in through an Allow that Denies are said to cover, alone or together', () => {
    const found = { alone: 0, together: 0 };
    fc.assert(
      fc.property(fc.oneof(statements, crossed), fc.nat(10_000), (all, nth) => {
        if (!all.length) return;
        const policy = compiled(policyOf(...all));
        policy.policy.statements.forEach((statement, index) => {
          const denies = denyingAll(statement);
          if (!denies.length) return;
          found[deniesOver(statement).length ? 'alone' : 'together']++;
          const only = compiled(policyOf(...all.filter(({ Effect }, i) => i === index || Effect === 'Deny')));
          for (const asked of requestsFor(nth))
            assert.notEqual(
              decide(only, asked, { trace: false }).decision,
              'allow',
              `${index} of ${JSON.stringify(all)}\n${JSON.stringify(asked)}`,
            );
        });
      }),
      { numRuns: RUNS.numRuns * 5 },
    );
    assert.ok(found.alone > RUNS.numRuns / 4 && found.together > RUNS.numRuns / 20, JSON.stringify(found));
  }).timeout(RUNS.numRuns * 1000);

  it('whoever is allowed has an arrow on the map', () => {
    let allowed = 0;
    fc.assert(
      fc.property(statements, fc.nat(10_000), (all, nth) => {
        const policy = compiled(policyOf(...all));
        for (const asked of requestsFor(nth)) {
          const { decision, by } = decide(policy, asked, { trace: false });
          const statement = typeof by === 'number' ? policy.policy.statements[by] : undefined;
          if (decision !== 'allow' || !statement) continue;
          allowed++;
          assert.ok(admitted(statement).length, `${by} of ${JSON.stringify(all)}\n${JSON.stringify(asked)}`);
        }
      }),
      RUNS,
    );
    assert.ok(allowed > RUNS.numRuns, `${allowed} are allowed`);
  }).timeout(RUNS.numRuns * 1000);

  it('where anyone with an AWS account is said to get in, a stranger does, once it sends what it may choose', () => {
    let open = 0;
    fc.assert(
      fc.property(statements, (all) => {
        const one = all.find(({ Effect, Principal }) => Effect === 'Allow' && Principal['AWS']?.includes('*'));
        if (!one) return;
        const policy = policyOf({ ...one, Principal: { AWS: '*' }, Action: 'sts:AssumeRole' });
        const asked = {
          role: ROLE,
          caller: { stranger: 'aws' },
          from: { ip: '192.0.2.1', time: '2026-06-01T00:00:00Z' },
        };
        const { decision } = decide(compiled(policy), asked);
        const saying = said(policy);
        // What a stranger gets in by is never passed over.
        if (decision === 'allow')
          assert.ok(
            [...saying].some((s) => s.startsWith('principal-everyone ')),
            JSON.stringify(policy),
          );
        if (!saying.has('principal-everyone open') || one.Condition) return;
        open++;
        assert.equal(decision, 'allow', JSON.stringify(policy));
      }),
      { numRuns: RUNS.numRuns * 5 },
    );
    assert.ok(open > RUNS.numRuns / 20, `${open} are open`);
  }).timeout(RUNS.numRuns * 1000);
});

describe('of random trusts in GitHub', () => {
  const HOST = 'token.actions.githubusercontent.com';
  const test = fc
    .record({
      form: fc.constantFrom('', '', '', 'IfExists'),
      base: fc.constantFrom('StringEquals', 'StringLike', 'StringNotEquals', 'StringNotLike'),
      claim: fc.constantFrom<readonly [string, readonly string[]]>(
        ['aud', ['sts.amazonaws.com']],
        ['sub', ['repo:octo-org/octo-repo:ref:refs/heads/main', 'repo:octo-org/*', 'repo:*', '*']],
        ['repository_owner_id', ['12345678']],
      ),
      value: fc.nat(),
    })
    .map(
      ({ form, base, claim: [claim, values], value }) =>
        [`${base}${form}`, `${HOST}:${claim}`, values[value % values.length] ?? ''] as const,
    );

  it('what a repository of anyone gets in by is never passed over', () => {
    const counts = { allow: 0, deny: 0, unknown: 0 };
    fc.assert(
      fc.property(fc.array(test, { maxLength: 3 }), (tests) => {
        const Condition: Record<string, Record<string, string>> = {};
        for (const [operator, key, value] of tests) (Condition[operator] ??= {})[key] = value;
        const policy = policyOf({
          Effect: 'Allow',
          Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${HOST}` },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition,
        });
        const asked = { role: ROLE, caller: { stranger: 'github' } };
        const { decision } = decide(compiled(policy), asked);
        counts[decision]++;
        const saying = [...said(policy)];
        const isOpen = saying.some((s) =>
          /^(?:oidc-(?:unconditioned|subject-(?:missing|broad))|if-exists-opens) /.test(s),
        );
        if (decision === 'allow') assert.ok(isOpen, JSON.stringify({ policy, saying }));
        if (saying.includes('oidc-unconditioned shared')) assert.equal(decision, 'allow', JSON.stringify(policy));
      }),
      RUNS,
    );
    assert.ok(counts.allow > RUNS.numRuns / 20 && counts.deny > RUNS.numRuns / 20, JSON.stringify(counts));
  }).timeout(RUNS.numRuns * 1000);
});
