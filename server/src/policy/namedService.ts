import { isAlwaysOn } from '../catalogue/regions.ts';
import { servicePrincipal } from '../catalogue/servicePrincipals.ts';
import type { ServiceRecord } from '../catalogue/serviceRecord.ts';
import { parseServiceName } from '../iam/serviceName.ts';
import type { HoledText } from '../text/holedText.ts';

/** The service that a principal means, and what is wrong with the form of its name, as far as the table knows the service's names. */
export interface NamedService {
  readonly service: ServiceRecord;
  readonly region: string | undefined;
  /** A Region or a suffix of another partition, where the table has no such name of the service. */
  readonly wrong: 'region' | 'suffix' | undefined;
}

/** The service of a name in any form; undefined where no such service is known. Case counts: `Lambda.amazonaws.com` is nobody. */
export function namedService(name: string): NamedService | undefined {
  const plain = servicePrincipal(name);
  if (plain) return { service: plain, region: undefined, wrong: undefined };
  const parsed = name === name.toLowerCase() ? parseServiceName(name) : undefined;
  const service = parsed && servicePrincipal(parsed.global);
  return service && { service, region: parsed.region, wrong: wrongForm(name, parsed.region, service) };
}

function wrongForm(name: string, region: string | undefined, { forms }: ServiceRecord): NamedService['wrong'] {
  if (region === undefined) return forms.others.includes(name) ? undefined : 'suffix';
  // Others are turned on account by account; what calls from them is not known of every service.
  if (!isAlwaysOn(region)) return undefined;
  if (!name.endsWith('.amazonaws.com')) return 'suffix';
  return forms.regional ? undefined : 'region';
}

/** What stands for an account that only the reader knows: the one that a service sends, where that is seldom the role's. */
export const SOURCE_ACCOUNT_ID = '<SOURCE_ACCOUNT_ID>';

/** Whether one of the services that principals name sends an account that is seldom the role's. */
export function sendsOtherAccount(principals: readonly HoledText[]): boolean {
  return principals.some(({ value }) => serviceOf(value)?.sends.ofOtherAccount === true);
}

/** The service that assumes roles under that very name; undefined where none is known to. */
export function serviceOf(name: string): ServiceRecord | undefined {
  const named = namedService(name);
  return named?.wrong ? undefined : named?.service;
}
