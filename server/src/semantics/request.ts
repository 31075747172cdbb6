import { conditionKey, conditionKeys, type KeyCarrier } from '../catalogue/conditionKeys.ts';
import { servicePrincipal } from '../catalogue/servicePrincipals.ts';
import { parseProviderKey } from '../iam/providerKey.ts';
import { KEYS } from '../iam/vocabulary.ts';
import type { HoledText } from '../text/holedText.ts';

export type CallerKind = 'user' | 'session' | 'service' | 'oidc' | 'saml';

/** One caller, or what all callers of a principal share; what is not known, or not shared, is left out. */
export interface CallerFacts {
  /** What they may be: an account has users and role sessions. */
  readonly kinds: readonly CallerKind[];
  readonly partition?: string;
  readonly account?: string;
  /** Of the user or the role, with its slashes; a role session's principal does not tell it. */
  readonly path?: string;
  /** Of the user or the role. */
  readonly name?: string;
  readonly session?: string;
  /** The unique ID of the user or the role. */
  readonly id?: string;
  /** Somebody of the account whom no policy that is asked names. */
  readonly unnamed?: true;
  readonly service?: string;
  /** Host and path, as the provider's name has them. */
  readonly issuer?: string;
  /** The ARN of the identity provider, or the host of a built-in one. */
  readonly provider?: string;
}

export type Sending = 'always' | 'sometimes' | 'never' | 'unknown';

/**
 * Who sends which key with a call that assumes a role, as far as AWS documents it.
 * @param holes of the key: the issuer of a claim may still have to be filled in
 */
export function sends({ kinds, service }: CallerFacts, key: string, holes = NO_HOLES): Sending {
  const name = key.toLowerCase();
  let carriers: Carriers | undefined;
  let all: Sending | undefined;
  for (const kind of kinds) {
    let one = byName(kind, service, name);
    if (!one) one = byCarrier(kind, service, key, (carriers ??= carriersOfKey(key, holes)));
    if (all === undefined || all === one) all = one;
    else all = all === 'unknown' || one === 'unknown' ? 'unknown' : 'sometimes';
  }
  return all ?? 'unknown';
}

const NO_HOLES: HoledText['holes'] = [];

/** Whether every call of such callers has a key; quicker than all that `sends` tells. */
export function alwaysSends({ kinds }: CallerFacts, key: string): boolean {
  const name = key.toLowerCase();
  return kinds.length > 0 && kinds.every((kind) => ALWAYS[kind].has(name));
}

/** One text for all callers that send the same keys. */
export function sendingAlike({ kinds, service }: CallerFacts): string {
  if (service === undefined) return kinds.join();
  return `service ${isKnownWithoutOwnKeys(service) ? '' : service} ${String(sendsExternalId(service))}`;
}

/** Keys that every call that assumes a role has. */
const BY_ALL = [KEYS.roleSessionName, KEYS.currentTime, KEYS.epochTime];
/** Keys that all calls but those of services have; of a service's AWS's pages do not agree. */
const BY_ALL_BUT_SERVICES = ['aws:SecureTransport', 'aws:RequestedRegion', 'aws:UserAgent', 'aws:ViaAWSService'];
/** Keys that every call of an account's user or role has. */
const BY_ACCOUNTS = [
  KEYS.principalArn,
  KEYS.principalAccount,
  KEYS.userId,
  KEYS.principalType,
  KEYS.principalIsAwsService,
];
/** Keys that every call of a service has. */
const BY_SERVICES = [KEYS.principalIsAwsService, KEYS.principalServiceName];
const ALWAYS: Readonly<Record<CallerKind, ReadonlySet<string>>> = {
  user: namesOf([...BY_ALL, ...BY_ALL_BUT_SERVICES, ...BY_ACCOUNTS, KEYS.username]),
  session: namesOf([...BY_ALL, ...BY_ALL_BUT_SERVICES, ...BY_ACCOUNTS]),
  service: namesOf([...BY_ALL, ...BY_SERVICES]),
  oidc: namesOf([...BY_ALL, ...BY_ALL_BUT_SERVICES]),
  saml: namesOf([...BY_ALL, ...BY_ALL_BUT_SERVICES]),
};
const UNTOLD_OF_SERVICES = namesOf(BY_ALL_BUT_SERVICES);
/** They describe the role, whoever asks for it. */
const OF_ROLE = /^aws:resource(?:tag\/|account$|org)/;
const MFA = namesOf([KEYS.mfaPresent, KEYS.mfaAge]);
const USERNAME = KEYS.username.toLowerCase();
const EXTERNAL_ID = KEYS.externalId.toLowerCase();

