import { isAccountId } from '../iam/account.ts';
import { parseArn } from '../iam/arn.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import type { CallerFacts, CallerKind } from '../semantics/request.ts';
import type { HoledText } from '../text/holedText.ts';

export const OIDC_CALLERS: CallerFacts = { kinds: ['oidc'] };
export const SAML_CALLERS: CallerFacts = { kinds: ['saml'] };
/** Of a provider of which not even that is known. */
export const FEDERATED_CALLERS: CallerFacts = { kinds: ['oidc', 'saml'] };

const SERVICE: readonly CallerKind[] = ['service'];
const SESSION: readonly CallerKind[] = ['session'];
const USER: readonly CallerKind[] = ['user'];
const OF_ACCOUNT: readonly CallerKind[] = ['user', 'session'];

export function factsOfService({ value, holes }: HoledText): CallerFacts {
  return holes.length ? { kinds: SERVICE } : { kinds: SERVICE, service: value };
}

/**
 * What all callers of a principal under AWS share. With a hole in the ARN the kind is still known; a unique ID is of somebody who is
 * gone, and tells nothing.
 */
export function factsOfAws(principal: HoledText): CallerFacts {
  const aws = parseAwsPrincipal(principal);
  const isRole = aws.kind === 'role' || aws.kind === 'session';
  const kinds = isRole ? SESSION : aws.kind === 'user' ? USER : OF_ACCOUNT;
  if (principal.holes.length || !('account' in aws) || !isAccountId(aws.account)) return { kinds };
  const { account } = aws;
  const partition = parseArn(principal)?.partition.value;
  const facts: CallerFacts = partition === undefined ? { kinds, account } : { kinds, account, partition };
  switch (aws.kind) {
    case 'role':
    case 'user':
      return { ...facts, path: aws.path, name: aws.name };
    case 'session':
      return { ...facts, name: aws.role, session: aws.session };
    case 'federatedUser':
      return { kinds }; // it can't assume a role
    case 'account':
      return facts;
  }
}
