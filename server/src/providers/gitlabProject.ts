import { unquoted } from '../iam/pasted.ts';
import { abridged } from '../text/printable.ts';
import { codeAddress, otherHost, type CodeAddress } from './codeHosts.ts';
import type { Question } from './provider.ts';

// Groups and projects of GitLab, by the addresses of their pages.

type Told = Readonly<Record<string, string>>;

/** https://docs.gitlab.com/user/reserved_names/ */
const OF_SERVER = new Set([
  ...['-', 'admin', 'api', 'assets', 'autocomplete', 'dashboard', 'explore', 'files', 'health_check', 'help', 'import'],
  ...['jwt', 'login', 'oauth', 'profile', 'projects', 'public', 's', 'search', 'snippets', 'uploads', 'users', 'v2'],
]);
const OF_PROJECT = new Set([
  ...['-', 'badges', 'blame', 'blob', 'builds', 'commits', 'create', 'create_dir', 'edit', 'files', 'find_file'],
  ...['new', 'preview', 'raw', 'refs', 'tree', 'update', 'wikis'],
]);

/** Where the projects are. */
function hostIn(told: Told): string {
  return told['gitlabHost'] ?? 'gitlab.com';
}

function addressIn(text: string, told: Told): CodeAddress | undefined {
  return codeAddress(unquoted(text), (host) => host === hostIn(told) || host === 'gitlab.com');
}

/** The parts of the path of a group or project; pages of it are behind a name that none has. */
function partsOf({ path }: CodeAddress): readonly string[] {
  const [, ...ofGroup] = path;
  const parts = path[0] === 'groups' ? ofGroup : path;
  const page = parts.findIndex((part, i) => i > 0 && (part === '-' || (i > 1 && OF_PROJECT.has(part))));
  return (page < 0 ? parts : parts.slice(0, page)).map((part) => part.replace(/\.git$/, ''));
}

/** A project’s page holds its group as well; the path of a project too, where a project is asked for. */
function read(name: 'group' | 'project', told: Told, text: string): string | Told {
  const value = unquoted(text);
  const address = addressIn(value, told);
  const parts = address ? partsOf(address) : value.split('/');
  const group = parts.slice(0, -1).join('/');
  const project = parts.at(-1) ?? '';
  const isGroup = address ? address.path[0] === 'groups' || parts.length === 1 : name === 'group';
  if (isGroup) return parts.join('/');
  return group === '' ? project : { group, project };
}

/** What was pasted instead of a group or project, as a sentence. */
function problem(name: 'group' | 'project', told: Told, text: string): string | undefined {
  const address = addressIn(text, told);
  if (!address) return undefined;
  const host = hostIn(told);
  if (address.host !== host)
    return host === 'gitlab.com'
      ? otherHost('project', address.host, host, 'GitLab Self-Managed and Dedicated')
      : `This project is on ${abridged(address.host, 40)}, and the issuer signs tokens for ${abridged(host, 40)}.`;
  const [first = '-', second] = address.path;
  if (OF_SERVER.has(first) || (first === 'groups' && second === undefined))
    return 'This is a page of GitLab, not a group or project. Example: acme/platform';
  return name === 'project' && (first === 'groups' || partsOf(address).length === 1)
    ? 'This is the page of a group. Give the project. Example: shop'
    : undefined;
}

/** A question that takes the address of a project too. */
export function ofAddress(name: 'group' | 'project'): Pick<Question, 'read' | 'problem'> {
  return {
    read: (text, told) => read(name, told, text),
    problem: (text, told) => problem(name, told, text),
  };
}
