import { unquoted } from '../iam/pasted.ts';
import { codeAddress } from '../providers/codeHosts.ts';

// Addresses of repositories on GitHub, and of what is beside them.

/** A repository by its owner and name, and the host where an address tells it. */
export interface Place {
  readonly path: string;
  readonly host: string | undefined;
  /** What the address is of, where it is of no repository, as a sentence. */
  readonly instead?: string;
}

/** Hosts that show the repositories of github.com. */
const ALSO = ['raw.githubusercontent.com', 'ssh.github.com', 'codeload.github.com', 'github.dev'];

/** What stands where an owner does in addresses of GitHub's own pages; nobody can have these names. */
const PAGES = new Set(
  (
    'about account apps codespaces collections contact copilot customer-stories dashboard enterprise enterprises ' +
    'events explore features issues join login logout marketplace mobile new notifications organizations orgs ' +
    'pricing pulls readme search security sessions settings signup site solutions sponsors stars team topics ' +
    'trending users watching'
  ).split(' '),
);

const EXAMPLE = 'Example: octo-org/octo-repo';

export function placeOf(text: string): Place {
  const value = unquoted(text).replace(/^@/, '');
  const address = codeAddress(value, isHost);
  const host = address && hostOf(address.host);
  const parts = address ? withoutApi(address.host, address.path) : namesIn(value);
  const [owner = '', repository, ...rest] = parts;
  const name = repository?.replace(/\.git$/, '');
  const instead = address ? insteadOf(host ?? '', owner, name) : ownPage(owner, name);
  // An address may go on to a branch or a file.
  const path = [owner, ...(name === undefined ? [] : [name]), ...(address ? [] : rest)].join('/');
  return { path, host, ...(instead === undefined ? {} : { instead }) };
}

/** No owner has a dot in its name. */
function isHost(host: string, path: string): boolean {
  return /(?:^|\.)(?:github|ghe)\.com$/.test(host) || (host !== '' && /[^/]\/[^/]/.test(path));
}

/** `octo-org/octo-repo`, as it may stand in a command. */
function namesIn(value: string): readonly string[] {
  return value
    .replace(/^gh repo clone +/, '')
    .replace(/\/$/, '')
    .split('/');
}

function hostOf(host: string): string {
  return ALSO.includes(host) ? 'github.com' : host.replace(/^api\.(?=github\.com$|[a-z0-9-]+\.ghe\.com$)/, '');
}

/** https://docs.github.com/en/rest/repos/repos; of a server of one's own below /api/v3. */
function withoutApi(host: string, path: readonly string[]): readonly string[] {
  const of = path[0] === 'api' && path[1] === 'v3' ? path.slice(2) : path;
  return of[0] === 'repos' && (host.startsWith('api.') || of !== path) ? of.slice(1) : of;
}

/** What an address of no repository is of. */
function insteadOf(host: string, owner: string, repository: string | undefined): string | undefined {
  if (host === 'gist.github.com') return `This is a gist, not a repository. ${EXAMPLE}`;
  if (host.endsWith('.github.io')) return `This is a site on GitHub Pages, not a repository. ${EXAMPLE}`;
  if (host.endsWith('.github.com')) return `This is a page of GitHub, not a repository. ${EXAMPLE}`;
  if (repository !== undefined || owner === '') return ownPage(owner, repository);
  return ownPage(owner, undefined) ?? `This is the page of ${owner}. Add the repository: ${owner}/REPOSITORY`;
}

/** What one of GitHub's own pages is of. */
function ownPage(owner: string, name: string | undefined): string | undefined {
  if (!PAGES.has(owner.toLowerCase())) return undefined;
  return name !== undefined && /^(?:orgs|organizations|users)$/i.test(owner) && /^[\w-]+$/.test(name)
    ? `This is a page of ${name}. Give the owner and the repository: ${name}/REPOSITORY`
    : `This is a page of GitHub, not a repository. ${EXAMPLE}`;
}
