import { conditionKey } from '../catalogue/conditionKeys.ts';
import type { Condition, Statement } from './model.ts';
import { serviceOf } from './namedService.ts';
import { fittingAction } from './principalKinds.ts';

/** The companion action that a call needs to bring a condition key. */
export function companionFor(key: string): string | undefined {
  return conditionKey(key)?.requires;
}

/** The companion that a call needs to meet a condition; tests that a plain call meets too need none. */
export function companionAskedBy({ operator, key }: Condition): string | undefined {
  if (
    !operator ||
    operator.negated ||
    operator.ifExists ||
    operator.family === 'Null' ||
    operator.set === 'ForAllValues'
  )
    return undefined;
  return companionFor(key.value);
}

/** The one assume action that fits a statement's principals, and the companions without which none of their calls succeeds. */
export function neededActions(statement: Statement): readonly string[] | undefined {
  const fitting = fittingAction(statement);
  if (fitting === undefined) return undefined;
  const ofServices = statement.principals.flatMap(({ value }) => serviceOf(value.value)?.companions.always ?? []);
  const ofConditions = statement.conditions.flatMap((condition) => companionAskedBy(condition) ?? []);
  return [...new Set([fitting, ...ofServices, ...ofConditions])];
}
