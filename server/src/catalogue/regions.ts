import table from './data/regions.json';

const known: ReadonlySet<string> = new Set(table.rows);

/** Whether AWS has that Region, as far as the table knows; new ones appear. */
export function isRegion(name: string): boolean {
  return known.has(name);
}
