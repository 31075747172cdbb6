import { abridged } from '../text/printable.ts';

// Where code is kept, as addresses of it tell.

/** What to choose for code on a host that everybody shares. */
const KINDS: ReadonlyMap<string, string> = new Map([
  ['github.com', 'GitHub Actions'],
  ['gitlab.com', 'GitLab CI/CD'],
  ['bitbucket.org', 'Bitbucket Pipelines'],
  ['dev.azure.com', 'Azure DevOps'],
]);

/**
 * What is wrong with an address of a host that is not the provider's.
 * @param what it names: a repository, a project
 * @param ownServer what to choose for a server of one's own
 */
export function otherHost(what: string, host: string, wanted: string, ownServer: string): string {
  const kind = host.endsWith('.ghe.com') ? 'GitHub Actions on GHE.com' : KINDS.get(host);
  const choice = kind === undefined ? `For your own server, choose ${ownServer}.` : `Choose ${kind}.`;
  return `This ${what} is on ${abridged(host, LONGEST_HOST)}, not ${wanted}. ${choice}`;
}

/** Longer ones are shown by their beginning and end. */
const LONGEST_HOST = 30;

/** An address, in any form that a browser, git or an API gives. */
export interface CodeAddress {
  readonly host: string;
  /** The parts of its path that are not empty, without a query. */
  readonly path: readonly string[];
}

const WITH_SCHEME = /^(?:git\+)?(?:https?|ssh|git):\/\/(?:[^\s/@]*@)?([a-z0-9.-]+)(?::\d+)?(?:\/(.*))?$/i;
const OF_GIT = /^git@([a-z0-9.-]+):(.*)$/i;
const PLAIN = /^([a-z0-9-]+(?:\.[a-z0-9-]+)+)\/(.*)$/i;

/**
 * The address that was pasted; undefined where it is a path alone.
 * @param isHost whether the first part of a path is a host
 */
export function codeAddress(text: string, isHost: (host: string, path: string) => boolean): CodeAddress | undefined {
  const value = text.replace(/^(?:git|gh repo) clone +/, '');
  const [, first = '', more = ''] = PLAIN.exec(value) ?? [];
  const bare = isHost(first.toLowerCase(), more) ? [value, first, more] : undefined;
  const found = WITH_SCHEME.exec(value) ?? OF_GIT.exec(value) ?? bare;
  if (!found) return undefined;
  const [, host = '', rest = ''] = found;
  const [path = ''] = rest.split(/[?#]/, 1);
  return { host: host.toLowerCase().replace(/^www\./, ''), path: path.split('/').filter(Boolean) };
}
