import { groupedBy } from '../text/grouped.ts';
import { firstIndex } from '../text/search.ts';
import { memo } from '../text/memo.ts';
import type { Condition, Statement } from './model.ts';

/** The conditions on a key of that name, compared without case as IAM does. */
export function conditionsNamed(statement: Statement, key: string): readonly Condition[] {
  return byName(statement).get(key.toLowerCase()) ?? NONE;
}

/** The conditions on the keys of a family: those that start with `family`, compared without case. */
export function conditionsInFamily(statement: Statement, family: string): readonly Condition[] {
  const start = family.toLowerCase();
  const all = inOrder(statement);
  const found: Named[] = [];
  for (let at = firstIndex(all, (n) => n.name >= start); all[at]?.name.startsWith(start); at++) {
    const named = all[at];
    if (named) found.push(named);
  }
  return found.sort((a, b) => a.index - b.index).map((n) => n.condition);
}

/** The conditions that stand under the same operator, itself among them. */
export function besideUnderOperator({ operatorMember, statement }: Condition): readonly Condition[] {
  return byOperator(statement).get(operatorMember) ?? NONE;
}

const NONE: readonly Condition[] = [];

interface Named {
  readonly name: string;
  readonly index: number;
  readonly condition: Condition;
}

const byName = memo(({ conditions }: Statement) => groupedBy(conditions, (c) => c.key.value.toLowerCase()));
const byOperator = memo(({ conditions }: Statement) => groupedBy(conditions, (c) => c.operatorMember));
/** By name. */
const inOrder = memo(({ conditions }: Statement) =>
  conditions
    .map((condition, index): Named => ({ name: condition.key.value.toLowerCase(), index, condition }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
);
