import { KEYS } from '../iam/vocabulary.ts';
import type { CallerFacts } from '../semantics/request.ts';
import type { Sent } from '../semantics/sent.ts';
import type { Key } from './key.ts';
import { asText, isRecord, memberOf, recordIn, type Given } from './reading.ts';
import type { Json } from './request.ts';

/** Where a request says something: `['with', 'externalId']`. A name of a tag, a claim or a key is one step, whatever it holds. */
export type Path = readonly string[];

/** Changes of a request, by their paths. */
export type Patch = ReadonlyMap<Path, Json | undefined>;

/** The same request with other values; undefined removes one. */
export function patched(request: Given, patch: Patch): Given {
  let result = request;
  for (const [path, value] of patch) result = withValue(result, path, value);
  return result;
}

function withValue(given: Given, [name = '', ...rest]: Path, value: unknown): Given {
  const before = memberOf(given, name);
  if (!rest.length) {
    const others = Object.entries(given).filter(([other]) => other !== name);
    return Object.fromEntries(value === undefined ? others : [...others, [name, value]]);
  }
  const inside = withValue(isRecord(before) ? before : {}, rest, value);
  return { ...given, [name]: inside };
}

/** A patch as it is told: `{"with.externalId": "acme-7f9c"}`; null removes a value. */
export function told(patch: Patch): Readonly<Record<string, Json>> {
  return Object.fromEntries([...patch].map(([path, value]) => [path.join('.'), value ?? null]));
}

const DIRECT: ReadonlyMap<string, Path> = new Map<string, Path>([
  [KEYS.externalId.toLowerCase(), ['with', 'externalId']],
  [KEYS.roleSessionName.toLowerCase(), ['with', 'sessionName']],
  [KEYS.stsSourceIdentity.toLowerCase(), ['with', 'sourceIdentity']],
  [KEYS.transitiveTagKeys.toLowerCase(), ['with', 'transitiveTags']],
  [KEYS.sourceIp.toLowerCase(), ['from', 'ip']],
  [KEYS.sourceVpce.toLowerCase(), ['from', 'vpce']],
  [KEYS.sourceVpc.toLowerCase(), ['from', 'vpc']],
  ['aws:vpcsourceip', ['from', 'vpcIp']],
  ['aws:requestedregion', ['from', 'region']],
  [KEYS.currentTime.toLowerCase(), ['from', 'time']],
  ['aws:useragent', ['from', 'userAgent']],
  ['aws:securetransport', ['from', 'secureTransport']],
]);

const OF_ACCOUNT: ReadonlyMap<string, Path> = new Map<string, Path>([
  [KEYS.principalOrgId.toLowerCase(), ['caller', 'org']],
  [KEYS.principalOrgPaths.toLowerCase(), ['caller', 'orgPaths']],
  ['aws:tokenissuetime', ['caller', 'tokenIssued']],
]);

const OF_SERVICE: ReadonlyMap<string, Path> = new Map<string, Path>([
  [KEYS.sourceArn.toLowerCase(), ['caller', 'sourceArn']],
  [KEYS.sourceAccount.toLowerCase(), ['caller', 'sourceAccount']],
  [KEYS.sourceOrgId.toLowerCase(), ['caller', 'sourceOrgId']],
  [KEYS.sourceOrgPaths.toLowerCase(), ['caller', 'sourceOrgPaths']],
]);

const LISTS = new Set(['transitiveTags', 'orgPaths', 'sourceOrgPaths']);

/**
 * The change that gives a request such a value of a key; undefined where no request of the caller can have it.
 * @param request as it is now
 */
export function changeFor(
  key: Key,
  sent: Sent,
  facts: CallerFacts,
  request: Given,
): readonly [Path, Json | undefined] | undefined {
  const { lower } = key;
  if (lower === MFA_PRESENT || lower === MFA_AGE) return mfaChange(lower, sent, facts);
  const value = sent.kind === 'one' ? sent.value : sent.kind === 'many' ? sent.values : undefined;
  if (lower === KEYS.tagKeys.toLowerCase()) {
    const names = typeof value === 'string' ? [value] : (value ?? []);
    const had = recordIn(recordIn(request, 'with'), 'tags');
    const tags = names.map((name) => [name, asText(memberOf(had, name)) ?? 'x']);
    return [['with', 'tags'], names.length ? Object.fromEntries(tags) : undefined];
  }
  if (lower === CONTEXT_PROVIDERS) {
    const names = typeof value === 'string' ? [value] : value;
    return [['with', 'contexts'], names?.map((provider) => ({ provider }))];
  }
  const path = pathOf(key, facts, request);
  if (!path) return undefined;
  if (path[0] === 'context') return [path, value ?? null];
  if (path.at(-1) === 'secureTransport') return [path, value === 'true'];
  const isList = LISTS.has(path.at(-1) ?? '');
  return [path, isList && typeof value === 'string' ? [value] : value];
}

const CONTEXT_PROVIDERS = 'sts:requestcontextproviders';
const MFA_PRESENT = KEYS.mfaPresent.toLowerCase();
const MFA_AGE = KEYS.mfaAge.toLowerCase();

function mfaChange(name: string, sent: Sent, { kinds }: CallerFacts): readonly [Path, Json | undefined] | undefined {
  if (kinds.join() !== 'user') return undefined;
  const path = ['with', 'mfa'];
  if (sent.kind !== 'one') return [path, undefined];
  if (name === MFA_PRESENT) return [path, sent.value.toLowerCase() === 'true'];
  return [path, { age: Number(sent.value) }];
}

function pathOf(
  { name, lower, provider }: Key,
  { kinds, account, service, issuer }: CallerFacts,
  request: Given,
): Path | undefined {
  const behind = (prefix: string): string | undefined =>
    lower.startsWith(prefix) ? name.slice(prefix.length) : undefined;
  const tag = behind('aws:requesttag/');
  if (tag !== undefined) return ['with', 'tags', tag];
  const roleTag = behind('aws:resourcetag/') ?? behind('iam:resourcetag/');
  if (roleTag !== undefined) return ['roleTags', roleTag];
  const own = behind(KEYS.principalTag.toLowerCase());
  if (account !== undefined) {
    if (own !== undefined) return ['caller', 'tags', own];
    if (lower === SOURCE_IDENTITY) return kinds.join() === 'session' ? ['caller', 'sourceIdentity'] : undefined;
    return DIRECT.get(lower) ?? OF_ACCOUNT.get(lower) ?? ['context', name];
  }
  if (service !== undefined && own !== undefined) return ['caller', 'x509', own];
  if (service !== undefined) return OF_SERVICE.get(lower) ?? DIRECT.get(lower) ?? ['context', name];
  if (provider && issuer !== undefined) {
    const isOwn = provider.issuer === issuer.toLowerCase();
    const claims = recordIn(recordIn(recordIn(request, 'caller'), 'oidc'), 'claims');
    const claim = name.slice(-provider.claim.length);
    return isOwn ? ['caller', 'oidc', 'claims', claimFor(claim, claims)] : undefined;
  }
  const attribute = kinds.join() === 'saml' ? behind('saml:') : undefined;
  return attribute === undefined ? (DIRECT.get(lower) ?? ['context', name]) : ['caller', 'saml', 'keys', attribute];
}

const SOURCE_IDENTITY = 'aws:sourceidentity';

/** Where a token names the client that it was issued to, that is its audience, and its `aud` is another key. */
function claimFor(claim: string, claims: Given): string {
  if (claim.toLowerCase() === 'oaud') return 'aud';
  return claim.toLowerCase() === 'aud' && memberOf(claims, 'azp') !== undefined ? 'azp' : claim;
}
