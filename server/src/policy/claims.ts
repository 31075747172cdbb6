import { oidcProvider, type FoundProvider } from '../catalogue/oidcProviders.ts';
import { sameName } from '../iam/words.ts';
import type { Condition } from './model.ts';

/** Whether a condition is on the subject of an OIDC provider's tokens. */
export function testsSubject(condition: Condition): boolean {
  return testsClaim(condition, 'sub');
}

export function testsClaim({ providerKey }: Condition, claim: string): boolean {
  return providerKey !== undefined && !providerKey.claim.holes.length && sameName(providerKey.claim.value, claim);
}

/** The provider of a condition's key; where its issuer is still to be filled in, the statement's, if it has one only. */
export function providerOfKey({ providerKey, statement }: Condition): FoundProvider | undefined {
  if (!providerKey) return undefined;
  if (!providerKey.issuer.holes.length) return oidcProvider(providerKey.issuer.value);
  const [kind, ...more] = statement.shape.principals;
  return kind?.kind === 'oidc' && !more.length ? kind.found : undefined;
}
