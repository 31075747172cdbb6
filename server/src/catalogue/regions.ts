import table from './data/regions.json';

/** Every Region that the table knows. */
export const REGIONS: readonly string[] = table.rows;
const known: ReadonlySet<string> = new Set(REGIONS);

/** Whether AWS has that Region, as far as the table knows; new ones appear. */
export function isRegion(name: string): boolean {
  return known.has(name);
}
