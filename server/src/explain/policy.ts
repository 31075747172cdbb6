import type { Policy } from '../policy/model.ts';
import { eachInSteps, type Steps } from '../steps.ts';
import type { Names } from './phrases.ts';
import { explainStatement, type Explanation } from './statement.ts';

/** Every statement of a policy in plain words, in order; a step each. */
export function explainPolicy(policy: Policy, names: Names): Steps<readonly Explanation[]> {
  return eachInSteps(policy.statements, (statement) => explainStatement(statement, names));
}
