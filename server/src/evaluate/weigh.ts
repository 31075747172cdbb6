import type { Tristate } from '../semantics/tristate.ts';
import type { Call } from './call.ts';
import type { Compiled, CompiledStatement } from './compile.ts';
import type { ActionDecision, StatementName, Verdict } from './decision.ts';
import { judge, type Judged } from './judge.ts';

/** What the statements come to. */
export interface Weighed {
  readonly verdict: Verdict;
  readonly actions: readonly ActionDecision[];
  readonly judged: readonly Judged[];
  /** A Deny that surely applies to an action of the call. */
  readonly deny: CompiledStatement | undefined;
}

/** A call is allowed where each of its actions is: by some Allow, and denied by no Deny. */
export function weigh(compiled: Compiled, call: Call): Weighed {
  const judged = judge(compiled, call);
  const verdicts = call.actions.map((action) => weighAction(action, judged, compiled.isOpen));
  const actions = verdicts.map(({ action, verdict, by }) => ({
    action,
    decision: verdict,
    by: by ? nameOf(by) : null,
  }));
  const deny = verdicts.find(({ verdict, by }) => verdict === 'deny' && by)?.by;
  if (!call.caller.facts) return { verdict: 'deny', actions, judged, deny };
  const has = (verdict: Verdict): boolean => verdicts.some((one) => one.verdict === verdict);
  const isUnsure = (): boolean =>
    has('unknown') || call.maybeActions.some((one) => weighAction(one, judged, compiled.isOpen).verdict !== 'allow');
  return { verdict: has('deny') ? 'deny' : isUnsure() ? 'unknown' : 'allow', actions, judged, deny };
}

export interface WeighedAction {
  readonly action: string;
  readonly verdict: Verdict;
  readonly by: CompiledStatement | undefined;
}

/** Whether an action is allowed, and by which statement. @param isOpen there may be more statements */
export function weighAction(action: string, judged: readonly Judged[], isOpen: boolean): WeighedAction {
  let allow: Judged | undefined;
  let allowed: Tristate = 'no';
  let denied: Tristate = 'no';
  for (const one of judged) {
    const applies = one.appliesTo(action);
    if (applies === 'no') continue;
    const { effect } = one.of;
    if (effect === 'Deny' && applies === 'yes') return { action, verdict: 'deny', by: one.of };
    if (effect !== 'Allow') denied = 'unknown';
    if (effect === 'Deny') continue;
    if (effect === 'Allow' && applies === 'yes') {
      allow ??= one;
      allowed = 'yes';
    } else if (allowed === 'no') allowed = 'unknown';
  }
  // What can't be read may hold another statement, of either kind.
  if (denied !== 'no' || isOpen)
    return { action, verdict: allowed === 'no' && !isOpen ? 'deny' : 'unknown', by: undefined };
  if (allowed === 'yes') return { action, verdict: 'allow', by: allow?.of };
  return { action, verdict: allowed === 'no' ? 'deny' : 'unknown', by: undefined };
}

export function nameOf({ sid, index }: CompiledStatement): StatementName {
  return sid ?? index;
}
