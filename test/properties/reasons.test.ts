// Why a call is decided as it is, told once more from what each statement says of it.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decide } from '../../server/src/evaluate/decide.ts';
import type { Decision, Result, StatementTrace } from '../../server/src/evaluate/decision.ts';
import type { Span } from '../../server/src/text/span.ts';
import { compiled } from '../support/deciding.ts';
import { relatedStatements, request } from '../support/relatedStatements.ts';
import { described } from '../support/requests.ts';

/** PROPERTY_RUNS=20000 for a long look. */
const RUNS = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 500) };
const REQUESTS = fc.sample(request, 500).map(described);
/** Requests that each policy is asked about. */
const EACH = 8;

type Trace = StatementTrace<Span>;
type Told = Pick<Decision<Span>, 'decision' | 'because' | 'by'>;

const failing = ({ conditions }: Trace): number => conditions.filter(({ result }) => result === 'no').length;

/** Of a call that needs one action. */
function toldBy(statements: readonly Trace[]): Told {
  const of = (effect: Trace['effect'], result: Result): readonly Trace[] =>
    statements.filter((one) => one.effect === effect && one.result === result);
  const by = ({ sid, index }: Trace): Told['by'] => sid ?? index;
  const [deny] = of('Deny', 'yes');
  if (deny) return { decision: 'deny', because: 'deny', by: by(deny) };
  const [allow] = of('Allow', 'yes');
  if (allow && !of('Deny', 'unknown').length) return { decision: 'allow', because: null, by: by(allow) };
  if (allow || of('Allow', 'unknown').length)
    return { decision: 'unknown', because: untold(statements, !allow), by: null };
  const admitting = statements.filter((one) => one.effect === 'Allow' && one.principal.result !== 'no');
  if (!admitting.length) return { decision: 'deny', because: 'principal', by: null };
  const acting = admitting.filter((one) => one.action.result !== 'no');
  const [nearest] = acting.toSorted((a, b) => failing(a) - failing(b));
  const key = nearest?.conditions.find(({ result }) => result === 'no')?.key;
  return { decision: 'deny', because: key === undefined ? 'action' : `condition:${key}`, by: null };
}

/** What would have to be known: of a Deny, once an Allow is sure; of one that surely means the caller first. */
function untold(statements: readonly Trace[], ofAllows: boolean): string | null {
  const open = statements.filter((one) => one.result === 'unknown' && (one.effect === 'Allow') === ofAllows);
  const [one = open[0]] = open.filter(({ principal }) => principal.result === 'yes');
  if (one?.principal.result === 'unknown') return 'principal';
  const key = one?.conditions.find(({ result }) => result === 'unknown')?.key;
  return key === undefined ? null : `condition:${key}`;
}

describe('the reason of a decision', () => {
  it('follows from what each statement says', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(relatedStatements, fc.nat(10_000), (all, nth) => {
        const text = JSON.stringify({ Version: '2012-10-17', Statement: all });
        const policy = compiled(text);
        for (let i = 0; i < EACH; i++) {
          const asked = REQUESTS[(nth * 37 + i * 101) % REQUESTS.length];
          const { decision, because, by, statements, actions } = decide(policy, asked);
          assert.equal(actions.length, 1);
          seen.add(`${decision} ${because?.split(':', 1)[0] ?? ''}`);
          assert.deepEqual({ decision, because, by }, toldBy(statements), `${text}\n${JSON.stringify(asked)}`);
        }
      }),
      RUNS,
    );
    for (const kind of ['allow ', 'deny action', 'deny condition', 'deny deny', 'deny principal', 'unknown condition'])
      assert.ok(seen.has(kind), kind);
  }).timeout(RUNS.numRuns * 200);
});
