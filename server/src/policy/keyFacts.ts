import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { oidcProvider } from '../catalogue/oidcProviders.ts';
import type { KeyType } from '../catalogue/conditionKeys.ts';
import { alwaysSends, sendingAlike, sends, type CallerFacts } from '../semantics/request.ts';
import { COMMON_CLAIMS } from './oidcClaims.ts';
import type { HoledText } from '../text/holedText.ts';
import { memo } from '../text/memo.ts';
import type { Condition, PrincipalKind, Statement } from './model.ts';

/** What a condition's key holds, as far as AWS documents it. */
export interface KeyFacts {
  readonly type: KeyType;
  readonly multivalued: boolean;
}

const CLAIM: KeyFacts = { type: 'String', multivalued: false };
const LIST_CLAIM: KeyFacts = { type: 'ArrayOfString', multivalued: true };

/** Type and number of values of a condition's key; undefined where they are not known. */
export function factsOf({ known, providerKey }: Condition): KeyFacts | undefined {
  if (known) return known;
  if (!providerKey || providerKey.claim.holes.length) return undefined;
  const claim = providerKey.claim.value.toLowerCase();
  if (claim === 'amr') return LIST_CLAIM; // the only list
  if (COMMON_CLAIMS.includes(claim)) return CLAIM;
  const provider = providerKey.issuer.holes.length ? undefined : oidcProvider(providerKey.issuer.value)?.provider;
  return provider?.claims.some((c) => c.toLowerCase() === claim && !c.includes('number')) ? CLAIM : undefined;
}

/** Whether surely none of a statement's principals sends a condition's key. */
export function neverSent({ key }: Condition, statement: Statement): boolean {
  const kinds = statement.shape.principals;
  return kinds.length > 0 && !maySend(kinds, key);
}

/** Whether callers of one of these kinds may send a condition key. */
export function maySend(kinds: readonly PrincipalKind[], key: HoledText): boolean {
  return sendersAmong(kinds).some((caller) => caller === undefined || sends(caller, key.value, key.holes) !== 'never');
}

/** Whether surely every request of the statement's principals has the condition's key. */
export function isAlwaysSent({ key, statement: { shape } }: Condition): boolean {
  if (key.holes.length) return false;
  if (!shape.principals.length) return alwaysSends(ANYBODY, key.value);
  return sendersAmong(shape.principals).every((caller) => alwaysSends(caller ?? ANY_ACCOUNT, key.value));
}

/** A user or a role session of an account that is not known. */
export const ANY_ACCOUNT: CallerFacts = { kinds: ['user', 'session'] };
const ANYBODY: CallerFacts = { kinds: ['user', 'session', 'service', 'oidc', 'saml'] };

/**
 * Whether a principal under AWS calls with credentials that hold no MFA information: a role (IAM Identity Center's are roles too) or
 * a session of one. AWS documents it of AssumeRole, and people have seen a session keep what GetSessionToken gave it, so this
 * is a reason to warn and to offer no MFA, never to say that nobody can assume the role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export function callsWithoutMfa(principal: HoledText): boolean {
  const { kind } = parseAwsPrincipal(principal);
  return kind === 'role' || kind === 'session';
}

/** Whether no principal of a statement sends the MFA keys, and roles are among them; of all others `neverSent` tells. */
export const mfaNeverSent = memo(
  ({ principals }: Statement): boolean =>
    principals.some(({ type }) => type === 'AWS') &&
    principals.every(
      ({ type, value, negated }) =>
        !negated && (type === 'AWS' ? callsWithoutMfa(value) : type === 'Service' || type === 'Federated'),
    ),
);

/** One text for all statements whose callers may send the same keys. */
export function sendersOf({ shape }: Statement): string {
  return sendersAmong(shape.principals)
    .map((caller) => (caller ? sendingAlike(caller) : 'unknown'))
    .sort()
    .join(';');
}

/** One of all callers that send the same keys: looked at once for all the keys that they may send. */
export const sendersAmong = memo((kinds: readonly PrincipalKind[]): readonly (CallerFacts | undefined)[] => {
  const found = new Map<string, CallerFacts | undefined>();
  for (const { caller } of kinds) found.set(caller ? sendingAlike(caller) : '', caller);
  return [...found.values()];
});
