import { SERVICE_PREFIXES } from './awsNames.ts';
import table from './data/service-principals.json';
import { recordOf, type ServiceRecord, type ServiceRow } from './serviceRecord.ts';

const all: readonly ServiceRecord[] = (table.rows as unknown as readonly ServiceRow[]).map((row) =>
  recordOf(row, table.usualDay),
);
const byName: ReadonlyMap<string, ServiceRecord> = new Map(all.map((p) => [p.name, p]));
const byLowerCase: ReadonlyMap<string, ServiceRecord> = new Map(all.map((p) => [p.name.toLowerCase(), p]));

/** The day that the table was last compared with what AWS publishes: younger services are not in it. */
export const SERVICES_AS_OF = table.$provenance.asOf;

/** The service principal of exactly that name; case counts, as it does to IAM. */
export function servicePrincipal(name: string): ServiceRecord | undefined {
  return byName.get(name);
}

/** The service whose ARNs and actions have that prefix, where its principal has it too. */
export function serviceOfPrefix(prefix: string): ServiceRecord | undefined {
  return byName.get(`${prefix}.amazonaws.com`);
}

/** The one that differs from the name in case alone, or is it. */
export function servicePrincipalIgnoringCase(name: string): ServiceRecord | undefined {
  return byLowerCase.get(name.toLowerCase());
}

/** All of them, by name. */
export function servicePrincipals(): readonly ServiceRecord[] {
  return all;
}

/** The services that most roles are for, most common first. */
export const COMMON_SERVICES: readonly string[] = all
  .filter((p) => p.rank !== undefined)
  .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
  .map((p) => p.name);

/** Actions that a trust policy for a service has beside sts:AssumeRole, whatever its use. */
export function companionsOf({ companions }: ServiceRecord): readonly string[] {
  return [...companions.always, ...companions.usual];
}

/** What lets pods assume roles; a kind of trust of its own. */
export const POD_IDENTITY = 'pods.eks.amazonaws.com';

/** What lets whoever has a certificate assume roles; a kind of trust of its own. */
export const ROLES_ANYWHERE = 'rolesanywhere.amazonaws.com';

/** What stands before the colon in services' actions and condition keys: lower case, rather too many than too few. */
export const servicePrefixes: ReadonlySet<string> = new Set([
  ...all.flatMap((p) => p.name.slice(0, p.name.indexOf('.amazonaws')).split('.')),
  ...SERVICE_PREFIXES,
]);
