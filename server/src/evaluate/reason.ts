import type { Call } from './call.ts';
import type { Weighed } from './weigh.ts';
import type { Judged } from './judge.ts';
import type { Tristate } from '../semantics/tristate.ts';

/** The class of the reason why a call is not surely allowed; null where it is a part that can't be read. */
export function reasonOf(weighed: Weighed, call: Call): string | null {
  const { verdict, actions, judged, deny } = weighed;
  if (!call.caller.facts) return 'caller-side';
  if (verdict === 'unknown') return untoldOf(weighed, call);
  if (deny) return 'deny';
  const allows = judged.filter(isAllow);
  const admitting = allows.filter(({ principal }) => principal !== 'no');
  if (!admitting.length) return 'principal';
  const [action = ''] = call.actions;
  if (actions[0]?.decision !== 'deny') return 'companion';
  const nearest = nearestOf(admitting, action);
  return (nearest && conditionWith('no', nearest)) ?? 'action';
}

function isAllow({ of }: Judged): boolean {
  return of.effect !== 'Deny';
}

/** Of the statements that cover an action, the one that fewest conditions fail of; the first of several. */
function nearestOf(judged: readonly Judged[], action: string): Judged | undefined {
  let nearest: Judged | undefined;
  let fewest = Infinity;
  for (const one of judged) {
    if (one.of.covers(action) === 'no') continue;
    const failing = one.results.filter((result) => result === 'no').length;
    if (failing < fewest) [nearest, fewest] = [one, failing];
  }
  return nearest;
}

function conditionWith(result: Tristate, { of, results }: Judged): string | undefined {
  const at = results.indexOf(result);
  const condition = at < 0 ? undefined : of.conditions[at]?.condition;
  return condition && `condition:${condition.key.value}`;
}

/** What would have to be known, of the first action that is not. */
function untoldOf({ actions, judged }: Weighed, { caller: { facts } }: Call): string | null {
  const action = actions.find(({ decision }) => decision === 'unknown')?.action;
  if (action === undefined) return 'companion';
  const open = judged.filter((one) => one.appliesTo(action) === 'unknown');
  const isAllowed = judged.some((one) => one.of.effect === 'Allow' && one.appliesTo(action) === 'yes');
  // Where an Allow is sure, a Deny is what is not.
  const [first] = isAllowed ? open.filter(({ of }) => of.effect !== 'Allow') : open.filter(isAllow);
  const [untold = first] = open.filter((one) => one.principal === 'yes' && isAllow(one) !== isAllowed);
  if (!untold || !facts) return null;
  if (untold.principal === 'unknown') return 'principal';
  if (untold.of.covers(action) === 'unknown') return 'action';
  return conditionWith('unknown', untold) ?? null;
}
