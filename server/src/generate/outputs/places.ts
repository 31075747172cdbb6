import type { JsonValue } from '../../tree/node.ts';
import type { Role } from '../role.ts';

/** Whether a policy has a place to fill in, such as `<BUCKET>`. */
export function hasPlaces(policy: JsonValue): boolean {
  return /<[A-Za-z_]+>/.test(JSON.stringify(policy));
}

export function isToComplete({ policy, inlinePolicy }: Role): boolean {
  return hasPlaces(policy) || (inlinePolicy !== undefined && hasPlaces(inlinePolicy));
}

export const COMPLETE_FIRST = 'Replace the text in angle brackets first.';
