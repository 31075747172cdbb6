import { LINKS } from '../semantics/links.ts';
import { isPositive } from '../semantics/absent.ts';
import type { ProviderKey } from '../iam/providerKey.ts';
import type { Values } from '../semantics/allowed.ts';
import { Texts } from '../semantics/texts.ts';
import type { HoledText } from '../text/holedText.ts';
import { memo } from '../text/memo.ts';
import { allowedIn } from './allowedValues.ts';
import type { Condition } from './model.ts';
import { providerOfKey, testsSubject } from './oidcClaims.ts';
import { claimsInSubject } from './subjectClaims.ts';

/** How a condition's key and another one of the same request hang together. */
export interface KeyLink {
  readonly kind: 'account' | 'organization' | 'endpoint' | 'claim';
  /** The other key, lower case. */
  readonly other: string;
  /** Whether this key tells of the other, not the other of this one. */
  readonly tells: boolean;
  /** What a test of the key that tells says of the other's values. */
  readonly tell: (condition: Condition) => Values | undefined;
}

/**
 * The links of a condition's key.
 * @param isTested whether another key, in lower case, is of interest: a provider has many claims, and few of them are tested
 */
export function linksOf(condition: Condition, isTested: IsTested): readonly KeyLink[] {
  const { providerKey } = condition;
  if (providerKey && testsSubject(condition)) return linksOfSubject(condition, providerKey, isTested);
  return providerKey ? linksToSubject(condition, providerKey, isTested) : linksOfKey(condition, isTested);
}

/** Those of them by which the other key tells of the condition's. */
export function tellersOf(condition: Condition, isTested: IsTested): readonly KeyLink[] {
  const { providerKey } = condition;
  if (providerKey) return testsSubject(condition) ? NONE : linksToSubject(condition, providerKey, isTested);
  return linksOfKey(condition, isTested).filter(({ tells }) => !tells);
}

/** Whether a condition's key may have a link at all: of a statement with one such key, no more need be asked. */
export function mayBeLinked(condition: Condition): boolean {
  const { key, providerKey } = condition;
  if (!providerKey) return BY_KEY.has(key.value.toLowerCase());
  return testsSubject(condition) || !isOfToken(providerKey.claim.value);
}

type IsTested = (key: string) => boolean;

function linksOfKey({ key }: Condition, isTested: IsTested): readonly KeyLink[] {
  return BY_KEY.get(key.value.toLowerCase())?.filter(({ other }) => isTested(other)) ?? NONE;
}

/** The subject of a token tells its other claims, as far as they stand in it by the provider's grammar. */
function linksOfSubject(condition: Condition, { issuer, claim }: ProviderKey, isTested: IsTested): readonly KeyLink[] {
  if (issuer.holes.length || claim.holes.length) return NONE;
  const claims = providerOfKey(condition)?.provider.claims ?? [];
  return claims.flatMap((name): readonly KeyLink[] => {
    const other = keyOf(issuer, name);
    if (isOfToken(name) || !isTested(other)) return NONE;
    return [{ kind: 'claim', other, tells: true, tell: (subject) => claimsTold(subject).get(name.toLowerCase()) }];
  });
}

/** Any other claim is told by the subject. */
function linksToSubject(condition: Condition, { issuer, claim }: ProviderKey, isTested: IsTested): readonly KeyLink[] {
  if (issuer.holes.length || claim.holes.length || isOfToken(claim.value)) return NONE;
  const other = keyOf(issuer, SUBJECT);
  if (!isTested(other) || !providerOfKey(condition)) return NONE;
  const tell = (subject: Condition): Values | undefined => claimsTold(subject).get(claim.value.toLowerCase());
  return [{ kind: 'claim', other, tells: false, tell }];
}

function keyOf(issuer: HoledText, claim: string): string {
  return `${issuer.value}:${claim}`.toLowerCase();
}

const SUBJECT = 'sub';

/** Claims about the token itself, which no subject repeats. */
const isOfToken = (claim: string): boolean => /^(?:sub|o?aud|amr)$/i.test(claim);

/** What the values of a test of the subject tell of other claims; nothing of one that some of them leave open. */
const claimsTold = memo((subject: Condition): ReadonlyMap<string, Values> => {
  const { operator, values } = subject;
  const found = providerOfKey(subject);
  const told = new Map<string, Values>();
  if (!found || operator?.family !== 'String' || !isPositive(operator)) return told;
  const all = values.map(({ text }) => (text ? claimsInSubject(text, operator.wildcards, found) : NOTHING));
  for (const claim of all[0]?.keys() ?? []) {
    const texts = all.flatMap((claims) => claims.get(claim)?.text ?? []);
    if (texts.length < all.length) continue;
    // Names of repositories and the like are the same in any case.
    told.set(claim.toLowerCase(), {
      kind: 'some',
      texts: Texts.of(texts, { wildcards: true, folds: true, inParts: false }),
    });
  }
  return told;
});

const NOTHING: ReturnType<typeof claimsInSubject> = new Map();

const NONE: readonly KeyLink[] = [];

const BY_KEY: ReadonlyMap<string, readonly KeyLink[]> = (() => {
  const found = new Map<string, KeyLink[]>();
  const add = (key: string, link: KeyLink): void => {
    const present = found.get(key);
    if (present) present.push(link);
    else found.set(key, [link]);
  };
  for (const { kind, from, to, tell } of LINKS) {
    const [teller, told] = [from.toLowerCase(), to.toLowerCase()];
    const telling = (condition: Condition): Values | undefined => {
      const allowed = allowedIn(condition);
      return allowed && tell(allowed.values);
    };
    add(teller, { kind, other: told, tells: true, tell: telling });
    add(told, { kind, other: teller, tells: false, tell: telling });
  }
  return found;
})();
