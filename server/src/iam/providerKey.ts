import { sliceHoled, type HoledText } from '../text/holedText.ts';

/** An OIDC provider's condition key taken apart: `token.actions.githubusercontent.com:sub`. */
export interface ProviderKey {
  readonly issuer: HoledText;
  readonly claim: HoledText;
}

/**
 * Takes a provider-shaped key apart: what stands before the first colon outside of holes is a host with an optional path,
 * or a hole. Claims may hold colons and slashes of their own (CircleCI's does). Undefined for other keys.
 */
export function parseProviderKey(key: HoledText): ProviderKey | undefined {
  const { value, holes } = key;
  const scheme = /^https?:\/\//i.exec(value)?.[0].length ?? 0; // no provider's key has one, but it is clear what is meant
  let colon = value.indexOf(':', scheme);
  while (colon >= 0 && holes.some((h) => h.from <= colon && colon < h.to)) colon = value.indexOf(':', colon + 1);
  if (colon <= scheme) return undefined;
  const issuer = sliceHoled(key, scheme, colon);
  if (!issuer.holes.length && !/^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[^:]*)?$/i.test(issuer.value)) return undefined;
  return { issuer, claim: sliceHoled(key, colon + 1, value.length) };
}
