import { comparesValues, type Operator } from '../iam/operators.ts';
import type { Tristate } from './tristate.ts';

/**
 * Whether a test is met by a request without its key: the only place that knows.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function whenAbsent(operator: Operator, values: readonly string[]): Tristate {
  if (operator.family === 'Null') return operator.set || operator.ifExists ? 'unknown' : whenNull(values);
  switch (operator.set) {
    case 'ForAllValues':
      return operator.negated ? 'unknown' : 'yes'; // of the negated ones AWS's table says the reverse of its definition
    case 'ForAnyValue':
      return operator.ifExists ? 'unknown' : 'no';
    case undefined:
      return operator.ifExists || operator.negated ? 'yes' : 'no';
  }
}

/** Whether an operator compares a value, and only requests with its key meet it. */
export function isPositive(operator: Operator): boolean {
  return comparesValues(operator) && whenAbsent(operator, NO_VALUES) === 'no';
}

const NO_VALUES: readonly string[] = [];

function whenNull(values: readonly string[]): Tristate {
  if (!values.length || !values.every((value) => value === 'true' || value === 'false')) return 'unknown';
  return values.includes('true') ? 'yes' : 'no';
}
