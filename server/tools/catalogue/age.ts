import * as fs from 'node:fs';
import * as path from 'node:path';

const DATA = path.join(process.cwd(), 'server/src/catalogue/data');
const DAY = 86_400_000;

/** Days after which a table is too old to be released. */
export const MOST_DAYS = 120;

/** A table, and the day it was last compared with what its sources publish. */
export interface AgedTable {
  readonly name: string;
  readonly asOf: string | undefined;
}

/** All tables of the catalogue. */
export function agedTables(): readonly AgedTable[] {
  return fs
    .readdirSync(DATA)
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const table = JSON.parse(fs.readFileSync(path.join(DATA, file), 'utf8')) as { $provenance?: { asOf?: string } };
      return { name: path.basename(file, '.json'), asOf: table.$provenance?.asOf };
    });
}

/** Those that are too old for a release, or that do not say how old they are. */
export function tooOld(tables: readonly AgedTable[], now: number): readonly AgedTable[] {
  return tables.filter(({ asOf }) => !((now - Date.parse(asOf ?? '')) / DAY <= MOST_DAYS));
}
