import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { isAccountId } from '../iam/account.ts';
import { parseServiceName } from '../iam/serviceName.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import type { Principal, PrincipalKind } from './model.ts';

/**
 * Whether IAM surely does not take a principal, so that it refuses the whole policy: a malformed name, a wildcard in an ARN, a
 * value under a type that there is not. What only IAM can know (whether the role exists) is not asked.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function isInvalidPrincipal({ type, value }: Principal, kind: PrincipalKind): boolean {
  if (value.holes.length || kind.kind === 'everyone') return false;
  switch (type) {
    case undefined:
      return true;
    case 'AWS': {
      const aws = parseAwsPrincipal(value);
      if (aws.kind === 'everyone' || aws.kind === 'deleted') return false;
      return aws.kind === 'other' || !isAccountId(aws.account) || hasWildcard(value.value);
    }
    case 'Service':
      return value.value !== value.value.toLowerCase() || !parseServiceName(value.value);
    case 'Federated':
      return kind.kind === 'federated' || hasWildcard(value.value);
    case '*':
    case 'CanonicalUser':
      return false;
  }
}
