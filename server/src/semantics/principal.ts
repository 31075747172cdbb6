import { isAccountId } from '../iam/account.ts';
import { oidcIssuerOf, parseArn } from '../iam/arn.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import type { PrincipalType } from '../iam/vocabulary.ts';
import { isHole, type HoledText } from '../text/holedText.ts';
import type { CallerFacts, CallerKind } from './request.ts';
import { both, type Tristate } from './tristate.ts';

/** A principal as a policy names it; `*` stands under no type. */
export interface PrincipalText {
  readonly type: PrincipalType | '*' | undefined;
  readonly value: HoledText;
  /** Under NotPrincipal: whom that means in a trust policy nobody says. */
  readonly negated?: boolean;
}

/** Whether a principal, read once, covers a caller. */
export type Admits = (caller: CallerFacts) => Tristate;

/**
 * What a principal says of callers. No service and nobody from an identity provider is a principal of an account.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function admits({ type, value }: PrincipalText): Admits {
  switch (type) {
    case '*':
      return everyone;
    case 'AWS':
      return value.value === '*' ? everyone : ofAws(value);
    case 'Service':
      return ({ kinds, service }) => (isOnly(kinds, 'service') ? sameText(value, service) : 'no');
    case 'Federated':
      return ofProvider(value);
    case 'CanonicalUser':
    case undefined:
      return () => 'no';
  }
}

/** AWS does not say whether everyone are also services and those who come through an identity provider. */
function everyone({ kinds }: CallerFacts): Tristate {
  return isOfAccount(kinds) ? 'yes' : 'unknown';
}

function isOfAccount(kinds: readonly CallerKind[]): boolean {
  return kinds.every((kind) => kind === 'user' || kind === 'session');
}

function isOnly(kinds: readonly CallerKind[], kind: CallerKind): boolean {
  return kinds.every((k) => k === kind);
}

/** What a deploy fills in may be anything. */
function sameText({ value, holes }: HoledText, text: string | undefined): Tristate {
  return holes.length ? 'unknown' : sameField(value, text);
}

function sameField(wanted: string, given: string | undefined): Tristate {
  if (given === undefined) return 'unknown';
  return wanted === given ? 'yes' : 'no';
}

function ofAws(value: HoledText): Admits {
  if (isHole(value)) return () => 'unknown';
  if (value.holes.length) return ({ kinds }) => (isOfAccount(kinds) ? 'unknown' : 'no');
  const named = parseAwsPrincipal(value);
  const partition = parseArn(value)?.partition.value;
  const names = namesOf(named);
  return (caller) => {
    if (!isOfAccount(caller.kinds)) return 'no';
    if (partition !== undefined && caller.partition !== undefined && partition !== caller.partition) return 'no';
    return names(caller);
  };
}

/** Whom of an account a principal names. */
function namesOf(named: ReturnType<typeof parseAwsPrincipal>): Admits {
  switch (named.kind) {
    case 'everyone':
      return () => 'yes';
    case 'account':
      return ({ account }) => (isAccountId(named.account) ? sameField(named.account, account) : 'no');
    case 'user':
      return ofKind('user', ({ account, path, name }) =>
        allOf(sameField(named.account, account), sameField(named.path, path), sameField(named.name, name)),
      );
    case 'role': // and every session of it
      return ofKind('session', ({ account, path, name }) =>
        allOf(sameField(named.account, account), sameField(named.path, path), sameField(named.name, name)),
      );
    case 'session': // whose ARN has no path
      return ofKind('session', ({ account, name, session }) =>
        allOf(sameField(named.account, account), sameField(named.role, name), sameField(named.session, session)),
      );
    case 'deleted':
      return ofKind(named.what === 'user' ? 'user' : 'session', ({ id }) => sameField(named.id, id));
    case 'federatedUser': // it can't assume a role
    case 'other':
      return () => 'no';
  }
}

function ofKind(kind: CallerKind, isNamed: Admits): Admits {
  return (caller) => {
    if (caller.unnamed || !caller.kinds.includes(kind)) return 'no';
    return isOnly(caller.kinds, kind) ? isNamed(caller) : both('unknown', isNamed(caller));
  };
}

function allOf(...answers: readonly Tristate[]): Tristate {
  return answers.reduce(both, 'yes');
}

/** An identity provider is told by its ARN, or by its host where it is a built-in one. */
function ofProvider(value: HoledText): Admits {
  const issuer = oidcIssuerOf(value);
  return ({ kinds, provider, issuer: given }) => {
    if (!kinds.every((kind) => kind === 'oidc' || kind === 'saml')) return 'no';
    if (provider !== undefined) return sameText(value, provider);
    // Providers are of the role's own account: where that is not known, the issuer tells.
    if (issuer) return sameText(issuer, given);
    return value.holes.length ? 'unknown' : 'no';
  };
}
