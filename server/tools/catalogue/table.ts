import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** A table of the catalogue, ready to be written: one row a line, so that a change reads well. */
export interface Table {
  readonly name: string;
  readonly text: string;
  readonly rows: number;
}

/** Where the tables are made from; each file's source is named in the table's provenance. */
const INPUTS = path.join(process.cwd(), 'server/tools/catalogue/inputs');

export function readInput(name: string): string {
  return fs.readFileSync(path.join(INPUTS, name), 'utf8');
}

/**
 * @param more further tables, beside the rows
 * @param raw what the rows were made from: its hash tells whether it changed
 */
export function table(name: string, source: string, raw: string, rows: readonly unknown[], more: object = {}): Table {
  const sha256 = createHash('sha256').update(raw).digest('hex');
  const provenance = JSON.stringify({ source, sha256 });
  const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
  const others = Object.entries(more).map(([key, value]) => `"${key}":${JSON.stringify(value)},\n`);
  return { name, text: `{"$provenance":${provenance},\n${others.join('')}"rows":[\n${lines}\n]}\n`, rows: rows.length };
}

/** The value, when it is one we know what to do with; stops otherwise. */
export function place<T extends string>(value: string, known: readonly T[], what: string): T {
  const found = known.find((k) => k === value);
  if (found === undefined) throw new Error(`${what}: cannot place "${value}"; known are ${known.join(', ')}`);
  return found;
}
