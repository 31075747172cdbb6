import type { Provider, RareProvider } from './provider.ts';
import { BUILDS } from './rareBuilds.ts';
import { HOSTS } from './rareHosts.ts';
import { PEOPLE } from './rarePeople.ts';
import { SERVERS } from './rareServers.ts';

const NOTHING: Omit<Provider, 'id'> = {
  also: [],
  users: 'workloads',
  bearer: undefined,
  path: undefined,
  narrowing: [],
  customized: undefined,
  byPath: undefined,
  pullRequest: undefined,
  unaskedAudience: undefined,
  successor: undefined,
  words: '',
  tenant: undefined,
  questions: {},
  scopes: [],
  wizard: undefined,
  templates: [],
};

/** A provider of which no more is known than its row of the catalogue. */
export function plain(row: RareProvider): Provider {
  return { ...NOTHING, ...row };
}

/** The rare ones: rows, each with what is known. */
export const rare: readonly Provider[] = [...HOSTS, ...BUILDS, ...SERVERS, ...PEOPLE].map(plain);
