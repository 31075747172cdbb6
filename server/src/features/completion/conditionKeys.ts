import { conditionKey, conditionKeys, type ConditionKey } from '../../catalogue/conditionKeys.ts';
import { oidcProvider } from '../../catalogue/oidcProviders.ts';
import { parseOperator, type Family } from '../../iam/operators.ts';
import { KEYS } from '../../iam/words.ts';
import { COMMON_CLAIMS } from '../../policy/claims.ts';
import { carriersOf } from '../../policy/keyFacts.ts';
import type { PrincipalKind } from '../../policy/model.ts';
import type { CompletionContext, CompletionItem, CompletionProvider } from './item.ts';
import { valueTemplate } from './keyValue.ts';

/** Condition keys, ranked by what the statement is for; those that its principals' requests never carry are left out. */
export const conditionKeyItems: CompletionProvider = (context) => {
  const operator = context.slot.at === 'conditionKey' ? parseOperator(context.slot.operator) : undefined;
  const taken = new Set(context.cursor.siblings.map((s) => s.toLowerCase()));
  const seen = new Set<string>();
  return likelyKeys(context)
    .filter((key) => {
      const lower = key.name.toLowerCase();
      if (taken.has(lower) || seen.has(lower) || key.name.includes('${')) return false;
      seen.add(lower);
      return true;
    })
    .map((key, i) => ({
      label: key.name,
      kind: 'key' as const,
      detail: key.detail,
      documented: true,
      insert: { kind: 'key' as const, name: key.name, value: valueTemplate(key.name, context.random) },
      rank: i + (operator && !fits(operator.family, key.type) ? 1000 : 0),
    }));
};

interface KeyOffer {
  readonly name: string;
  readonly type: ConditionKey['type'];
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
  saml: [KEYS.samlAudience, 'SAML:sub', 'SAML:namequalifier', 'SAML:iss', KEYS.sourceIp],
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

/** Keys that fit the statement, likeliest first. */
export function likelyKeys({ statement }: CompletionContext): readonly KeyOffer[] {
  const purpose = statement?.shape.purpose ?? 'none';
  const kinds = statement?.shape.principals ?? [];
  const carriers = new Set(kinds.flatMap((kind) => carriersOf(kind) ?? []));
  const carried = (key: ConditionKey): boolean => !carriers.size || key.carriers.some((c) => carriers.has(c));
  const first = (FIRST[purpose] ?? FIRST['any'] ?? []).flatMap((name) => conditionKey(name) ?? []);
  const rest = conditionKeys().filter((key) => key.carriers.length > 0 && carried(key));
  return [...kinds.flatMap(claimsOf), ...[...first, ...rest].map(offer)];
}

function offer(key: ConditionKey): KeyOffer {
  return { name: key.name, type: key.type, detail: `${key.type}${key.multivalued ? ', several values' : ''}` };
}

/** The keys of the statement's own provider, its issuer as written in the Principal. */
function claimsOf(kind: PrincipalKind): readonly KeyOffer[] {
  if (kind.kind !== 'oidc') return [];
  const issuer = kind.issuer.value;
  const provider = (kind.found ?? oidcProvider(issuer))?.provider;
  return (provider?.claims ?? COMMON_CLAIMS).map((claim) => ({
    name: `${issuer}:${claim}`,
    type: claim === 'amr' ? 'ArrayOfString' : 'String',
    detail: provider?.name ?? 'OIDC claim',
  }));
}

function fits(family: Family, type: ConditionKey['type']): boolean {
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
    case 'Null':
      return true;
  }
}

/** The operator a key of that type is usually tested with. */
function operatorFor(type: ConditionKey['type']): string {
  switch (type) {
    case 'String':
      return 'StringEquals';
    case 'ArrayOfString':
      return 'ForAnyValue:StringEquals';
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

/** Whole guards where an operator is due: the likeliest keys, each with its operator. */
export const guardItems: CompletionProvider = (context) =>
  likelyKeys(context)
    .slice(0, 6)
    .map((key, i): CompletionItem => {
      const operator = operatorFor(key.type);
      return {
        label: key.name,
        kind: 'key',
        detail: `${operator} on ${key.name}`,
        documented: true,
        insert: { kind: 'key', name: operator, value: { [key.name]: valueTemplate(key.name, context.random) } },
        rank: i,
      };
    })
    .filter((item) => item.insert.kind === 'key' && !context.cursor.siblings.includes(item.insert.name));
