import { accountFieldOf } from '../../iam/account.ts';
import { parseArn } from '../../iam/arn.ts';
import { parseAwsPrincipal } from '../../iam/awsPrincipal.ts';
import type { Principal, PrincipalKind } from '../../policy/model.ts';
import type { Text } from '../../policy/policyText.ts';
import type { AwsError } from './awsError.ts';

type Denied = AwsError & { readonly kind: 'denied' };

/** Whether a principal may be the caller, as far as it is filled in. */
export function mayBe(
  { type, value, statement }: Principal,
  { caller }: Pick<Denied, 'caller'>,
  action: string,
): boolean {
  const kind = kindOf({ value, statement });
  if (kind === 'everyone' || (kind === 'unknown' && value.holes.length > 0)) return true;
  if (action === 'sts:AssumeRoleWithWebIdentity') return kind === 'oidc' || kind === 'federated';
  if (action === 'sts:AssumeRoleWithSAML') return kind === 'saml' || kind === 'federated';
  if (caller === undefined) return kind === 'account' || kind === 'service';
  return type === 'AWS' && (value.value === caller || mayName(value, caller));
}

/** Whether what a template, a module or the reader still fills in can make a principal name a caller or its account. */
function mayName(value: Text, caller: string): boolean {
  const named = parseAwsPrincipal(value);
  if (!('account' in named)) return named.kind === 'other' && value.holes.length > 0;
  const account = accountFieldOf(value);
  if (!account?.holes.length && named.account !== parseArn({ value: caller, holes: [] })?.account.value) return false;
  if (named.kind === 'account') return true;
  const name = value.value.slice(value.value.lastIndexOf('/') + 1);
  const isOpen = value.holes.some(({ to }) => to > value.value.length - name.length);
  const who = parseAwsPrincipal({ value: caller, holes: [] });
  // A session's ARN has the role's name without its path.
  if (named.kind === 'role') return who.kind === 'session' && (isOpen || name === who.role);
  return value.holes.length > 0 && named.kind === who.kind && (isOpen || caller.endsWith(`/${name}`));
}

/** Whether a principal that may be the caller is known to be: nothing of it is filled in later, or what is does not matter. */
export function isSettled(principal: Principal): boolean {
  const kind = kindOf(principal);
  return !principal.value.holes.length || kind === 'oidc' || kind === 'saml';
}

function kindOf({ value, statement }: Pick<Principal, 'value' | 'statement'>): PrincipalKind['kind'] | undefined {
  return statement.shape.principals[statement.principals.findIndex((p) => p.value === value)]?.kind;
}
