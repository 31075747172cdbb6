import { oidcProvider, oidcProviders, type FoundProvider } from '../catalogue/oidcProviders.ts';
import type { ProviderKey } from '../iam/providerKey.ts';
import { sameName } from '../iam/vocabulary.ts';
import { memo } from '../text/memo.ts';
import type { Condition } from './model.ts';

/** Whether a condition is on the subject of an OIDC provider's tokens. */
export function testsSubject(condition: Condition): boolean {
  return testsClaim(condition, 'sub');
}

export function testsClaim({ providerKey }: Condition, claim: string): boolean {
  return providerKey !== undefined && !providerKey.claim.holes.length && sameName(providerKey.claim.value, claim);
}

/** The provider of a condition's key; where its issuer is still to be filled in, the statement's, if it has one only. */
export const providerOfKey = memo(({ providerKey, statement }: Condition): FoundProvider | undefined => {
  if (!providerKey) return undefined;
  if (!providerKey.issuer.holes.length) return oidcProvider(providerKey.issuer.value);
  const [kind, ...more] = statement.shape.principals;
  return kind?.kind === 'oidc' && !more.length ? kind.found : undefined;
});

/** Whether the provider of a key has such a claim. */
export function knowsClaim(condition: Condition, { issuer, claim }: ProviderKey): boolean {
  return claimsFor(issuer, providerOfKey(condition)).some((c) => sameName(c, claim.value));
}

/** The claims that can be in a provider's tokens, as far as AWS reads them. */
export function claimsFor(issuer: ProviderKey['issuer'], found: FoundProvider | undefined): readonly string[] {
  return found?.provider.claims ?? (issuer.holes.length ? OF_ANY : COMMON_CLAIMS);
}

/** What AWS reads from any provider's token. */
export const COMMON_CLAIMS: readonly string[] = ['sub', 'aud', 'oaud', 'amr', 'email'];
/** Those of all providers, for an issuer that is not known yet. */
const OF_ANY: readonly string[] = [...new Set([...COMMON_CLAIMS, ...oidcProviders().flatMap((p) => p.claims)])];
