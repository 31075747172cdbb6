import { parseServiceName } from '../../src/iam/serviceName.ts';
import type { RawService } from './servicePrincipals.ts';

/** A place where AWS says that a service takes a role (`yes`), or has one linked to it (`slr-only`). */
export interface Sighting {
  readonly name: string;
  readonly as: 'yes' | 'slr-only';
  /** What kind of place it is, as records name what backs them. */
  readonly evidence: string;
  readonly where: string;
  readonly on: string;
}

/** A managed policy of AWS, with its versions. */
export interface ManagedPolicy {
  readonly arn: string;
  readonly lastUpdatedDate: string;
  readonly latestVersionId: string;
  readonly versions: Readonly<Record<string, { readonly document: unknown }>>;
}

/** A service's file of AWS's service reference, as far as it is read. */
export interface ServiceReference {
  readonly Name: string;
  readonly Operations?: readonly {
    readonly Name: string;
    readonly AuthorizedActions?: readonly {
      readonly Name: string;
      readonly Service: string;
      readonly Context?: Readonly<Record<string, string | readonly string[]>>;
    }[];
  }[];
}

const KEYS: ReadonlyMap<string, Sighting['as']> = new Map([
  ['iam:passedtoservice', 'yes'],
  ['iam:awsservicename', 'slr-only'],
]);

/** The services that a managed policy lets roles be passed to, or lets service-linked roles be created for. */
export function seenInManagedPolicy(policy: ManagedPolicy): readonly Sighting[] {
  const document = policy.versions[policy.latestVersionId]?.document as { Statement?: unknown } | undefined;
  const where = policy.arn.slice(policy.arn.lastIndexOf('/') + 1);
  return [document?.Statement ?? []].flat().flatMap((statement) => {
    const { Effect, Condition = {} } = statement as Statement;
    if (Effect !== 'Allow') return [];
    return Object.entries(Condition)
      .filter(([operator]) => !/Not|^Null$/.test(operator))
      .flatMap(([, block]) => Object.entries(block))
      .flatMap(([key, values]) => seen(key, values, `managed-policy:${key}`, where, policy.lastUpdatedDate));
  });
}

interface Statement {
  readonly Effect?: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** The services that a service's operations pass a role to. @param on the day the file was read: it does not say its own */
export function seenInServiceReference(file: ServiceReference, on: string): readonly Sighting[] {
  return (file.Operations ?? []).flatMap(({ Name, AuthorizedActions = [] }) =>
    AuthorizedActions.flatMap(({ Context = {} }) =>
      Object.entries(Context).flatMap(([key, values]) =>
        seen(key, values, `service-reference:${key}`, `${file.Name}:${Name}`, on),
      ),
    ),
  );
}

/** Patterns name no service, and a key's other values are none. */
function seen(
  key: string,
  values: string | readonly string[],
  evidence: string,
  where: string,
  on: string,
): readonly Sighting[] {
  const as = KEYS.get(key.toLowerCase());
  if (!as) return [];
  return [values]
    .flat()
    .filter((name) => parseServiceName(name) !== undefined && name === name.toLowerCase())
    .map((name) => ({ name, as, evidence, where, on: on.slice(0, 10) }));
}

/** What became of the records: those that are new, those of which more is known, and what only a person can decide. */
export interface Refreshed {
  readonly records: readonly RawService[];
  readonly added: readonly string[];
  readonly settled: readonly string[];
  readonly left: readonly string[];
}

/** Records after AWS was read: names are added, unknown ones settled, and nothing that is known is changed. */
export function withSightings(records: readonly RawService[], sightings: readonly Sighting[]): Refreshed {
  const byName = new Map(records.map((record) => [record.name, record]));
  const [added, settled, left]: [string[], string[], string[]] = [[], [], []];
  for (const sighting of decisive(sightings)) {
    const { name, as, where } = sighting;
    const record = byName.get(name);
    const note = `${name}: ${as === 'yes' ? 'takes a role' : 'has a service-linked role'} in ${where}`;
    if (!record && isOtherForm(name, byName)) {
      if (!hasForm(name, byName)) left.push(`${note}, a form of its name that the record does not have`);
    } else if (!record) {
      byName.set(name, { ...blank(name), ...knownBy(sighting) });
      added.push(note);
    } else if (record.trustee === 'unknown') {
      byName.set(name, {
        ...record,
        ...knownBy(sighting),
        evidence: [...record.evidence, sighting.evidence],
        asOf: record.asOf > sighting.on ? record.asOf : sighting.on,
      });
      settled.push(note);
    } else if (as === 'yes' && record.trustee !== 'yes') left.push(`${note}, and the record says ${record.trustee}`);
  }
  return { records: [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1)), added, settled, left };
}

/** One for each name: that it takes roles says more than that it has one of its own; of equals the latest. */
function decisive(sightings: readonly Sighting[]): readonly Sighting[] {
  const best = new Map<string, Sighting>();
  for (const sighting of sightings) {
    const other = best.get(sighting.name);
    const isBetter = !other || (other.as === sighting.as ? other.on < sighting.on : sighting.as === 'yes');
    if (isBetter) best.set(sighting.name, sighting);
  }
  return [...best.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function knownBy({ as, evidence, on }: Sighting): Pick<RawService, 'trustee' | 'confidence' | 'evidence' | 'asOf'> {
  return { trustee: as, confidence: as === 'yes' ? 'high' : 'medium', evidence: [evidence], asOf: on };
}

/** The record of a name of which nothing is known; its proper name is for a person to write. */
function blank(name: string): RawService {
  return {
    name,
    service: name,
    use: null,
    rank: null,
    trustee: 'unknown',
    confidence: 'low',
    companions: { always: [], usual: [], some: {} },
    sends: { sourceAccount: null, sourceArns: [], arns: 'some', ofOtherAccount: false, externalId: null },
    forms: { regional: null, others: {}, replaced: false },
    since: null,
    until: null,
    successor: null,
    moved: [],
    source: null,
    read: false,
    evidence: [],
    asOf: '',
    note: null,
  };
}

/** Whether a name is that of a known service in a Region or another partition. */
function isOtherForm(name: string, records: ReadonlyMap<string, RawService>): boolean {
  const global = parseServiceName(name)?.global;
  return global !== undefined && global !== name && records.has(global);
}

function hasForm(name: string, records: ReadonlyMap<string, RawService>): boolean {
  const parsed = parseServiceName(name);
  const forms = parsed && records.get(parsed.global)?.forms;
  return (
    forms !== undefined &&
    (parsed?.region === undefined ? Object.values(forms.others).includes(name) : forms.regional === true)
  );
}
