import { sameIssuer } from '../catalogue/issuerNames.ts';
import { isPositive } from '../semantics/absent.ts';
import type { ProviderKey } from '../iam/providerKey.ts';
import { wildcardMatches } from '../iam/wildcards.ts';
import type { HoledText } from '../text/holedText.ts';
import type { Condition, PrincipalKind, Statement } from './model.ts';

/** The issuers that are trusted; undefined where one is not known, or somebody else than OIDC providers is trusted too. */
export function issuersOf(kinds: readonly PrincipalKind[]): readonly string[] | undefined {
  if (!kinds.length) return undefined;
  const issuers: string[] = [];
  for (const kind of kinds) {
    if (kind.kind !== 'oidc' || kind.issuer.holes.length) return undefined;
    issuers.push(kind.issuer.value.replace(/^https?:\/\//i, ''));
  }
  return issuers;
}

/** A condition on a claim, with its key taken apart. */
export interface KeyOfProvider extends ProviderKey {
  readonly condition: Condition;
}

/** The keys of providers in a statement that are written to the end. */
export function providerKeysOf({ conditions }: Statement): readonly KeyOfProvider[] {
  return conditions.flatMap((condition): KeyOfProvider[] => {
    const { key, providerKey } = condition;
    return providerKey && !key.holes.length ? [{ ...providerKey, condition }] : [];
  });
}

/** The common case, told at once: all keys of providers are claims of the one that is trusted. */
export function areOfTheProvider({ conditions, shape: { principals } }: Statement): boolean {
  const [only] = principals;
  if (only?.kind !== 'oidc' || principals.length > 1 || only.issuer.holes.length) return false;
  const issuer = only.issuer.value;
  return conditions.every(({ providerKey }) => !providerKey || isWritten(providerKey, issuer));
}

function isWritten({ before, issuer }: ProviderKey, name: string): boolean {
  return before === '' && issuer.value === name && !issuer.holes.length;
}

/** Which issuer the keys of a statement must have. */
export interface ExpectedIssuer {
  /** As a message names it. */
  readonly shown: string;
  /** The one that is surely meant. */
  readonly meant: string | undefined;
  /** The provider is still to be filled in, and a key tells which it is: for it is one all the same. */
  readonly open: boolean;
  readonly fits: (issuer: string) => boolean;
}

/** Undefined where the statement trusts somebody else than identity providers. */
export function expectedIssuer({ shape }: Statement, keys: readonly KeyOfProvider[]): ExpectedIssuer | undefined {
  const kinds = shape.principals;
  if (!kinds.length || !kinds.every(({ kind }) => kind === 'oidc' || kind === 'federated')) return undefined;
  const issuers = issuersOf(kinds);
  if (issuers) {
    const [only, ...others] = issuers;
    return {
      shown: issuers.join(', '),
      meant: others.length ? undefined : only,
      open: false,
      fits: (text) => issuers.some((issuer) => sameIssuer(issuer, text)),
    };
  }
  const [kind, ...more] = kinds;
  const any: ExpectedIssuer = { shown: '', meant: undefined, open: true, fits: () => true };
  if (!kind || more.length) return any;
  const issuer = kind.kind === 'oidc' ? kind.issuer : undefined;
  if (issuer && !keys.some((key) => mayBecome(issuer, key.issuer.value)))
    return { ...any, shown: issuer.value, open: false, fits: (text) => mayBecome(issuer, text) };
  const first = keys.find(isDemanded)?.issuer.value;
  return first === undefined ? any : { ...any, shown: first, fits: (text) => sameIssuer(first, text) };
}

/** Whether an issuer can come of one that is still to be filled in. */
function mayBecome({ value, holes }: HoledText, issuer: string): boolean {
  let pattern = '';
  let at = 0;
  for (const hole of holes) {
    pattern += `${value.slice(at, hole.from)}*`;
    at = hole.to;
  }
  return wildcardMatches((pattern + value.slice(at)).toLowerCase(), issuer.toLowerCase());
}

/** Whether only requests with the key match: what another one may lack contradicts nothing. */
export function isDemanded({ condition: { operator } }: KeyOfProvider): boolean {
  return operator !== undefined && isPositive(operator);
}