const CARRIERS: Readonly<Record<CallerKind, KeyCarrier>> = {
  user: 'AWS',
  session: 'AWS',
  service: 'Service',
  oidc: 'Federated-OIDC',
  saml: 'Federated-SAML',
};

function namesOf(keys: readonly string[]): ReadonlySet<string> {
  return new Set(keys.map((key) => key.toLowerCase()));
}

/** Whether a caller sends a key that has rules of its own; undefined for all others. */
function byName(kind: CallerKind, service: string | undefined, name: string): Sending | undefined {
  if (ALWAYS[kind].has(name)) return 'always';
  if (OF_ROLE.test(name)) return 'sometimes';
  switch (kind) {
    case 'session':
      if (name === USERNAME) return 'never';
      // AWS documents that credentials of AssumeRole hold no MFA information, and people have seen them keep it.
      return MFA.has(name) ? 'unknown' : undefined;
    case 'service':
      if (UNTOLD_OF_SERVICES.has(name)) return 'unknown';
      if (name !== EXTERNAL_ID) return undefined;
      if (service !== undefined && !servicePrincipal(service)) return 'unknown';
      return service === undefined || sendsExternalId(service) ? 'sometimes' : 'never';
    case 'user':
    case 'oidc':
    case 'saml':
      return undefined;
  }
}

function byCarrier(kind: CallerKind, service: string | undefined, key: string, carriers: Carriers): Sending {
  if (carriers === 'unknown') return 'unknown';
  if (!carriers.includes(CARRIERS[kind])) return 'never';
  return kind === 'service' && isOfAnotherService(key, service) ? 'never' : 'sometimes';
}

/** Services with keys that no other service sends. */
const WITH_OWN_KEYS: ReadonlySet<string> = new Set(conditionKeys().flatMap((key) => key.onlyService ?? []));

function isKnownWithoutOwnKeys(service: string): boolean {
  return !WITH_OWN_KEYS.has(service) && servicePrincipal(service) !== undefined;
}

/** Whether a key is that of one service, and this one, which our table knows, is another. */
function isOfAnotherService(key: string, service: string | undefined): boolean {
  const only = conditionKey(key)?.onlyService;
  return only !== undefined && service !== undefined && service !== only && servicePrincipal(service) !== undefined;
}

/** Claims that stay in the session of a web identity, so that its next call carries them too. */
const SESSION_CLAIMS: ReadonlySet<string> = new Set(['sub', 'aud', 'amr']);

/** Whose calls carry a condition key. */
type Carriers = readonly KeyCarrier[] | 'unknown';

function carriersOfKey(key: string, holes: HoledText['holes']): Carriers {
  const known = conditionKey(key);
  if (known) return known.sentBy;
  const provider = parseProviderKey({ value: key, holes });
  if (!provider || provider.claim.holes.length) return 'unknown';
  return SESSION_CLAIMS.has(provider.claim.value.toLowerCase()) ? ['Federated-OIDC', 'AWS'] : ['Federated-OIDC'];
}

/** A service that our table does not know may send one. */
function sendsExternalId(service: string): boolean {
  const known = servicePrincipal(service);
  return !known || known.sends.externalId !== undefined;
}
