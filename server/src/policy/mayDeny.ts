import { meets } from '../semantics/covering.ts';
import type { Statement } from './model.ts';
import { isNeverMet } from './surelyMet.ts';

/** Whether a Deny may take something of what an Allow grants: it may mean the same callers and calls, and its conditions may match. */
export function mayDeny(deny: Statement, allow: Statement): boolean {
  if (deny.principals.length * allow.principals.length > MOST_PAIRS) return true;
  if (!deny.complete || !allow.complete || !deny.principals.length || !allow.principals.length) return true;
  if (!deny.principals.some((d) => allow.principals.some((a) => meets(d, a) !== 'no'))) return false;
  if (areOtherCalls(deny, allow)) return false;
  const budget = { steps: STEPS };
  return !deny.conditions.some((test) => isNeverMet(test, allow, budget));
}

/** Principals that are compared with each other: nobody writes more. */
const MOST_PAIRS = 1 << 12;
/** What may be compared for two statements: more than any that a person writes need. Characters. */
const STEPS = 1 << 14;

/** Whether no way to assume the role is common to both; a Deny of a companion concerns calls that need it. */
function areOtherCalls(deny: Statement, allow: Statement): boolean {
  if (!deny.assumes.length || !allow.assumes.length) return false;
  return !deny.assumes.some((action) => allow.assumes.includes(action));
}
