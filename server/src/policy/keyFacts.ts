import { servicePrincipal } from '../catalogue/servicePrincipals.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { oidcProvider } from '../catalogue/oidcProviders.ts';
import type { KeyCarrier, KeyType } from '../catalogue/conditionKeys.ts';
import { isAlwaysSent } from './alwaysSent.ts';
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

/** Whose calls a principal makes; undefined where it is not known. */
export function carriersOf(kind: PrincipalKind): readonly KeyCarrier[] | undefined {
  switch (kind.kind) {
    case 'account':
      return ['AWS'];
    case 'service':
      return ['Service'];
    case 'oidc':
      return ['Federated-OIDC'];
    case 'saml':
      return ['Federated-SAML'];
    case 'federated':
      return ['Federated-OIDC', 'Federated-SAML'];
    case 'everyone':
    case 'unknown':
      return undefined;
  }
}

/** Claims that stay in the session of a web identity, so that its next call carries them too. */
const SESSION_CLAIMS = ['sub', 'aud', 'amr'];

/** Whose calls carry a condition's key; undefined where it is not known. */
export function carriersOfKey({ known, providerKey }: Condition): readonly KeyCarrier[] | undefined {
  if (known) return known.sentBy;
  if (!providerKey || providerKey.claim.holes.length) return undefined;
  return SESSION_CLAIMS.includes(providerKey.claim.value.toLowerCase())
    ? ['Federated-OIDC', 'AWS']
    : ['Federated-OIDC'];
}

/** Whether surely none of a statement's principals sends a condition's key. */
export function neverSent(condition: Condition, statement: Statement): boolean {
  const kinds = statement.shape.principals;
  return kinds.length > 0 && !maySend(kinds, condition);
}

/** Whether callers of one of these kinds may send a condition's key. */
export function maySend(kinds: readonly PrincipalKind[], condition: Condition): boolean {
  const senders = carriersOfKey(condition);
  if (!senders || isAlwaysSent(condition)) return true;
  // They describe the role, whoever asks for it.
  if (/^aws:Resource(?:Tag\/|Account$|Org)/i.test(condition.key.value)) return true;
  const { carriers, externalId } = sendersAmong(kinds);
  return (
    carriers === undefined ||
    senders.some((sender) => carriers.has(sender)) ||
    (externalId && condition.known?.name === KEYS.externalId)
  );
}

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
  const { carriers, externalId } = sendersAmong(shape.principals);
  return `${carriers ? [...carriers].sort().join() : 'unknown'} ${String(externalId)}`;
}

/** Whose calls callers make: looked at once for all the keys that they may send. */
const sendersAmong = memo((kinds: readonly PrincipalKind[]) => {
  const all = kinds.map(carriersOf);
  return {
    /** Undefined where those of one are not known. */
    carriers: all.includes(undefined) ? undefined : new Set(all.flatMap((carriers) => carriers ?? [])),
    externalId: kinds.some(sendsExternalId),
  };
});

/** Services that send an ExternalId although AWS's table of keys names none. */
const WITH_EXTERNAL_ID = [
  'vmie.amazonaws.com',
  'firehose.amazonaws.com',
  'cognito-idp.amazonaws.com',
  'elasticbeanstalk.amazonaws.com',
  'aiops.amazonaws.com',
  'redshift.amazonaws.com',
  'importexport.amazonaws.com',
];

function sendsExternalId(kind: PrincipalKind): boolean {
  return kind.kind === 'service' && (WITH_EXTERNAL_ID.includes(kind.name) || !servicePrincipal(kind.name));
}
