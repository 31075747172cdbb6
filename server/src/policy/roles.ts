import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { ASSUME_ROLE } from '../iam/vocabulary.ts';
import { isRejected } from './admitted.ts';
import { letsIn } from './letsIn.ts';
import type { Policy, Principal } from './model.ts';

/** A role whose trust policy is known, with the roles that it trusts. */
export interface KnownRole {
  readonly arn: string;
  /** ARNs of the roles that an Allow statement names, each once. */
  readonly trusts: readonly string[];
}

/** The roles of a document that says their ARNs: `get-role`, `list-roles`, an account's dump. */
export function rolesIn(policies: readonly Policy[]): readonly KnownRole[] {
  return policies.flatMap((policy) => {
    const arn = policy.source.owner?.roleArn;
    return arn !== undefined && policy.source.kind === 'trust' ? [{ arn, trusts: trustedRoles(policy) }] : [];
  });
}

/** The ARNs of roles that a policy lets in. */
export function trustedRoles({ statements }: Policy): readonly string[] {
  return [...new Set(statements.flatMap((s) => s.principals.flatMap((p) => trustedRole(p) ?? [])))];
}

/** The ARN of the role that a principal lets in. */
export function trustedRole({ type, value, negated, statement }: Principal): string | undefined {
  if (type !== 'AWS' || negated || value.holes.length || parseAwsPrincipal(value).kind !== 'role') return undefined;
  return letsIn(statement, ASSUME_ROLE) && !isRejected(statement) ? value.value : undefined;
}

/** Whether two lists tell of the same roles, and of the same trusts. */
export function areSameRoles(some: readonly KnownRole[], others: readonly KnownRole[]): boolean {
  return areAlike(some, others, (a, b) => a.arn === b.arn && areAlike(a.trusts, b.trusts, (x, y) => x === y));
}

function areAlike<T>(some: readonly T[], others: readonly T[], isSame: (a: T, b: T) => boolean): boolean {
  return some.length === others.length && some.every((item, i) => isSame(item, others[i] as T));
}
