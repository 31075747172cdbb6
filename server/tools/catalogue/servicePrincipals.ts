import { DOCS, type ServiceRecord, type ServiceRow } from '../../src/catalogue/serviceRecord.ts';
import { fieldsOf, place, readInput, table, type Table } from './table.ts';

/** A record as its input has it: null where nothing is known, and what only people read. */
export interface RawService {
  readonly name: string;
  readonly service: string;
  readonly use: string | null;
  readonly rank: number | null;
  readonly trustee: string;
  readonly confidence: string;
  readonly companions: {
    readonly always: readonly string[];
    readonly usual: readonly string[];
    readonly some: Readonly<Record<string, string>>;
  };
  readonly sends: {
    readonly sourceAccount: boolean | null;
    readonly sourceArns: readonly string[];
    readonly arns: string;
    readonly ofOtherAccount: boolean;
    readonly externalId: { readonly value: string | null; readonly what: string } | null;
  };
  readonly forms: {
    readonly regional: boolean | null;
    readonly others: Readonly<Record<string, string>>;
    readonly replaced: boolean;
  };
  readonly since: string | null;
  readonly until: string | null;
  readonly successor: string | null;
  readonly moved: readonly { readonly arn: string; readonly on: string; readonly to: string }[];
  readonly source: string | null;
  readonly read: boolean;
  readonly evidence: readonly string[];
  readonly asOf: string;
  readonly note: string | null;
}

export interface ServiceInput {
  readonly _meta: unknown;
  readonly principals: readonly RawService[];
}

export const SERVICES_INPUT = 'service-principals.json';

/** Rows: `ServiceRow` of server/src/catalogue/serviceRecord.ts. */
export function servicePrincipals(): Table {
  const text = readInput(SERVICES_INPUT);
  const records = (JSON.parse(text) as ServiceInput).principals.map(recordOf);
  const usualDay = mostFrequent(records.map((r) => r.asOf));
  const rows = records.sort((a, b) => (a.name < b.name ? -1 : 1)).map((record) => rowOf(record, usualDay));
  return table('service-principals', 'AWS documentation, managed policies and public repositories', text, rows, {
    usualDay,
  });
}

function mostFrequent(days: readonly string[]): string {
  const count = (day: string): number => days.filter((d) => d === day).length;
  return [...new Set(days)].reduce((a, b) => (count(b) > count(a) ? b : a));
}

/** The record of the input; stops at a field that is missing or that nobody knows. */
export function recordOf(raw: RawService): ServiceRecord {
  fieldsOf(raw, FIELDS, raw.name);
  fieldsOf(raw.companions, ['always', 'usual', 'some'], raw.name);
  fieldsOf(raw.sends, ['sourceAccount', 'sourceArns', 'arns', 'ofOtherAccount', 'externalId'], raw.name);
  fieldsOf(raw.forms, ['regional', 'others', 'replaced'], raw.name);
  const { sends, forms } = raw;
  // Of names that only lists of services back, the name is all there is to know.
  const nameOnly = raw.trustee === 'unknown' && raw.confidence === 'low';
  return {
    name: raw.name,
    service: nameOnly ? raw.name : raw.service,
    use: raw.use ?? undefined,
    rank: raw.rank ?? undefined,
    trustee: place(raw.trustee, ['yes', 'no', 'slr-only', 'unknown'], `${raw.name}: trustee`),
    confidence: place(raw.confidence, ['high', 'medium', 'low'], `${raw.name}: confidence`),
    companions: raw.companions,
    sends: {
      sourceAccount: sends.sourceAccount ?? undefined,
      sourceArns: sends.sourceArns,
      arns: place(sends.arns, ['complete', 'own', 'some'], `${raw.name}: arns`),
      ofOtherAccount: sends.ofOtherAccount,
      externalId: sends.externalId
        ? { value: sends.externalId.value ?? undefined, what: sends.externalId.what }
        : undefined,
    },
    forms: {
      regional: forms.regional ?? undefined,
      others: Object.values(forms.others),
      replacedInChina: forms.replaced && 'aws-cn' in forms.others,
    },
    since: raw.since ?? undefined,
    until: raw.until ?? undefined,
    successor: raw.successor ?? undefined,
    moved: raw.moved,
    page: raw.read && raw.source !== null ? pageOf(raw.source, raw.name) : undefined,
    asOf: dayOf(raw.asOf, raw.name),
  };
}

const FIELDS: readonly (keyof RawService)[] = [
  'name',
  'service',
  'use',
  'rank',
  'trustee',
  'confidence',
  'companions',
  'sends',
  'forms',
  'since',
  'until',
  'successor',
  'moved',
  'source',
  'read',
  'evidence',
  'asOf',
  'note',
];

function pageOf(source: string, name: string): string {
  if (!source.startsWith(DOCS)) throw new Error(`${name}: cannot place the page ${source}`);
  return source;
}

function dayOf(day: string, name: string): string {
  if (Number.isNaN(Date.parse(day)) || day.length !== 10) throw new Error(`${name}: "${day}" is not a day`);
  return day;
}

/** The row of a record, as short as it can be. @param usualDay the day that rows need not say */
export function rowOf(record: ServiceRecord, usualDay: string): ServiceRow {
  const { name, service, trustee, confidence, use, rank, since, until, successor, moved, page, asOf, ...parts } =
    record;
  const { companions, sends, forms, ...rest } = parts;
  const { sourceAccount, sourceArns, arns, ofOtherAccount, externalId, ...restOfSends } = sends;
  const { always, usual, some, ...restOfCompanions } = companions;
  const { regional, others, replacedInChina, ...restOfForms } = forms;
  // A field that no row has would be lost without a word.
  const left: Record<string, never> = { ...rest, ...restOfSends, ...restOfCompanions, ...restOfForms };
  const more = {
    ...left,
    ...(use === undefined ? {} : { u: use }),
    ...(rank === undefined ? {} : { k: rank }),
    ...(always.length ? { n: always } : {}),
    ...(usual.length ? { m: usual } : {}),
    ...(Object.keys(some).length ? { x: some } : {}),
    ...(sourceAccount === undefined ? {} : { s: sourceAccount }),
    ...(sourceArns.length ? { a: sourceArns } : {}),
    ...(arns === 'some' ? {} : { w: arns }),
    ...(ofOtherAccount ? { z: true as const } : {}),
    ...(externalId ? { e: externalIdOf(externalId) } : {}),
    ...(regional === undefined ? {} : { r: regional }),
    ...(others.length ? { o: others } : {}),
    ...(replacedInChina ? { c: true as const } : {}),
    ...(since === undefined ? {} : { b: since }),
    ...(until === undefined ? {} : { q: until }),
    ...(successor === undefined ? {} : { t: successor }),
    ...(moved.length ? { v: moved } : {}),
    ...(page === undefined ? {} : { p: page.slice(DOCS.length) }),
    ...(asOf === usualDay ? {} : { d: asOf }),
  };
  const plain = service === name && trustee === 'unknown' && confidence === 'low';
  if (Object.keys(more).length) return [name, service, trustee, confidence, more];
  return plain ? name : [name, service, trustee, confidence];
}

function externalIdOf({
  what,
  value,
}: NonNullable<ServiceRecord['sends']['externalId']>): readonly [what: string, value?: string] {
  return value === undefined ? [what] : [what, value];
}
