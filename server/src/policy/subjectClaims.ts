import type { FoundProvider, OidcProvider } from '../catalogue/oidcProviders.ts';
import type { HoledText } from '../text/holedText.ts';
import { readings } from './oidcSubject.ts';
import type { ReadPart } from './subjectAlignment.ts';

/** What a subject says of another claim of its token: `refs/heads/main`; `*` and `?` are wildcards where `pattern` says so. */
export interface SaidClaim {
  readonly text: string;
  readonly pattern: boolean;
}

/**
 * The claims of a token that a value of its `:sub` surely tells, those that AWS carries as keys: GitHub's `repository` of
 * `repo:acme/app:…`. Nothing of what is open, still to be filled in, or told otherwise by another form that the value fits.
 */
export function claimsInSubject(
  value: HoledText,
  wildcards: boolean,
  found: FoundProvider,
): ReadonlyMap<string, SaidClaim> {
  const reads = readings(value, wildcards, found);
  if (reads === 'unread') return new Map();
  const [first = new Map<string, SaidClaim>(), ...others] = reads.map(({ parts }) => saidBy(parts, found.provider));
  return new Map([...first].filter(([claim, { text }]) => others.every((other) => other.get(claim)?.text === text)));
}

function saidBy(parts: readonly ReadPart[], provider: OidcProvider): Map<string, SaidClaim> {
  const said = new Map<string, SaidClaim>();
  const say = (claim: string, pieces: readonly (string | ReadPart | undefined)[]): void => {
    const read = pieces.map((p) => (typeof p === 'string' ? { text: p, state: 'literal' } : p));
    const told = pieces.filter((p) => typeof p === 'object' && (p.state === 'literal' || p.state === 'pattern'));
    if (!told.length || read.some((p) => p === undefined || p.state === 'unknown')) return;
    const text = read.map((p) => (p?.state === 'open' ? '*' : (p?.text ?? ''))).join('');
    // A colon in a name would end the part.
    said.set(claim, { text: text.replaceAll('%3A', ':'), pattern: read.some((p) => p?.state !== 'literal') });
  };
  for (const [claim, ways] of provider.sameClaims)
    for (const way of ways)
      say(
        claim,
        way.map((s) => (typeof s === 'string' ? s : parts.find(({ part }) => part === s))),
      );
  for (const { part, text, state } of parts) {
    if (!part.composed || state !== 'literal') continue;
    for (const [, claim = '', own = ''] of text.matchAll(/(?:^|:)(?:pull_request(?=:|$)|([a-z_]+):([^:]*))/g))
      if (provider.claims.includes(claim)) say(claim, [{ part, text: own, state }]);
  }
  return said;
}
