import type { Span } from '../text/span.ts';
import { readCall, type Unstated } from './call.ts';
import { callerHalf } from './callerHalf.ts';
import type { Compiled } from './compile.ts';
import type { Decision, StatementName } from './decision.ts';
import { nearestMiss } from './nearest.ts';
import { notesOn } from './notes.ts';
import { reasonOf } from './reason.ts';
import { traceOf } from './trace.ts';
import { nameOf, weigh, type Weighed } from './weigh.ts';

export interface DecideOptions extends Unstated {
  /** Whether to tell what each statement says, and what the call misses by; on by default. */
  readonly trace?: boolean;
}

/**
 * Whether a trust policy allows a call, as AWS documents it; what it doesn't document is unknown.
 * @param request a `Request`; of anything else the decision is unknown, and a note says why
 */
export function decide(compiled: Compiled, request: unknown, options: DecideOptions = {}): Decision<Span> {
  const call = readCall(request, compiled, options);
  if (typeof call === 'string') return undecided(call);
  const weighed = weigh(compiled, call);
  const { verdict, actions, judged } = weighed;
  const isTraced = options.trace ?? true;
  return {
    decision: verdict,
    by: byOf(weighed),
    because: verdict === 'allow' ? null : reasonOf(weighed, call),
    callerSide: callerHalf(weighed, call),
    actions,
    statements: isTraced ? judged.map((one) => traceOf(one, call)) : [],
    nearest: isTraced && verdict !== 'allow' ? nearestMiss(weighed, call, { compiled, request, options }) : null,
    notes: notesOn(compiled, call, weighed),
  };
}

/** Of what can't be asked. */
export function undecided(note: string): Decision<Span> {
  return {
    decision: 'unknown',
    by: null,
    because: null,
    callerSide: null,
    actions: [],
    statements: [],
    nearest: null,
    notes: [note],
  };
}

function byOf({ verdict, actions, deny }: Weighed): StatementName | null {
  if (verdict === 'allow') return actions[0]?.by ?? null;
  return verdict === 'deny' && deny ? nameOf(deny) : null;
}
