// What is decided of random policies and requests: beside an evaluator that knows nothing of the product, and beside itself.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compile, type Compiled } from '../../server/src/evaluate/compile.ts';
import { decide } from '../../server/src/evaluate/decide.ts';
import type { Decision, Verdict } from '../../server/src/evaluate/decision.ts';
import { contradictionIn } from '../../server/src/policy/contradictions.ts';
import { PolicyDocument } from '../../server/src/service.ts';
import type { Span } from '../../server/src/text/span.ts';
import { anyText, value } from '../support/anyPolicy.ts';
import { compiled } from '../support/deciding.ts';
import { letsIn, readGrants, type Request } from '../support/evaluator.ts';
import { relatedStatements, request } from '../support/relatedStatements.ts';
import { described } from '../support/requests.ts';

/** PROPERTY_RUNS=20000 for a long look. */
const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 200) };
/** Requests that each policy is asked about. */
const EACH = 8;
const SAMPLES = fc.sample(request, 1500);
const REQUESTS = SAMPLES.map((sample) => [sample, described(sample)] as const);

interface Statement {
  readonly Effect: string;
  readonly Principal: Readonly<Record<string, readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}
const statements = relatedStatements as fc.Arbitrary<readonly Statement[]>;

const textOf = (all: readonly object[]): string => JSON.stringify({ Version: '2012-10-17', Statement: all });
const verdict = (policy: Compiled, asked: unknown): Verdict => decide(policy, asked, { trace: false }).decision;
/** How much a verdict lets in: what isn't known is between the two. */
const RANK: Readonly<Record<Verdict, number>> = { deny: 0, unknown: 1, allow: 2 };

/** Some requests for a policy, another choice for each. */
function requestsFor(nth: number): readonly (readonly [Request, object])[] {
  return Array.from({ length: EACH }, (_, i) => REQUESTS[(nth * 37 + i * 101) % REQUESTS.length]).flatMap((r) =>
    r ? [r] : [],
  );
}

/** Asks policies about requests; counts how often each verdict comes. */
function everyRun(ask: (all: readonly Statement[], asked: object, sample: Request) => void): void {
  fc.assert(
    fc.property(statements, fc.nat(10_000), (all, nth) => {
      for (const [sample, asked] of requestsFor(nth)) ask(all, asked, sample);
    }),
    RUNS,
  );
}

/** Holds that a change of a policy lets in no less, or no more. */
function changes(
  isMore: boolean,
  change: (statement: Statement, all: readonly Statement[]) => Statement | undefined,
): number {
  let changed = 0;
  everyRun((all, asked) => {
    all.forEach((statement, at) => {
      const other = change(statement, all);
      if (!other) return;
      changed++;
      const [before, after] = [all, all.with(at, other)].map((s) => RANK[verdict(compiled(textOf(s)), asked)]);
      const allows = (statement.Effect === 'Allow') === isMore;
      assert.ok(
        before !== undefined && after !== undefined && (allows ? after >= before : after <= before),
        `${textOf(all)}\n${at}: ${JSON.stringify(other)}\n${JSON.stringify(asked)}`,
      );
    });
  });
  return changed;
}

/** What may stand for what isn't known, by key; null is that it isn't sent. */
const OPEN: Readonly<Record<string, readonly (string | readonly string[] | null)[]>> = {
  'aws:principaltag/team': [null, 'red', 'blue'],
  'aws:principalorgid': [null, 'o-a1b2c3d4e5', 'o-x'],
  'aws:sourceaccount': [null, '222233334444', '1'],
  'aws:sourceip': [null, '203.0.113.7', '198.51.100.1', '2001:db8::1'],
  'aws:tagkeys': [null, ['team'], ['cost', 'x']],
  'aws:currenttime': ['2030-01-01T00:00:01Z', '2036-01-01T00:00:00Z', '2041-01-01T00:00:00Z'],
  'sts:externalid': [null, '7f9c3b1e', 'x'],
  'sts:rolesessionname': ['run-1', 'x'],
};

