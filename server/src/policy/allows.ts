import { ASSUME_ACTIONS, sameName } from '../iam/words.ts';
import type { Statement } from './model.ts';

/**
 * The assume actions a statement speaks of; wildcards count for all they cover. Unknown names count for none.
 * A statement with only companions (sts:TagSession, …) lets nobody in: AWS's own pattern splits them off.
 */
export function assumeActions(statement: Statement): readonly string[] {
  return ASSUME_ACTIONS.filter((action) => statement.actions.some((a) => covers(a.value, action)));
}

/** Whether a statement lets somebody in: an Allow with an assume action. */
export function letsIn(statement: Statement, action?: string): boolean {
  if (statement.effect !== 'Allow') return false;
  const actions = assumeActions(statement);
  return action === undefined ? actions.length > 0 : actions.includes(action);
}

function covers(pattern: string, action: string): boolean {
  if (!/[*?]/.test(pattern)) return sameName(pattern.trim(), action);
  if (pattern === '*') return true;
  return wildcardMatches(pattern.toLowerCase(), action.toLowerCase());
}

/** Matches `*` and `?` without backtracking blow-up: greedy, remembering only the last star. */
export function wildcardMatches(pattern: string, text: string): boolean {
  let p = 0;
  let star = -1;
  let mark = 0;
  for (let t = 0; t < text.length;) {
    if (
      p < pattern.length &&
      (pattern.charAt(p) === '?' || (pattern.charAt(p) === text.charAt(t) && pattern.charAt(p) !== '*'))
    ) {
      p++;
      t++;
    } else if (pattern.charAt(p) === '*') {
      star = p++;
      mark = t;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (pattern.charAt(p) === '*') p++;
  return p === pattern.length;
}
