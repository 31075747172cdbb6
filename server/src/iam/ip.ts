import ipaddr from 'ipaddr.js';
import { own } from '../text/own.ts';

/** An address or a range of them, as IpAddress operators compare with. */
export interface IpRange {
  /** No address of it reaches AWS over the internet: private, loopback, link-local and the like. */
  readonly private: boolean;
  /** What such a range is for. */
  readonly use: string | undefined;
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
  const v4 = readIpv4(text);
  if (v4) return rangeOf(v4);
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
  const use = length > 0 ? own(PRIVATE, network.range()) : undefined;
  return {
    private: use !== undefined,
    use,
    everything: length === 0,
    masked: clean ? undefined : `${network.toString()}/${length}`,
    mapped:
      parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress() ? parsed.toIPv4Address().toString() : undefined,
    bits: width - length,
  };
}

/** Ranges that are not routed over the internet, by the names that ipaddr.js has for them. */
const PRIVATE: Readonly<Record<string, string>> = {
  private: 'private networks',
  uniqueLocal: 'private networks',
  loopback: 'loopback',
  linkLocal: 'one network link',
  carrierGradeNat: 'carrier-grade NAT',
};

/** An IPv4 address as a number, and the length of its prefix. */
interface Ipv4 {
  readonly address: number;
  readonly length: number;
}

/** Read by hand: nearly all ranges are such, and some policies list very many. Undefined for all others, the wrong ones too. */
function readIpv4(text: string): Ipv4 | undefined {
  const [, a, b, c, d, prefix] = IPV4.exec(text) ?? [];
  const bytes = [Number(a), Number(b), Number(c), Number(d)];
  const length = prefix === undefined ? 32 : Number(prefix);
  if (!bytes.every((byte) => byte < 256) || length > 32) return undefined;
  return { address: bytes.reduce((sum, byte) => sum * 256 + byte, 0), length };
}

const IPV4 = /^(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})\.(0|[1-9]\d{0,2})(?:\/(\d{1,3}))?$/;

function rangeOf({ address, length }: Ipv4): IpRange {
  const size = 2 ** (32 - length);
  const network = address - (address % size);
  const parsed = ipv4(network);
  const use = length > 0 ? own(PRIVATE, parsed.range()) : undefined;
  return {
    private: use !== undefined,
    use,
    everything: length === 0,
    masked: network === address ? undefined : `${parsed.toString()}/${length}`,
    mapped: undefined,
    bits: 32 - length,
  };
}

function ipv4(address: number): ipaddr.IPv4 {
  return new ipaddr.IPv4([address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255]);
}

/** The first and the last address of a range; undefined when it is none. `width` tells IPv4 (32 bits) from IPv6. */
export function addressesOf(
  text: string,
): { readonly first: bigint; readonly last: bigint; readonly width: 32 | 128 } | undefined {
  const v4 = readIpv4(text);
  if (v4) {
    const size = 2 ** (32 - v4.length);
    const network = v4.address - (v4.address % size);
    return { first: BigInt(network), last: BigInt(network + size - 1), width: 32 };
  }
  const range = parseIpRange(text);
  if (!range) return undefined;
  const address = ipaddr.parse(addressOf(text));
  const bits = BigInt(range.bits);
  const value = address.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  const first = (value >> bits) << bits;
  return { first, last: first + (1n << bits) - 1n, width: address.kind() === 'ipv4' ? 32 : 128 };
}

/** Whether ranges have between them every IPv4 address, or every IPv6 one. */
export function areEverything(ranges: readonly string[]): boolean {
  const read = ranges.flatMap((range) => addressesOf(range) ?? []);
  return ([32, 128] as const).some((width) => {
    let next = 0n;
    for (const { first, last } of read.filter((r) => r.width === width).sort((a, b) => (a.first < b.first ? -1 : 1))) {
      if (first > next) return false;
      if (last >= next) next = last + 1n;
    }
    return next === 1n << BigInt(width);
  });
}

function addressOf(range: string): string {
  return range.split('/', 1)[0] ?? '';
}
