import type { PrincipalKind } from './model.ts';

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

/** A slash at the end is part of some issuers' names, and AWS's own list leaves it out: not for us to decide. */
export function sameIssuer(a: string, b: string): boolean {
  return a.toLowerCase().replace(/\/$/, '') === b.toLowerCase().replace(/\/$/, '');
}
