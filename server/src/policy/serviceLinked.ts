import type { Policy } from './model.ts';

const PATH = '/aws-service-role/';

/**
 * Whether the policy is that of a service-linked role, by the role's own path: it belongs to an AWS service, and nobody else
 * can change it.
 */
export function isServiceLinked({ source: { owner } }: Pick<Policy, 'source'>): boolean {
  return owner?.path?.startsWith(PATH) === true || owner?.roleArn?.includes(`:role${PATH}`) === true;
}
