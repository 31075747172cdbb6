import { conditionKey, keyFamily, nearestKey } from '../catalogue/conditionKeys.ts';
import { servicePrefixes } from '../catalogue/servicePrincipals.ts';
import { parseOperator } from '../iam/operators.ts';
import type { ProviderKey } from '../iam/providerKey.ts';
import { distance } from '../text/distance.ts';
import { claimsFor, COMMON_CLAIMS, providerOfKey } from './oidcClaims.ts';
import type { Condition } from './model.ts';

/** A condition key that does not exist, as far as we know. */
export interface UnknownKey {
  readonly kind: 'near' | 'unknown' | 'noPrefix' | 'noTagKey' | 'service' | 'issuer' | 'claim' | 'claimNear';
  readonly data: Readonly<Record<string, string>>;
  /** The key that is likely meant. */
  readonly meant?: string;
  /** A slip, or no form that a key can have; the others AWS may have added since our table was made. */
  readonly surely: boolean;
}

export function unknownKey(condition: Condition): UnknownKey | undefined {
  const { key, providerKey: provider } = condition;
  const name = key.value;
  if (name === '' || /^https?:/i.test(name) || conditionKey(name) || parseOperator(name)) return undefined;
  // The issuer may still have to be filled in; the claim behind it is judged all the same.
  if (provider && !provider.claim.holes.length) return unknownClaim(condition, provider);
  return key.holes.length ? undefined : unknownName(name);
}

function unknownName(name: string): UnknownKey | undefined {
  const bare = `${name.replace(/\/$/, '')}/`;
  if (keyFamily(bare)) return { kind: 'noTagKey', data: { prefix: bare }, surely: true };
  const nearest = nearestKey(name) ?? withPrefix(name);
  if (nearest !== undefined) return { kind: 'near', data: { nearest }, meant: nearest, surely: true };
  const colon = name.indexOf(':');
  if (colon <= 0 || colon === name.length - 1) return { kind: 'noPrefix', data: {}, surely: true };
  const prefix = name.slice(0, colon);
  if (GLOBAL.has(prefix.toLowerCase())) return { kind: 'unknown', data: {}, surely: false };
  if (servicePrefixes.has(prefix.toLowerCase())) return undefined;
  return { kind: isCommonClaim(name.slice(colon + 1)) ? 'issuer' : 'service', data: { prefix }, surely: false };
}

/** Every identity provider has these claims: what stands before one is to be an issuer. */
function isCommonClaim(name: string): boolean {
  return COMMON_CLAIMS.includes(name.toLowerCase());
}

/** The one key that has this name behind its prefix: `ExternalId` is `sts:ExternalId`. */
function withPrefix(name: string): string | undefined {
  if (name.includes(':')) return undefined;
  const found = ['aws', 'sts', 'saml'].flatMap((prefix) => conditionKey(`${prefix}:${name}`)?.name ?? []);
  return found.length === 1 ? found[0] : undefined;
}

/** Prefixes whose keys our table lists whole. */
const GLOBAL: ReadonlySet<string> = new Set(['aws', 'sts', 'saml']);

/** Claims that tokens do have: no slips of those that AWS copies, though they are spelt like them. */
const REAL_CLAIMS: ReadonlySet<string> = new Set(['acr', 'act', 'oid']);

function unknownClaim(condition: Condition, key: ProviderKey): UnknownKey | undefined {
  const found = providerOfKey(condition);
  const issuer = key.issuer.value;
  const claim = key.claim.value;
  const claims = claimsFor(key.issuer, found);
  const lower = claim.toLowerCase();
  if (claims.some((c) => c.toLowerCase() === lower)) return undefined;
  const near = REAL_CLAIMS.has(lower)
    ? []
    : claims.filter((c) => distance(lower, c.toLowerCase(), 2) <= Math.min(2, Math.floor(c.length / 2)));
  const nearest = near.length === 1 ? near[0] : undefined;
  const data = { claim, provider: found?.provider.shortName ?? issuer };
  return nearest === undefined
    ? { kind: 'claim', data, surely: false }
    : { kind: 'claimNear', data: { ...data, nearest }, meant: `${issuer}:${nearest}`, surely: true };
}
