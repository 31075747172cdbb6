import { accountOf } from '../iam/account.ts';
import { fittingActions, type Caller } from '../iam/fit.ts';
import { isSamlProvider, oidcIssuerOf } from '../iam/arn.ts';
import { isHole, type HoledText } from '../text/holedText.ts';
import { oidcProvider, type FoundProvider } from '../catalogue/oidcProviders.ts';
import { vendorAccount } from '../catalogue/vendorAccounts.ts';
import type { Principal, PrincipalKind, Statement, StatementShape } from './model.ts';

/** Reads what a principal is; a hole or a malformed value is `unknown`, or of its type alone. */
export function kindOf(principal: Principal): PrincipalKind {
  const { type, value } = principal;
  switch (type) {
    case '*':
      return { kind: 'everyone' };
    case 'AWS': {
      if (value.value === '*') return { kind: 'everyone' };
      const account = accountOf(value);
      return { kind: 'account', account, vendor: account === undefined ? undefined : vendorAccount(account)?.vendor };
    }
    case 'Service':
      return { kind: 'service', name: value.value };
    case 'Federated': {
      if (isHole(value)) return { kind: 'federated' };
      if (isSamlProvider(value)) return { kind: 'saml' };
      const issuer = oidcIssuerOf(value);
      if (!issuer) return { kind: 'federated' };
      return {
        kind: 'oidc',
        issuer,
        found: issuer.holes.length ? providerWithHoles(issuer) : oidcProvider(issuer.value),
      };
    }
    case 'CanonicalUser':
    case undefined:
      return { kind: 'unknown' };
  }
}

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
