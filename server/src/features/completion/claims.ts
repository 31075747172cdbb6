import type { OidcProvider } from '../../catalogue/oidcProviders.ts';
import type { Claim } from '../../providers/provider.ts';
import { recordOf } from '../../providers/records.ts';

/** Claims that narrow a trust, the rarer first: what they tell is in few other tokens. */
const NARROWING: readonly Claim['tells'][] = ['file', 'project', 'tenant', 'detail', 'person'];

/** The claims of a provider: who is meant and for whom, then those that narrow a trust, then the others. */
export function rankedClaims(provider: OidcProvider): readonly string[] {
  const { narrowing } = recordOf(provider);
  const rank = (claim: string): number => {
    if (claim === 'sub' || claim === 'aud') return -1;
    const tells = narrowing.find(({ name }) => name === claim)?.tells;
    return tells === undefined ? NARROWING.length : NARROWING.indexOf(tells);
  };
  return [...provider.claims].sort((a, b) => rank(a) - rank(b));
}

/** The form of a claim with `{name}` for what is to be filled in; undefined where its name says enough. */
export function claimForm(provider: OidcProvider | undefined, claim: string): string | undefined {
  return provider && recordOf(provider).narrowing.find(({ name }) => name === claim.toLowerCase())?.form;
}
