import { sidOf } from '../policy/sid.ts';
import type { Statement } from '../policy/model.ts';
import { displayText } from './phrases.ts';

/** How a statement is spoken of: `statement "DenyOutsiders"`, or by its number, `statement 2`. */
export function statementName(statement: Statement): string {
  const sid = sidOf(statement);
  return `statement ${sid === undefined ? statement.policy.statements.indexOf(statement) + 1 : `"${displayText(sid)}"`}`;
}
