import { distance } from '../text/distance.ts';
import table from './data/regions.json';

/** The day of the table. */
export const REGIONS_AS_OF = table.$provenance.asOf;

/** Every Region that the table knows. */
export const REGIONS: readonly string[] = table.rows;
const known: ReadonlySet<string> = new Set(REGIONS);

/** Whether AWS has that Region, as far as the table knows; new ones appear. */
export function isRegion(name: string): boolean {
  return known.has(name);
}

/** The one Region that a name which is none is nearest to. */
export function nearestRegion(name: string): string | undefined {
  for (const steps of [1, 2]) {
    const near = REGIONS.filter((region) => distance(name, region, steps) === steps);
    if (near.length) return near.length === 1 ? near[0] : undefined;
  }
  return undefined;
}

/** What is wrong with a Region that the table does not know, as a sentence. */
export function unknownRegion(name: string): string | undefined {
  if (isRegion(name)) return undefined;
  const meant = nearestRegion(name);
  return `Unknown Region "${name}".${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
}

/** Whether a Region is on in every account. Services of the others may call under a name with the Region in it. */
export function isAlwaysOn(name: string): boolean {
  return ALWAYS_ON.has(name);
}

/** https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html */
const ALWAYS_ON: ReadonlySet<string> = new Set([
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eu-central-1',
  'eu-north-1',
  'ap-south-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-southeast-1',
  'ap-southeast-2',
  'sa-east-1',
]);
