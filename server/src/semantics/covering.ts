import { parseAwsPrincipal, type AwsPrincipal } from '../iam/awsPrincipal.ts';
import type { PrincipalText } from './principal.ts';
import { EVERYONE, principalNames, type PrincipalNames } from './principalNames.ts';
import type { Tristate } from './tristate.ts';

/**
 * Whether every caller of one principal is a caller of another one too.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function covers(wide: PrincipalText, narrow: PrincipalText): Tristate {
  const [outer, inner] = [principalNames(wide), principalNames(narrow)];
  if (!outer || !inner) return 'unknown';
  if (haveOneInCommon(outer.own, inner.covering)) return 'yes';
  return isUntold(outer, narrow) || isGone(wide, narrow) ? 'unknown' : 'no';
}

/** Whether somebody is a caller of both of two principals. */
export function meets(one: PrincipalText, other: PrincipalText): Tristate {
  const [a, b] = [principalNames(one), principalNames(other)];
  if (!a || !b) return 'unknown';
  if (haveOneInCommon(a.own, b.covering) || haveOneInCommon(b.own, a.covering)) return 'yes';
  return isUntold(a, other) || isUntold(b, one) || isGone(one, other) ? 'unknown' : 'no';
}

function haveOneInCommon(some: readonly string[], others: readonly string[]): boolean {
  return some.some((name) => others.includes(name));
}

/** AWS does not say whether everyone are also services and those who come through an identity provider. */
function isUntold({ own }: PrincipalNames, { type }: PrincipalText): boolean {
  return own[0] === EVERYONE && type !== 'AWS' && type !== '*';
}

/** Whose a unique ID is, or was, its text does not tell; but a user's is no role's, and of two of them none is the other. */
function isGone(one: PrincipalText, other: PrincipalText): boolean {
  if (one.type !== 'AWS' || other.type !== 'AWS') return false;
  const [a, b] = [parseAwsPrincipal(one.value), parseAwsPrincipal(other.value)];
  if (a.kind === 'deleted') return b.kind !== 'deleted' && mayBe(a.what, b.kind);
  return b.kind === 'deleted' && mayBe(b.what, a.kind);
}

function mayBe(gone: 'user' | 'role', kind: AwsPrincipal['kind']): boolean {
  return gone === 'user' ? kind !== 'role' && kind !== 'session' : kind !== 'user' && kind !== 'federatedUser';
}

export function isUniqueId({ type, value }: PrincipalText): boolean {
  return type === 'AWS' && parseAwsPrincipal(value).kind === 'deleted';
}
