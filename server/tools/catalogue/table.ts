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

export function writeInput(name: string, value: unknown): void {
  fs.writeFileSync(path.join(INPUTS, name), `${JSON.stringify(value, null, 1)}\n`);
}

/** Notes that a table was compared with what its sources publish. */
export function compareOn(name: string, day: string): void {
  writeInput(COMPARED, { ...(JSON.parse(readInput(COMPARED)) as Record<string, string>), [name]: day });
}

const COMPARED = 'compared.json';

/** When each table was last compared with what its sources publish: the date that its messages and packaging for a release go by. */
export function comparedOn(name: string): string {
  const day = (JSON.parse(readInput(COMPARED)) as Record<string, string>)[name];
  if (day === undefined || Number.isNaN(Date.parse(day))) throw new Error(`compared.json: no day for ${name}`);
  return day;
}

/**
 * @param more further tables, beside the rows
 * @param raw what the rows were made from: its hash tells whether it changed
 */
export function table(name: string, source: string, raw: string, rows: readonly unknown[], more: object = {}): Table {
  const sha256 = createHash('sha256').update(raw).digest('hex');
  const provenance = JSON.stringify({ source, asOf: comparedOn(name), sha256 });
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

/** Stops where an object has other fields than it must have. */
export function fieldsOf(object: object, fields: readonly string[], what: string): void {
  const missing = fields.filter((field) => !(field in object));
  const unknown = Object.keys(object).filter((field) => !fields.includes(field));
  if (missing.length) throw new Error(`${what}: ${missing.join(', ')} left out`);
  if (unknown.length) throw new Error(`${what}: cannot place ${unknown.join(', ')}`);
}
