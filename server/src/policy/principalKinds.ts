import { accountOf } from '../iam/account.ts';
import { fittingActions, type Caller } from '../iam/fit.ts';
import { isSamlProvider, oidcIssuerOf } from '../iam/arn.ts';
import { isHole, type HoledText } from '../text/holedText.ts';
import { oidcProvider, type FoundProvider } from '../catalogue/oidcProviders.ts';
import { vendorAccount } from '../catalogue/vendorAccounts.ts';
import type { CallerFacts } from '../semantics/request.ts';
import { factsOfAws, factsOfService, FEDERATED_CALLERS, OIDC_CALLERS, SAML_CALLERS } from './callerFacts.ts';
import type { Principal, PrincipalKind, Statement, StatementShape } from './model.ts';

/** Reads what a principal is; a hole or a malformed value is `unknown`, or of its type alone. */
function kindOf({ type, value }: Principal): PrincipalKind {
  switch (type) {
    case '*':
      return EVERYONE;
    case 'AWS':
      return value.value === '*' ? EVERYONE : new AccountKind(value);
    case 'Service':
      return { kind: 'service', name: value.value, caller: factsOfService(value) };
    case 'Federated': {
      if (isHole(value)) return FEDERATED;
      if (isSamlProvider(value)) return SAML;
      const issuer = oidcIssuerOf(value);
      if (!issuer) return FEDERATED;
      const found = issuer.holes.length ? providerWithHoles(issuer) : oidcProvider(issuer.value);
      return { kind: 'oidc', issuer, found, caller: OIDC_CALLERS };
    }
    case 'CanonicalUser':
    case undefined:
      return UNKNOWN;
  }
}

/** Some policies name very many, and of most of them nobody asks who calls. */
class AccountKind {
  readonly kind = 'account';
  readonly account: string | undefined;
  readonly #principal: HoledText;
  #caller: CallerFacts | undefined;

  constructor(principal: HoledText) {
    this.#principal = principal;
    this.account = accountOf(principal);
  }

  get vendor(): string | undefined {
    return this.account === undefined ? undefined : vendorAccount(this.account)?.vendor;
  }

  get caller(): CallerFacts {
    return (this.#caller ??= factsOfAws(this.#principal));
  }
}

const EVERYONE: PrincipalKind = { kind: 'everyone', caller: undefined };
const UNKNOWN: PrincipalKind = { kind: 'unknown', caller: undefined };
const SAML: PrincipalKind = { kind: 'saml', caller: SAML_CALLERS };
const FEDERATED: PrincipalKind = { kind: 'federated', caller: FEDERATED_CALLERS };

export function shapeOf(statement: Statement): StatementShape {
  const principals = statement.principals.map(kindOf);
  const first = principals[0];
  if (!first) return { principals, kind: 'none' };
  return { principals, kind: principals.every((p) => p.kind === first.kind) ? first.kind : 'mixed' };
}

/** Which calls a principal makes; undefined where even its type is unknown. */
export function callerOf(kind: PrincipalKind): Caller | undefined {
  switch (kind.kind) {
    case 'account':
    case 'service':
      return 'signed';
    case 'everyone':
      return 'anyone';
    case 'oidc':
    case 'saml':
    case 'federated':
      return kind.kind;
    case 'unknown':
      return undefined;
  }
}

/** The one assume action that fits all principals of a statement; undefined when several or none would do. */
export function fittingAction(statement: Statement): string | undefined {
  const callers = new Set(statement.shape.principals.map(callerOf));
  const [caller] = callers;
  if (callers.size !== 1 || caller === undefined || caller === 'anyone') return undefined;
  const actions = fittingActions(caller);
  return actions.length === 1 ? actions[0] : undefined;
}

/** The kinds of callers; empty when one of them is not known, for then any action may fit. */
export function callersOf(statement: Statement): ReadonlySet<Caller> {
  const callers = new Set<Caller>();
  for (const kind of statement.shape.principals) {
    const caller = callerOf(kind);
    if (caller === undefined) return new Set();
    callers.add(caller);
  }
  return callers;
}

/** The provider of an issuer whose Region, account or id is still to be filled in: tried with likely fillings. */
function providerWithHoles(issuer: HoledText): FoundProvider | undefined {
  for (const filling of ['us-east-1', 'a0', 'A0', '00000000-0000-4000-8000-000000000000']) {
    let text = '';
    let at = 0;
    for (const [i, hole] of issuer.holes.entries()) {
      text += issuer.value.slice(at, hole.from) + (i === 0 ? filling : 'A0');
      at = hole.to;
    }
    const found = oidcProvider(text + issuer.value.slice(at));
    if (found) return found;
  }
  return undefined;
}
