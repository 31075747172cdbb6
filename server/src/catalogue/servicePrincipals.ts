import { SERVICE_PREFIXES } from './awsNames.ts';
import { serviceNames, servicePrincipals as overrides } from './data/overrides.json';
import table from './data/service-principals.json';

/** A service that assumes roles. */
export interface ServicePrincipal {
  /** As AWS spells it: `lambda.amazonaws.com`. */
  readonly name: string;
  readonly service: string;
  /** Whether customers put it into their roles' trust policies. */
  readonly trustee: 'yes' | 'no' | 'slr-only' | 'unknown';
  readonly confidence: 'high' | 'medium' | 'low';
  /** Actions that the service needs besides sts:AssumeRole. */
  readonly companions: readonly string[];
  /** Whether its calls carry aws:SourceAccount; undefined where it is not documented. */
  readonly sendsSourceAccount: boolean | undefined;
  /** Whether it has names with a Region in them. */
  readonly regional: boolean;
  /** Its names in other partitions. */
  readonly otherNames: readonly string[];
  /** Whether the name in China takes this one's place there. */
  readonly replacedInChina: boolean;
  /** ARNs that it sends as aws:SourceArn, with REGION, ACCOUNT and others in place of names. */
  readonly sourceArns: readonly string[];
}

type Row = [
  name: string,
  service: string,
  trustee: ServicePrincipal['trustee'],
  confidence: ServicePrincipal['confidence'],
  companions: string[],
  sendsSourceAccount: -1 | 0 | 1,
  more?: { r?: 1; o?: string[]; c?: 1; a?: string[] },
];

const NONE: readonly string[] = [];

/** Names that the table has otherwise; each with its reason in the data. */
const renamed: ReadonlyMap<string, string> = new Map(serviceNames.map(({ name, service }) => [name, service]));

const listed = (table.rows as unknown as readonly (Row | string)[])
  .map((row): Row => (typeof row === 'string' ? [row, row, 'unknown', 'low', [], 0] : row))
  .map(([name, service, trustee, confidence, companions, sends, more]): ServicePrincipal => ({
    name,
    service: renamed.get(name) ?? service,
    trustee,
    confidence,
    companions,
    sendsSourceAccount: sends === 0 ? undefined : sends > 0,
    regional: more?.r !== undefined,
    otherNames: more?.o ?? NONE,
    replacedInChina: more?.c !== undefined,
    sourceArns: more?.a ?? NONE,
  }));
/** What we know beyond the table; each with its reason in the data. */
const added = overrides.map(({ name, service }): ServicePrincipal => ({
  name,
  service,
  trustee: 'slr-only',
  confidence: 'medium',
  companions: [],
  sendsSourceAccount: undefined,
  regional: false,
  otherNames: NONE,
  replacedInChina: false,
  sourceArns: NONE,
}));
const all: readonly ServicePrincipal[] = [...listed, ...added];
const byName: ReadonlyMap<string, ServicePrincipal> = new Map(all.map((p) => [p.name, p]));
const byLowerCase: ReadonlyMap<string, ServicePrincipal> = new Map(all.map((p) => [p.name.toLowerCase(), p]));

/** The service principal of exactly that name; case counts, as it does to IAM. */
export function servicePrincipal(name: string): ServicePrincipal | undefined {
  return byName.get(name);
}

/** The one that differs from the name in case alone, or is it. */
export function servicePrincipalIgnoringCase(name: string): ServicePrincipal | undefined {
  return byLowerCase.get(name.toLowerCase());
}

/** All of them, by name. */
export function servicePrincipals(): readonly ServicePrincipal[] {
  return all;
}

/** The services that most roles are for, most common first. */
export const COMMON_SERVICES: readonly string[] = [
  'ec2.amazonaws.com',
  'lambda.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'codebuild.amazonaws.com',
  'states.amazonaws.com',
  'events.amazonaws.com',
  'scheduler.amazonaws.com',
  'glue.amazonaws.com',
  'pods.eks.amazonaws.com',
];

/** What stands before the colon in services' actions and condition keys: lower case, rather too many than too few. */
export const servicePrefixes: ReadonlySet<string> = new Set([
  ...all.flatMap((p) => p.name.slice(0, p.name.indexOf('.amazonaws')).split('.')),
  ...SERVICE_PREFIXES,
]);
