import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import { memo } from '../text/memo.ts';
import type { PrincipalText } from './principal.ts';

/** What a principal is called where principals are compared: one covers another where they have a name in common. */
export interface PrincipalNames {
  /** Its own: of several spellings of one principal the same. */
  readonly own: readonly string[];
  /** Of all that cover it, itself first. */
  readonly covering: readonly string[];
  /**
   * Of those whose Allow grants all that its own grants: a whole account only leaves it to its administrators, and a session of a
   * role may be bounded by what binds the session named itself not.
   */
  readonly granting: readonly string[];
}

/**
 * The names of a principal; undefined where it is not known whom it means. An account covers its users, roles and sessions, a role
 * its sessions, whose ARNs do not show its path, and everyone covers all of them. AWS does not say whether a `*` in a trust policy
 * also means services and federated callers, so it covers none of them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export const principalNames = memo((principal: PrincipalText): PrincipalNames | undefined => {
  const name = ownName(principal);
  if (name === undefined) return undefined;
  const { type, value } = principal;
  if (name === EVERYONE) return named([EVERYONE]);
  const aws = type === 'AWS' ? parseAwsPrincipal(value) : undefined;
  if (!aws || hasWildcard(value.value)) return named([name]); // of AWS, IAM takes no patterns
  switch (aws.kind) {
    case 'account':
      return amongAll([name]);
    case 'role':
      return amongAll([name, sessionsOf(aws.account, aws.name)], [accountName(aws)]);
    case 'session':
      return amongAll([name], [sessionsOf(aws.account, aws.role), accountName(aws)]);
    case 'user':
    case 'federatedUser':
      return amongAll([name], [accountName(aws)]);
    case 'deleted':
      return amongAll([name]);
    case 'everyone':
    case 'other':
      return named([name]);
  }
});

/** The first of its own names, told by the text alone. */
export function ownName({ type, value, negated }: PrincipalText): string | undefined {
  if (type === undefined || negated || value.holes.length) return undefined;
  const text = value.value;
  if (type === '*' || (type === 'AWS' && text === EVERYONE)) return EVERYONE;
  const account = type === 'AWS' ? wholeAccount(text) : undefined;
  return account === undefined || hasWildcard(text) ? `${type} ${text}` : accountName({ account });
}

/** The account that a text without holes stands for whole. */
function wholeAccount(text: string): string | undefined {
  if (!text.endsWith(':root')) return /^\d+$/.test(text) ? text : undefined;
  return /^arn:(?:[^:]*:){3}([^:]*):root$/.exec(text)?.[1];
}

/** The name of everyone, however it is written. */
export const EVERYONE = '*';

function accountName({ account }: { readonly account: string }): string {
  return `account ${account}`;
}

function sessionsOf(account: string, role: string): string {
  return `sessions ${account} ${role}`;
}

function named(own: readonly string[]): PrincipalNames {
  return { own, covering: own, granting: own };
}

/** Of a principal of an AWS account. */
function amongAll(own: readonly string[], within: readonly string[] = []): PrincipalNames {
  const [name = ''] = own;
  return { own, covering: [name, ...within, EVERYONE], granting: [name, EVERYONE] };
}
