import { conditionKey, conditionKeys, type ConditionKey } from '../../catalogue/conditionKeys.ts';
import { oidcProvider } from '../../catalogue/oidcProviders.ts';
import type { Operator } from '../../iam/operators.ts';
import { hasWildcard } from '../../iam/wildcards.ts';
import { KEYS } from '../../iam/vocabulary.ts';
import { COMMON_CLAIMS } from '../../policy/oidcClaims.ts';
import { carriersOf, mfaNeverSent } from '../../policy/keyFacts.ts';
import type { PrincipalKind, Statement } from '../../policy/model.ts';

/** A condition key worth offering. */
export interface KeyOffer {
  readonly name: string;
  readonly type: ConditionKey['type'];
  readonly multivalued: boolean;
  /** Its values are patterns, as a rule. */
  readonly pattern: boolean;
  readonly detail: string;
}

/** The first keys of each purpose, likeliest first. */
const FIRST: Readonly<Record<string, readonly string[]>> = {
  account: [
    KEYS.externalId,
    KEYS.principalOrgId,
    KEYS.principalArn,
    KEYS.mfaPresent,
    KEYS.mfaAge,
    KEYS.sourceIp,
    KEYS.principalAccount,
    KEYS.currentTime,
    KEYS.roleSessionName,
  ],
  everyone: [
    KEYS.principalOrgId,
    KEYS.principalArn,
    KEYS.principalAccount,
    KEYS.principalOrgPaths,
    KEYS.externalId,
    KEYS.mfaPresent,
    KEYS.sourceIp,
  ],
  service: [KEYS.sourceAccount, KEYS.sourceArn, KEYS.sourceOrgId, 'aws:SourceOrgPaths'],
  saml: [KEYS.samlAudience, 'SAML:sub', 'SAML:sub_type', 'SAML:namequalifier', 'SAML:iss', KEYS.sourceIp],
  oidc: [KEYS.sourceIp, KEYS.currentTime],
  any: [
    KEYS.externalId,
    KEYS.principalOrgId,
    KEYS.sourceAccount,
    KEYS.sourceArn,
    KEYS.principalArn,
    KEYS.mfaPresent,
    KEYS.sourceIp,
    KEYS.samlAudience,
    KEYS.currentTime,
  ],
};

const MFA = [KEYS.mfaPresent, KEYS.mfaAge].map((key) => key.toLowerCase());

/** Keys that the requests of a statement's principals carry, likeliest first. */
export function likelyKeys(statement: Statement | undefined): readonly KeyOffer[] {
  const purpose = statement?.shape.kind ?? 'none';
  const kinds = statement?.shape.principals ?? [];
  const carriers = new Set(kinds.flatMap((kind) => carriersOf(kind) ?? []));
  const carried = (key: ConditionKey): boolean => !carriers.size || key.sentBy.some((c) => carriers.has(c));
  const first = (FIRST[purpose] ?? FIRST['any'] ?? []).flatMap((name) => conditionKey(name) ?? []);
  const rest = conditionKeys().filter(
    (key) => key.sentBy.length > 0 && !key.deprecated && !key.spoofable && carried(key),
  );
  const seen = new Set<string>(statement && mfaNeverSent(statement) ? MFA : []);
  return [...kinds.flatMap(claimsOf), ...[...first, ...rest].map(offer)].filter(({ name }) => {
    const lower = name.toLowerCase();
    return !seen.has(lower) && seen.add(lower);
  });
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
  return (provider?.claims ?? COMMON_CLAIMS).map((claim) => ({
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
