import { isOnlyWildcards } from '../iam/wildcards.ts';
import { unquoted } from '../iam/pasted.ts';
import { branchName, tagName } from '../providers/answers.ts';
import { otherHost } from '../providers/codeHosts.ts';
import { own } from '../text/own.ts';
import { quoted, type AnswerCheck } from './answerChecks.ts';
import type { Answers } from './answers.ts';
import { placeOf } from './gitHubAddress.ts';

// What people have of GitHub: addresses of repositories, refs, subjects of tokens.

const SUBJECT = /^repo:([^/:@]+)(?:@(\d+))?\/([^/:@]+)(?:@(\d+))?:(.+)$/;
const TAILS: readonly (readonly [scope: string, RegExp])[] = [
  ['branch', /^ref:refs\/heads\/(.+)$/],
  ['tag', /^ref:refs\/tags\/(.+)$/],
  ['environment', /^environment:([^:]+)$/],
  ['pullRequest', /^pull_request$/],
  ['any', /^\*$/],
];

/** A repository, by any of its addresses or by the subject of its tokens, which answers the other questions too. */
export function readGitHub(text: string): string | Answers {
  const subject = SUBJECT.exec(unquoted(text));
  if (subject) {
    const [, owner = '', ownerId, repository = '', repositoryId, tail = ''] = subject;
    const said = TAILS.flatMap(([scope, pattern]): Answers[] => {
      const found = pattern.exec(tail);
      const name = found?.[1]?.replaceAll('%3A', ':');
      return found ? [{ scope, ...(name === undefined ? {} : { scopeName: name }) }] : [];
    });
    const ids = ownerId === undefined || repositoryId === undefined ? undefined : { ownerId, repositoryId };
    if (said[0] && (ids !== undefined || (ownerId ?? repositoryId) === undefined))
      return { repository: `${owner}/${repository}`, subject: ids ? 'ids' : 'names', ...ids, ...said[0] };
  }
  const { path, host } = placeOf(text);
  const [, name] = /^([a-z0-9-]+)\.ghe\.com$/.exec(host ?? '') ?? [];
  return name === undefined ? path : { repository: path, issuer: `token.actions.${name}.ghe.com` };
}

/** @param host where the repositories of the issuer are, as far as it is known */
export function gitHubRepository(value: string, host: string | undefined): string | undefined {
  const said = readGitHub(value);
  const path = typeof said === 'string' ? said : String(said['repository']);
  const { scope, scopeName: name } = typeof said === 'string' ? {} : said;
  const wrong = typeof name === 'string' ? scopeName(String(scope))(name) : undefined;
  if (wrong !== undefined) return wrong;
  const { host: at, instead } = placeOf(value);
  if (unquoted(value).startsWith('arn:')) return 'This is an ARN. Give the repository. Example: octo-org/octo-repo';
  const isElsewhere = at !== undefined && host !== undefined && at !== host && !/\.github\.(?:com|io)$/.test(at);
  if (isElsewhere && typeof said === 'string')
    return host === 'github.com'
      ? otherHost('repository', at, host, 'GitHub Enterprise Server')
      : `This repository is on ${at}, and the issuer signs tokens for ${host}.`;
  if (instead !== undefined) return instead;
  if (path.startsWith('repo:'))
    return 'This subject has a form that GitHub never issues. Example: repo:octo-org/octo-repo:ref:refs/heads/main';
  const [owner = '', repository, ...rest] = path.split('/');
  if (repository === undefined || repository === '' || rest.length)
    return 'Give the owner and the repository. Example: octo-org/octo-repo';
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:_[A-Za-z0-9]+)?$/.test(owner))
    return `Owners on GitHub have letters, digits and hyphens (found ${quoted(owner)}).`;
  return /^[\w.-]{1,100}$/.test(repository)
    ? undefined
    : `Repository names have letters, digits, hyphens, dots and underscores (found ${quoted(repository)}).`;
}

export const numericId: AnswerCheck = (value) =>
  /^\d{1,20}$/.test(value.trim()) ? undefined : 'IDs on GitHub are numbers. Example: 123456';

/** The name of a branch, tag or environment, or a pattern of them. */
export function scopeName(scope: string): AnswerCheck {
  const check = scope === 'environment' ? environmentName : refName(scope);
  return (value) => check(readScopeName(scope, value));
}

/** By its ref, by its part of a subject, or by its page. */
export function readScopeName(scope: string, text: string): string {
  const value = unquoted(text);
  const page = own(PAGES, scope)?.exec(value)?.[1] ?? value;
  switch (scope) {
    case 'environment':
      return page.replace(/^environment:/, '');
    case 'tag':
      return tagName(page);
    default:
      return branchName(page);
  }
}

/** What follows on a page may be a folder, so only the name of a branch alone is told. */
const PAGES: Readonly<Record<string, RegExp>> = {
  branch: /^https:\/\/[^/]+\/[^/]+\/[^/]+\/tree\/([^/?#]+)$/,
  tag: /^https:\/\/[^/]+\/[^/]+\/[^/]+\/(?:tree|releases\/tag)\/([^/?#]+)$/,
  environment: /^https:\/\/[^/]+\/[^/]+\/[^/]+\/deployments\/([\w.-]+)$/,
};

/** https://git-scm.com/docs/git-check-ref-format */
function refName(scope: string): AnswerCheck {
  const example = `Example: ${scope === 'tag' ? 'v1.0.0 or v*' : 'main or release/*'}`;
  return (name) => {
    const [, kind = scope] = /^refs\/(head|tag)s\//.exec(name) ?? [];
    if (kind.startsWith('tag') !== (scope === 'tag'))
      return scope === 'tag' ? `This is a branch, not a tag. ${example}` : `This is a tag, not a branch. ${example}`;
    if (name.startsWith('refs/')) return `Give the name of a branch or tag. ${example}`;
    if (isOnlyWildcards(name.replaceAll('/', '')))
      return `This matches every ${scope}. Give the beginning of its name. ${example}`;
    const plain = name.replaceAll('*', 'x');
    const [refused] = /[\s:?[\\^~"'$<>]/.exec(plain) ?? [];
    if (refused !== undefined) return `Names of branches and tags can't contain ${quoted(refused)}. ${example}`;
    const sound = plain.length <= 250 && !/^[./]|\.\.|\/\/|[./]$|@\{|\.lock$/.test(plain) && plain !== '';
    return sound ? undefined : `Not the name of a ${scope}. ${example}`;
  };
}

const environmentName: AnswerCheck = (name) => {
  if (isOnlyWildcards(name)) return 'This matches every environment. Give the beginning of its name. Example: prod-*';
  if (/[<>]/.test(name)) return 'Remove the angle brackets. Example: production';
  const [refused] = /[?/]/.exec(name) ?? [];
  if (refused !== undefined) return `Environment names can't contain ${quoted(refused)}. Example: production`;
  return name !== '' && name.length <= 255 ? undefined : 'Environment names have up to 255 characters.';
};
