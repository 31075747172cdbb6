import { holeWithin, sliceHoled, type HoledText } from '../text/holedText.ts';
import { parseArn, OIDC_PROVIDER } from './arn.ts';

/** An OIDC provider's condition key taken apart: `token.actions.githubusercontent.com:sub`. */
export interface ProviderKey {
  /** What stands before the issuer and is part of no key: `https://`, or the ARN of the provider up to its name. */
  readonly before: string;
  readonly issuer: HoledText;
  readonly claim: HoledText;
}

/**
 * Takes a provider-shaped key apart: what stands before the first colon outside of holes is a host with an optional path,
 * or a hole. Claims may hold colons and slashes of their own, and a port is no claim.
 * Undefined for other keys.
 */
export function parseProviderKey(key: HoledText): ProviderKey | undefined {
  const { value } = key;
  const start = startOfIssuer(key);
  let colon = nextColon(key, start);
  const port = colon > start ? /^:\d{1,5}(?=[:/])/.exec(value.slice(colon, colon + 7))?.[0] : undefined;
  if (port !== undefined) colon = nextColon(key, colon + port.length);
  if (colon <= start) return undefined;
  const issuer = sliceHoled(key, start, colon);
  if (!issuer.holes.length && !ISSUER.test(issuer.value)) return undefined;
  return { before: value.slice(0, start), issuer, claim: sliceHoled(key, colon + 1, value.length) };
}

/** A host with a path; one without a dot is told by its port. */
const ISSUER = /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?|[a-z0-9-]+:\d+)(?:\/[^:]*)?$/i;

/** No provider's key begins with a scheme or an ARN, but what is meant is clear. */
function startOfIssuer(key: HoledText): number {
  const resource = parseArn(key)?.resource;
  if (resource?.value.startsWith(OIDC_PROVIDER)) return resource.from + OIDC_PROVIDER.length;
  return /^https?:\/\//i.exec(key.value)?.[0].length ?? 0;
}

function nextColon(key: HoledText, from: number): number {
  let colon = key.value.indexOf(':', from);
  while (colon >= 0 && holeWithin(key, colon, colon + 1)) colon = key.value.indexOf(':', colon + 1);
  return colon;
}
