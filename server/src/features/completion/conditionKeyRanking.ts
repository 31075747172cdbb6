import { conditionKey, conditionKeys, type ConditionKey } from '../../catalogue/conditionKeys.ts';
import { oidcProvider } from '../../catalogue/oidcProviders.ts';
import { servicePrincipal } from '../../catalogue/servicePrincipals.ts';
import { guards } from '../../guards/index.ts';
import type { Operator } from '../../iam/operators.ts';
import { hasWildcard } from '../../iam/wildcards.ts';
import { KEYS, sameName } from '../../iam/vocabulary.ts';
import { COMMON_CLAIMS } from '../../policy/oidcClaims.ts';
import { maySend, mfaNeverSent } from '../../policy/keyFacts.ts';
import type { PrincipalKind, Statement } from '../../policy/model.ts';
import { own } from '../../text/own.ts';
import { rankedClaims } from './claims.ts';

/** A condition key worth offering. */
export interface KeyOffer {
  readonly name: string;
  readonly type: ConditionKey['type'];
  readonly multivalued: boolean;
  /** Its values are patterns, as a rule. */
  readonly pattern: boolean;
  readonly detail: string;
}

/** Those whose callers have keys that are likelier than others. */
const KINDS = ['account', 'everyone', 'service', 'saml', 'oidc', 'any'] as const;

/** The first keys of each purpose, likeliest first. */
const FIRST: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  KINDS.map((kind) => [
    kind,
    guards
      .filter((guard) => guard.for[kind] !== undefined)
      .sort((a, b) => (a.for[kind] ?? 0) - (b.for[kind] ?? 0))
      .map(({ key }) => key),
  ]),
);

const MFA = [KEYS.mfaPresent, KEYS.mfaAge].map((key) => key.toLowerCase());

/** Keys that the requests of a statement's principals carry, likeliest first. */
export function likelyKeys(statement: Statement | undefined): readonly KeyOffer[] {
  const purpose = statement?.shape.kind ?? 'none';
  const kinds = statement?.shape.principals ?? [];
  const carried = ({ name }: ConditionKey): boolean => !kinds.length || maySend(kinds, { value: name, holes: [] });
  const first = (FIRST[purpose] ?? FIRST['any'] ?? []).flatMap((name) => conditionKey(name) ?? []);
  const ofService = kinds.flatMap(tagsOf);
  const rest = conditionKeys().filter(
    (key) =>
      key.sentBy.length > 0 &&
      !key.deprecated &&
      !key.spoofable &&
      carried(key) &&
      (!kinds.length || !isTagOfService(key.name) || ofService.includes(key.name)),
  );
  // Where AWS documents the tags of a service and not for whom it calls, they are what tells its requests apart.
  const tags = ofService.flatMap((name) => {
    const key = conditionKey(name);
    return key ? [offer({ ...key, name, example: '' })] : [];
  });
  const before = kinds.some((kind) => kind.kind === 'service' && !servicePrincipal(kind.name)?.sends.sourceAccount);
  const seen = new Set<string>(statement && mfaNeverSent(statement) ? MFA : []);
  const firstKeys = before ? [...tags, ...first.map(offer)] : [...first.map(offer), ...tags];
  return [...kinds.flatMap(claimsOf), ...firstKeys, ...rest.map(offer)].filter(({ name }) => {
    const lower = name.toLowerCase();
    return !seen.has(lower) && seen.add(lower);
  });
}

/** A key that stands in a condition; undefined for one that nothing is known of. */
export function keyOffer(name: string, statement: Statement | undefined): KeyOffer | undefined {
  const known = conditionKey(name);
  return likelyKeys(statement).find((key) => sameName(key.name, name)) ?? (known && { ...offer(known), name });
}

/** The tags that come with the calls of a service alone, as keys. */
function tagsOf(kind: PrincipalKind): readonly string[] {
  return kind.kind === 'service'
    ? guards.flatMap(({ key, tags }) => (own(tags, kind.name) ?? []).map((tag) => `${key}${tag}`))
    : [];
}

const TAGS_OF_SERVICES: ReadonlySet<string> = new Set(
  guards.flatMap(({ key, tags }) =>
    Object.values(tags).flatMap((names) => names.map((tag) => `${key}${tag}`.toLowerCase())),
  ),
);

function isTagOfService(key: string): boolean {
  return TAGS_OF_SERVICES.has(key.toLowerCase());
}

function offer(key: ConditionKey): KeyOffer {
  const detail = `${key.type}${key.multivalued ? ', multivalued' : ''}`;
  return { name: key.name, type: key.type, multivalued: key.multivalued, pattern: hasWildcard(key.example), detail };
}

/** The keys of the statement's own provider, its issuer as written in the Principal. */
function claimsOf(kind: PrincipalKind): readonly KeyOffer[] {
  if (kind.kind !== 'oidc') return [];
  const issuer = kind.issuer.value;
  const provider = (kind.found ?? oidcProvider(issuer))?.provider;
  return (provider ? rankedClaims(provider) : COMMON_CLAIMS).map((claim) => ({
    name: `${issuer}:${claim}`,
    type: claim === 'amr' ? 'ArrayOfString' : 'String',
    multivalued: claim === 'amr',
    pattern: false,
    detail: provider?.name ?? 'OIDC claim',
  }));
}

/** Whether an operator can test a key: its type, and a set form for what has several values, and only for that. */
export function fits({ family, set, wildcards }: Operator, { type, multivalued, pattern }: KeyOffer): boolean {
  if (family === 'Null') return true;
  if ((set !== undefined) !== multivalued || (pattern && !wildcards)) return false;
  switch (family) {
    case 'String':
      return type === 'String' || type === 'ArrayOfString';
    case 'Arn':
      return type === 'ARN' || type === 'ArrayOfARN';
    case 'Numeric':
    case 'Date':
    case 'Bool':
      return type === family;
    case 'IpAddress':
      return type === 'IPAddress';
    case 'Binary':
      return false;
  }
}

/** The operator a key is usually tested with. */
export function operatorFor({ type, pattern }: KeyOffer): string {
  switch (type) {
    case 'String':
      return pattern ? 'StringLike' : 'StringEquals';
    case 'ArrayOfString':
      return pattern ? 'ForAnyValue:StringLike' : 'ForAnyValue:StringEquals';
    case 'ARN':
      return 'ArnLike';
    case 'ArrayOfARN':
      return 'ForAnyValue:ArnLike';
    case 'Bool':
      return 'Bool';
    case 'Numeric':
      return 'NumericLessThan';
    case 'Date':
      return 'DateLessThan';
    case 'IPAddress':
      return 'IpAddress';
  }
}
