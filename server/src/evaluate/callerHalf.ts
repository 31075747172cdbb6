import { isWholeAccount } from '../iam/account.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import type { Principal } from '../policy/model.ts';
import type { Call } from './call.ts';
import type { CallerHalf } from './decision.ts';
import type { Weighed } from './weigh.ts';
import type { Judged } from './judge.ts';

/**
 * Whether the caller needs a policy on its own side as well: a trust policy that names a user or a session of the role's own
 * account grants by itself. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function callerHalf({ verdict, judged }: Weighed, call: Call): CallerHalf | null {
  if (!call.caller.facts) return 'refused';
  const allows = judged.filter(({ of, principal }) => of.effect === 'Allow' && principal === 'yes');
  if (verdict !== 'allow') return halfOf(allows, call);
  let all: CallerHalf | null = null;
  for (const action of call.actions) {
    const half = halfOf(
      allows.filter((one) => one.appliesTo(action) === 'yes'),
      call,
    );
    if (all !== 'needed') all = half;
  }
  return all;
}

/** What names the caller most directly is enough. */
function halfOf(allows: readonly Judged[], call: Call): CallerHalf | null {
  const halves = allows.flatMap((one) => matchedIn(one, call).map((principal) => halfFor(principal, call)));
  if (halves.includes('not-needed')) return 'not-needed';
  return halves.length ? 'needed' : null;
}

/** The principals of a statement that surely name the caller. */
export function matchedIn({ of: { principals } }: Judged, { caller: { facts } }: Call): readonly Principal[] {
  if (!facts) return [];
  return principals.filter(({ admits }) => admits(facts) === 'yes').map(({ principal }) => principal);
}

function halfFor(principal: Principal, { caller: { facts }, home }: Call): CallerHalf {
  return facts?.account === undefined ? 'not-needed' : halfOfAccount(principal, facts.account === home.account);
}

/** Of a user or a role of an account, by what names them; whoever is named whole needs a policy there as well. */
export function halfOfAccount({ value }: Principal, isOwn: boolean): CallerHalf {
  return isOwn && isWholeAccount(value) !== 'yes' ? 'not-needed' : 'needed';
}

/** Whether a role's own permissions boundary still limits what names it. */
export function isLimitedRole({ value }: Principal): boolean {
  const named = parseAwsPrincipal(value);
  return named.kind === 'role' || (named.kind === 'deleted' && named.what === 'role');
}
