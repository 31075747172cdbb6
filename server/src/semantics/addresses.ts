import { addressesOf } from '../iam/ip.ts';
import { Ranges, type Range } from './ranges.ts';

/** The addresses of both versions stand on one line, far from each other: none is ever one of the other version. */
const OF_IPV6 = 1n << 40n;

const ALL_IPV4 = between(0n, 1n << 32n);
const ALL_IPV6 = between(OF_IPV6, OF_IPV6 + (1n << 128n));

export const IPV4 = Ranges.of([ALL_IPV4]);
export const IPV6 = Ranges.of([ALL_IPV6]);
export const ALL_ADDRESSES = Ranges.of([ALL_IPV4, ALL_IPV6]);

/** The addresses of a range as IpAddress operators compare with; undefined when it is none. */
export function rangeOfAddresses(text: string): Range | undefined {
  const addresses = addressesOf(text);
  if (!addresses) return undefined;
  const offset = addresses.width === 32 ? 0n : OF_IPV6;
  return between(addresses.first + offset, addresses.last + offset + 1n);
}

/** Up to a point and not with it, so that ranges that follow each other are one. */
function between(from: bigint, to: bigint): Range {
  return { from: { at: from, after: false }, to: { at: to, after: false } };
}