const POSITIVE = /^(?:ForAnyValue:|ForAllValues:)?(?:StringEquals|StringLike|ArnLike|ArnEquals|IpAddress)/;

describe('of random policies and requests', () => {
  it('a sure decision is that of an evaluator which knows nothing of the product', () => {
    const counts = { allow: 0, deny: 0, unknown: 0 };
    everyRun((all, asked, sample) => {
      const text = textOf(all);
      const grants = readGrants(text);
      assert.ok(grants);
      const decided = verdict(compiled(text), asked);
      counts[decided]++;
      if (decided !== 'unknown')
        assert.equal(decided === 'allow', letsIn(grants, sample), `${text}\n${JSON.stringify(asked)}`);
    });
    for (const [name, count] of Object.entries(counts))
      assert.ok(count > (RUNS.numRuns * EACH) / 100, `${name}: ${count}`);
  }).timeout(RUNS.numRuns * 1000);

  it('another Deny never lets in more, and another Allow never less', () => {
    fc.assert(
      fc.property(statements, statements, fc.nat(10_000), (all, [more], nth) => {
        if (!more) return;
        for (const [, asked] of requestsFor(nth)) {
          const [before, after] = [all, [...all, more]].map((s) => RANK[verdict(compiled(textOf(s)), asked)]);
          assert.ok(before !== undefined && after !== undefined);
          assert.ok(more.Effect === 'Allow' ? after >= before : after <= before, textOf([...all, more]));
        }
      }),
      RUNS,
    );
  }).timeout(RUNS.numRuns * 1000);

  it('another condition never makes a statement say more', () => {
    const changed = changes(false, (statement, all) => {
      const [other] = all.filter((s) => s !== statement && s.Condition);
      const block = { ...statement.Condition };
      for (const [operator, keys] of Object.entries(other?.Condition ?? {}))
        if (!Object.hasOwn(block, operator)) block[operator] = keys;
      return { ...statement, Condition: block };
    });
    assert.ok(changed > RUNS.numRuns);
  }).timeout(RUNS.numRuns * 1000);

  it('another principal, and another value of a positive operator, never makes a statement say less', () => {
    const more = changes(true, (statement, [first]) => ({
      ...statement,
      Principal: { ...first?.Principal, ...statement.Principal },
    }));
    const values = changes(true, ({ Condition, ...statement }) => {
      const operator = Object.keys(Condition ?? {}).find((name) => POSITIVE.test(name));
      if (!Condition || operator === undefined) return undefined;
      const keys = Object.entries(Condition[operator] ?? {}).map(([key, some]) => [key, [...some, 'red', 'o-*']]);
      return {
        ...statement,
        Condition: { ...Condition, [operator]: Object.fromEntries(keys) as Record<string, string[]> },
      };
    });
    assert.ok(more > RUNS.numRuns && values > RUNS.numRuns / 20, `${more}, ${values}`);
  }).timeout(RUNS.numRuns * 1000);

  it('the order of statements, keys and values tells nothing, nor whether a single value stands in a list', () => {
    const single = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned).reverse();
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([name, of]) => [name, single(turned(of))]),
      );
    };
    everyRun((all, asked) => {
      const other = textOf(turned(all) as object[]);
      assert.equal(verdict(compiled(other), asked), verdict(compiled(textOf(all)), asked), other);
    });
  }).timeout(RUNS.numRuns * 1000);

  it('what is decided of a request of which something is unknown holds whatever it is', () => {
    let sure = 0;
    fc.assert(
      fc.property(statements, fc.subarray(Object.keys(OPEN), { minLength: 1 }), fc.nat(10_000), (all, unknown, nth) => {
        const policy = compiled(textOf(all));
        for (const [sample, asked] of requestsFor(nth)) {
          const { role, caller } = asked as { role: string; caller: object };
          const whole = { role, caller, context: Object.fromEntries(sample.context) };
          const decided = verdict(policy, { ...whole, unknown });
          if (decided === 'unknown') continue;
          sure++;
          for (let i = 0; i < 4; i++) {
            const filled = unknown.map((key, k) => [key, OPEN[key]?.[(nth + i * (k + 1)) % OPEN[key].length]]);
            const completion = { ...whole, context: { ...whole.context, ...(Object.fromEntries(filled) as object) } };
            assert.equal(verdict(policy, completion), decided, `${textOf(all)}\n${JSON.stringify(completion)}`);
          }
        }
      }),
      RUNS,
    );
    assert.ok(sure > RUNS.numRuns, `${sure} are sure`);
  }).timeout(RUNS.numRuns * 1000);

  it('what would make a request allowed does', () => {
    let told = 0;
    everyRun((all, asked) => {
      const policy = compiled(textOf(all));
      const { nearest } = decide(policy, asked);
      if (!nearest || !Object.keys(nearest.request).length) return;
      told++;
      assert.equal(
        verdict(policy, applied(asked, nearest.request)),
        'allow',
        `${textOf(all)}\n${JSON.stringify(nearest)}`,
      );
    });
    assert.ok(told > RUNS.numRuns / 2, `${told} are told`);
  }).timeout(RUNS.numRuns * 1000);

  it('no request is let in through a statement that is said to match none', () => {
    let found = 0;
    everyRun((all, asked) => {
      const policy = compiled(textOf(all));
      policy.policy.statements.forEach((statement, index) => {
        const why = contradictionIn(statement)?.kind;
        if (!why || why === 'onlyAbsent') return;
        found++;
        const trace = traceOf(decide(policy, asked), index);
        assert.notEqual(trace?.result, 'yes', `${textOf(all)}\n${JSON.stringify(asked)}`);
      });
    });
    assert.ok(found > RUNS.numRuns / 10, `${found} match none`);
  }).timeout(RUNS.numRuns * 1000);

  it('nothing throws, whatever the policy and the request', () => {
    const caller = fc.oneof(
      value,
      fc.constantFrom(...SAMPLES.slice(0, 200).map((sample) => (described(sample) as { caller: object }).caller)),
    );
    const asked = fc.oneof(
      value,
      fc.record(
        { role: value, caller, with: value, from: value, context: value, unknown: value },
        { requiredKeys: ['caller'] },
      ),
      fc.constantFrom(...REQUESTS.slice(0, 200).map(([, r]) => r)),
    );
    fc.assert(
      fc.property(anyText, asked, (text, given) => {
        for (const policy of new PolicyDocument(text, true).trustPolicies) {
          const decision = decide(compile(policy), given);
          assert.ok(Object.hasOwn(RANK, decision.decision));
          assert.deepEqual(JSON.parse(JSON.stringify(decision)), decision);
        }
      }),
      { numRuns: RUNS.numRuns * 5 },
    );
  }).timeout(RUNS.numRuns * 1000);
});

function traceOf(
  { statements: traces }: Decision<Span>,
  index: number,
): Decision<Span>['statements'][number] | undefined {
  return traces.find((trace) => trace.index === index);
}

/** A request with the changes that are told of it. */
function applied(asked: object, changes: Readonly<Record<string, unknown>>): object {
  const result = structuredClone(asked) as Record<string, unknown>;
  for (const [path, value] of Object.entries(changes)) {
    const steps = stepsOf(path);
    let at = result;
    for (const step of steps.slice(0, -1)) at = (at[step] ??= {}) as Record<string, unknown>;
    const last = steps.at(-1) ?? '';
    at[last] = value === null && steps[0] !== 'context' ? undefined : value;
  }
  return result;
}

/** A name of a tag, a claim or a key may have dots of its own. */
function stepsOf(path: string): readonly string[] {
  const record = /^(?:context|roleTags|with\.tags|caller\.tags|caller\.oidc\.claims|caller\.saml\.keys)\./.exec(
    path,
  )?.[0];
  return record === undefined ? path.split('.') : [...record.slice(0, -1).split('.'), path.slice(record.length)];
}
