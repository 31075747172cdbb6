import { ASSUME_ROLE, VERSION } from '../iam/vocabulary.ts';
import type { JsonValue } from '../tree/node.ts';

/** What a caller attaches to itself. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html */
export function callerPolicy(roleArn: string): JsonValue {
  return { Version: VERSION, Statement: [{ Effect: 'Allow', Action: ASSUME_ROLE, Resource: roleArn }] };
}
