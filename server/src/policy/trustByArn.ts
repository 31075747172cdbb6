import { KEYS } from '../iam/vocabulary.ts';
import type { TreeEdit } from '../tree/edit.ts';
import { conditionsOn } from './conditionGuarantees.ts';
import type { Principal } from './model.ts';
import { addConditions } from './statementEdits.ts';
import { splitOff } from './statementSplits.ts';

/**
 * The account as principal, and a pattern of its roles or users as a condition on aws:PrincipalArn: of the statement where the
 * principal is the only one, else of a statement of its own, for the others are not to be bound by it. Undefined where the caller's
 * ARN is tested already: one test would take the other's place.
 */
export function trustByArn(
  principal: Principal,
  { account, pattern }: { readonly account: string; readonly pattern: string },
): { readonly apart: boolean; readonly edits: () => readonly TreeEdit[] } | undefined {
  const { statement, value, negated } = principal;
  if (negated || statement.conditionsOpen || conditionsOn(statement, KEYS.principalArn).length) return undefined;
  const condition = { operator: 'ArnLike', key: KEYS.principalArn, value: pattern };
  if (statement.principals.length === 1) {
    const edits = (): readonly TreeEdit[] => [
      { op: 'replace', target: value.node, value: account },
      ...addConditions(statement, { [condition.operator]: { [condition.key]: pattern } }),
    ];
    return { apart: false, edits };
  }
  const edits = splitOff(principal, account, condition);
  return edits && { apart: true, edits };
}
