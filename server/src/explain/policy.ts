import type { Policy } from '../policy/model.ts';
import type { Names } from './phrases.ts';
import { explainStatement, type Explanation } from './statement.ts';

/** Every statement of a policy in plain words, in order. */
export function explainPolicy(policy: Policy, names: Names): readonly Explanation[] {
  return policy.statements.map((statement) => explainStatement(statement, names));
}
