import { deniedBy, type IsPast } from './deniedBy.ts';
import type { Statement } from './model.ts';

/**
 * Whether a statement lets somebody in: an Allow with an assume action that no Deny covers.
 * @param isPast whether an instant has passed; left out, a Deny from a date on covers nothing
 */
export function letsIn(statement: Statement, action?: string, isPast?: IsPast): boolean {
  const { effect, assumes } = statement;
  if (effect !== 'Allow' || !(action === undefined ? assumes.length : assumes.includes(action))) return false;
  return !deniedBy(statement, isPast);
}
