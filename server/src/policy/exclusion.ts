import type { Operator } from '../iam/operators.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import { allowedBy, NONE, type Values } from '../semantics/allowed.ts';
import { Possible } from '../semantics/possible.ts';
import { memo } from '../text/memo.ts';
import { factsOf } from './keyFacts.ts';
import type { Condition, ConditionValue } from './model.ts';

/**
 * Whether, as far as can be guessed, no request meets both of two tests of one key, once both ask for it; taken for so where it can't
 * be told, or finding out would take long.
 */
export function excludes(one: Condition, other: Condition): boolean {
  const budget = { steps: STEPS };
  const possible = new Possible(budget);
  for (const condition of [one, other]) {
    const values = valuesAsked(condition);
    if (values.kind === 'unknown' && condition.operator?.negated) return true;
    possible.add({ absent: 'no', values, of: 'one' });
  }
  return possible.isEmpty || budget.steps < 0;
}

/** What two tests may take to be compared: more than those of a policy need that IAM takes. */
const STEPS = 1 << 20;

const valuesAsked = memo((condition: Condition): Values => {
  const { operator, key, values } = condition;
  const asked = operator?.negated ? values : sentFor(condition);
  if (!asked.length) return NONE;
  if (!operator || asked.some(({ text }) => !text || text.holes.length)) return { kind: 'unknown' };
  return allowedBy(
    asAsked(operator, condition),
    key.value,
    asked.map(({ text }) => text?.value ?? ''),
    true,
  ).values;
});

/** What a pattern of an ARN asks for: no ARN is known whose Region or account has a colon, which StringLike would take. */
function asAsked(operator: Operator, condition: Condition): Operator {
  const isOfArns = operator.wildcards && !operator.negated && factsOf(condition)?.type.endsWith('ARN') === true;
  return isOfArns ? { ...operator, family: 'Arn' } : operator;
}

/** The values of a test that some caller may send. */
export function sentFor(condition: Condition): readonly ConditionValue[] {
  return condition.values.filter((v) => mayBeSent(condition, v));
}

/** Read to the letter, no caller sends a `*`. */
function mayBeSent({ operator }: Condition, { text }: ConditionValue): boolean {
  if (operator?.family !== 'String' || operator.wildcards) return true;
  return !text || text.holes.length > 0 || !hasWildcard(text.value);
}
