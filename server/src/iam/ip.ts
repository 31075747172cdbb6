import ipaddr from 'ipaddr.js';

/** An address or a range of them, as IpAddress operators compare with. */
export interface IpRange {
  /** No address of it reaches AWS over the internet: private, loopback, link-local and the like. */
  readonly private: boolean;
  /** All addresses there are. */
  readonly everything: boolean;
  /** The range with the bits behind the mask zero; undefined where they are. */
  readonly masked: string | undefined;
  /** The IPv4 address that an IPv6 one such as ::ffff:203.0.113.7 stands for. */
  readonly mapped: string | undefined;
  /** Addresses in it, as a power of two. */
  readonly bits: number;
}

/** Reads an IPv4 or IPv6 address or CIDR range; undefined when it is none. */
export function parseIpRange(text: string): IpRange | undefined {
  const [address = '', prefix] = text.split('/', 2);
  // ipaddr.js also takes octal, hexadecimal and shortened forms, which IAM does not.
  const isV6 = ipaddr.IPv6.isValid(address) && !address.includes('%'); // a zone is of one host only
  if (text.split('/').length > 2 || !(ipaddr.IPv4.isValidFourPartDecimal(address) || isV6)) return undefined;
  const parsed = ipaddr.parse(address);
  const width = parsed.kind() === 'ipv4' ? 32 : 128;
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return undefined;
  const length = prefix === undefined ? width : Number(prefix);
  if (length > width) return undefined;
  const cidr = `${parsed.toString()}/${length}`;
  const network = width === 32 ? ipaddr.IPv4.networkAddressFromCIDR(cidr) : ipaddr.IPv6.networkAddressFromCIDR(cidr);
  const clean = network.toNormalizedString() === parsed.toNormalizedString();
  return {
    private: length > 0 && NOT_PUBLIC.includes(network.range()),
    everything: length === 0,
    masked: clean ? undefined : `${network.toString()}/${length}`,
    mapped:
      parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress() ? parsed.toIPv4Address().toString() : undefined,
    bits: width - length,
  };
}

const NOT_PUBLIC = ['private', 'uniqueLocal', 'loopback', 'linkLocal', 'carrierGradeNat'];

/** Whether all addresses of one range are in another; undefined where one of them is no range. */
export function isRangeWithin(inner: string, outer: string): boolean | undefined {
  const [one, two] = [parseIpRange(inner), parseIpRange(outer)];
  if (!one || !two) return undefined;
  const address = ipaddr.parse(addressOf(inner));
  const network = ipaddr.parse(addressOf(outer));
  if (address.kind() !== network.kind() || one.bits > two.bits) return false;
  const width = address.kind() === 'ipv4' ? 32 : 128;
  return address.match(network, width - two.bits);
}

function addressOf(range: string): string {
  return range.split('/', 1)[0] ?? '';
}
