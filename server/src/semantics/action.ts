import { sameName } from '../iam/vocabulary.ts';
import { wildcardMatches } from '../iam/wildcards.ts';

/**
 * Whether an action of a policy covers an action of AWS: both without case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function coversAction(pattern: string, action: string): boolean {
  if (pattern === action) return true;
  if (!pattern.includes('*') && !pattern.includes('?')) return sameName(pattern, action);
  return wildcardMatches(pattern.toLowerCase(), action.toLowerCase());
}
