import table from './data/aws-names.json';

const names = new Map(table.rows as unknown as readonly [what: string, names: string][]);

/** STS's actions. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
export const STS_ACTIONS: readonly string[] = (names.get('stsActions') ?? '').split(' ');

const known: ReadonlySet<string> = new Set(STS_ACTIONS.map((a) => a.toLowerCase()));

/** Whether STS has that action; case does not count. */
export function isStsAction(name: string): boolean {
  return known.has(name.toLowerCase());
}

/** What stands before the colon in services' actions and condition keys: lower case. */
export const SERVICE_PREFIXES: readonly string[] = (names.get('servicePrefixes') ?? '').split(' ');
