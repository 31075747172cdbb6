import { allowsTo } from '../../policy/assumeActions.ts';
import { companionFor } from '../../policy/companions.ts';
import type { Statement } from '../../policy/model.ts';
import { allowAlso } from '../../policy/statementEdits.ts';
import type { TreeEdit } from '../../tree/edit.ts';

/** The action that a call needs to bring a key, where the statement lacks it: a test of a tag that may not be sent denies all. */
export function companionEdits(key: string, statement: Statement | undefined): readonly TreeEdit[] {
  const action = companionFor(key);
  if (action === undefined || statement?.effect !== 'Allow') return [];
  return allowsTo(statement, action, statement.principals) ? [] : allowAlso(statement, [action]);
}
