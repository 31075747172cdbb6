import { upTo } from '../text/cut.ts';
import { holeWithin, type HoledText } from '../text/holedText.ts';
import { isRegionName, partitionOfRegion } from './partitions.ts';

/** The Region in the host of an issuer that AWS runs: a cluster's, a user pool's, a bucket's. */
export interface IssuerRegion {
  readonly name: string;
  readonly from: number;
  readonly partition: string;
  /** The issuer is one of an EKS cluster. */
  readonly eks: boolean;
}

/** Under these names AWS's own services answer. https://docs.aws.amazon.com/general/latest/gr/rande.html */
const SUFFIXES: readonly (readonly [suffix: string, partition: string | undefined])[] = [
  ['.amazonaws.com.cn', 'aws-cn'],
  ['.amazonaws.eu', 'aws-eusc'],
  ['.amazonaws.com', undefined],
  ['.api.aws', undefined],
  ['.c2s.ic.gov', 'aws-iso'],
  ['.sc2s.sgov.gov', 'aws-iso-b'],
];

/** Undefined where the host is not AWS's, has no Region, or is still to be filled in. */
export function regionOfIssuer(issuer: HoledText): IssuerRegion | undefined {
  const host = upTo(issuer.value, '/');
  const found = SUFFIXES.find(([suffix]) => host.endsWith(suffix));
  if (!found || holeWithin(issuer, 0, host.length)) return undefined;
  const [suffix, partition] = found;
  const before = host.slice(0, -suffix.length);
  const label = before.slice(before.lastIndexOf('.') + 1);
  const name = label.replace(/^s3-/, ''); // an older form of a bucket's host
  if (!isRegionName(name)) return undefined;
  return {
    name,
    from: before.length - name.length,
    partition: partition ?? partitionOfRegion(name),
    eks: /^oidc[.-]eks\./.test(host),
  };
}
