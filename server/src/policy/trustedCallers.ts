import { accountFieldOf } from '../iam/account.ts';
import { parseArn } from '../iam/arn.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { parseServiceName } from '../iam/serviceName.ts';
import { vendorAccount } from '../catalogue/vendorAccounts.ts';
import type { Span } from '../text/span.ts';
import { admitted } from './admitted.ts';
import { namedService } from './namedService.ts';
import type { Policy, Principal, PrincipalKind } from './model.ts';
import type { Text } from './policyText.ts';
import { referenceOf } from './reference.ts';

/** Somebody whom a policy trusts, as a map of trust tells them apart; the same `id` is the same caller. */
export interface TrustedCaller {
  readonly kind: 'everyone' | 'account' | 'vendor' | 'service' | 'provider' | 'role' | 'user' | 'other';
  readonly id: string;
  readonly name: string;
  /** What else tells who it is: an account's ID, a service principal, an issuer. */
  readonly detail: string;
  /** The account it belongs to, where that is known. */
  readonly account: string | undefined;
  /** Of a role, where it is said. */
  readonly arn: string | undefined;
  /** Of a role that the same template or module makes: what it is called there. */
  readonly logicalId: string | undefined;
  /** Where the policy names it. */
  readonly span: Span;
}

/** The callers that can assume a role through the Allow statements of its policy, each once. */
export function trustedCallers({ statements }: Policy): readonly TrustedCaller[] {
  const callers = new Map<string, TrustedCaller>();
  for (const { principal, kind } of statements.flatMap(admitted)) {
    const caller = { ...callerOf(principal, kind), span: principal.value.span };
    if (!callers.has(caller.id)) callers.set(caller.id, caller);
  }
  return [...callers.values()];
}

type Caller = Omit<TrustedCaller, 'span'>;

function callerOf(principal: Principal, kind: PrincipalKind): Caller {
  const { value } = principal;
  switch (kind.kind) {
    case 'everyone':
      return caller('everyone', '*', 'Everyone');
    case 'account':
      return awsCaller(principal);
    case 'service': {
      const service = namedService(value.value)?.service;
      const name = service?.name ?? parseServiceName(value.value)?.global ?? value.value;
      return caller('service', name, service?.service ?? name, { detail: name });
    }
    case 'oidc': {
      const { issuer, found } = kind;
      return caller('provider', issuer.value, found?.provider.shortName ?? issuer.value, { detail: issuer.value });
    }
    case 'saml':
    case 'federated': {
      const resource = parseArn(value)?.resource.value ?? value.value;
      return caller('provider', value.value, resource.slice(resource.indexOf('/') + 1));
    }
    case 'unknown':
      return unread(principal);
  }
}

function awsCaller(principal: Principal): Caller {
  const { value } = principal;
  const aws = parseAwsPrincipal(value);
  const literal = 'account' in aws && !isFilledIn(value) ? aws.account : undefined;
  switch (aws.kind) {
    case 'account': {
      const { account } = aws;
      if (account !== literal) return caller('account', account, account);
      const vendor = vendorAccount(account);
      if (!vendor) return caller('account', account, account, { account });
      return caller('vendor', account, vendor.vendor, { account, detail: account });
    }
    case 'role':
    case 'user':
      return caller(aws.kind, value.value, aws.name, {
        account: literal,
        detail: aws.account,
        arn: aws.kind === 'role' ? value.value : undefined,
      });
    case 'session':
      return caller('role', value.value, `${aws.role}/${aws.session}`, { account: literal, detail: aws.account });
    case 'federatedUser':
      return caller('user', value.value, aws.name, { account: literal, detail: aws.account });
    case 'deleted':
    case 'everyone':
    case 'other':
      return unread(principal);
  }
}

/** Whether a deploy fills in the account. */
function isFilledIn(value: Text): boolean {
  return accountFieldOf(value)?.holes.some(({ reason }) => reason !== 'placeholder') === true;
}

/** One that cannot be read, or that only a deploy knows. */
function unread({ value, statement }: Principal): Caller {
  const reference = referenceOf(value, statement.policy.source);
  const logicalId = reference?.attribute?.toLowerCase() === 'arn' ? reference.name : undefined;
  return { ...caller('other', value.value, logicalId ?? value.value), logicalId };
}

const NOTHING_MORE = { account: undefined, arn: undefined, logicalId: undefined };

function caller(kind: Caller['kind'], id: string, name: string, more: Partial<Caller> = {}): Caller {
  return { kind, id: `${kind} ${id}`, name, detail: '', ...NOTHING_MORE, ...more };
}

/**
 * Whether a caller is outside: not an AWS service, nor of an account that is known to be one's own. What only a deploy knows counts as
 * inside.
 */
export function isOutside({ kind, account }: TrustedCaller, isOwn: (account: string) => boolean): boolean {
  switch (kind) {
    case 'everyone':
    case 'vendor':
    case 'provider':
      return true;
    case 'account':
    case 'role':
    case 'user':
      return account !== undefined && !isOwn(account);
    case 'service':
    case 'other':
      return false;
  }
}
