import { isAccountId } from '../iam/account.ts';
import { oidcIssuerOf, parseArn } from '../iam/arn.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { BUILT_IN_PROVIDERS } from '../iam/principalTypeOf.ts';
import { ASSUME_ROLE, ASSUME_ROLE_WITH_SAML, ASSUME_ROLE_WITH_WEB_IDENTITY, KEYS } from '../iam/vocabulary.ts';
import type { CallerFacts } from '../semantics/request.ts';
import { ABSENT, one, PRESENT, UNKNOWN, type Sent } from '../semantics/sent.ts';
import { own } from '../text/own.ts';
import type { Keys } from './key.ts';
import { asText, isRecord, memberOf, namedTextsIn, recordIn, textIn, textsIn, type Given } from './reading.ts';
import type { Home } from './role.ts';
import { SHORT_FORMS, strangerOf, tokenOf } from './shortForms.ts';

/** Who calls, and what follows from that. */
export interface Caller {
  /** What principals can tell of them; undefined for those who can never make the call. */
  readonly facts: CallerFacts | undefined;
  readonly action: string;
  /** Keys that the caller's kind decides, lower case: the author of a request can't set them. */
  readonly derived: ReadonlyMap<string, Sent>;
  /** Keys that the author of the request states of the caller, lower case. */
  readonly stated: ReadonlyMap<string, Sent>;
  /** Whether its session already has a source identity. */
  readonly isChained: boolean;
  readonly notes: readonly string[];
}

type Sents = Map<string, Sent>;

/** Reads the caller of a request; what is wrong with it where it can't be read. */
export function readCaller(given: Given, around: Around): Caller | string {
  const kinds = ALL_KINDS.filter((kind) => memberOf(given, kind) !== undefined);
  const [kind, ...more] = kinds;
  if (kind === undefined || more.length) return `The caller must be exactly one of ${ALL_KINDS.join(', ')}.`;
  const value = memberOf(given, kind);
  const read = own<Reader>(READERS, kind);
  if (read) return read(given, value, around);
  if (kind === STRANGER) {
    const stranger = strangerOf(asText(value) ?? '', around.literals());
    return typeof stranger === 'string' ? stranger : readCaller(stranger, around);
  }
  const token = tokenOf(kind, value);
  return typeof token === 'string' ? token : readCaller({ oidc: token }, around);
}

/** The caller that a short form stands for; undefined where it is none. */
export function plainCaller(given: Given): Given | undefined {
  const kind = SHORT_FORMS.find((name) => memberOf(given, name) !== undefined);
  const token = kind === undefined ? undefined : tokenOf(kind, memberOf(given, kind));
  return token === undefined || typeof token === 'string' ? undefined : { oidc: token };
}

interface Around {
  readonly home: Home;
  readonly keys: Keys;
  /** All texts of the policy. */
  readonly literals: () => string;
}

type Reader = (given: Given, value: unknown, around: Around) => Caller | string;

const READERS = {
  user: (given, value, { keys }) => {
    const arn = asText(value) ?? '';
    const named = parseAwsPrincipal({ value: arn, holes: [] });
    if (named.kind !== 'user' || !isAccountId(named.account)) return `"user" must be the ARN of an IAM user.`;
    const { account, path, name } = named;
    const id = textIn(given, 'id');
    const derived = ofAccount(account, one(arn), 'User', id === undefined ? PRESENT : one(id));
    derived.set(USERNAME, one(name));
    derived.set(TOKEN_ISSUE_TIME, issuedAt(given, ABSENT));
    const facts: CallerFacts = {
      kinds: ['user'],
      ...partitionOf(arn),
      account,
      path,
      name,
      ...(id === undefined ? {} : { id }),
    };
    return { ...OF_ACCOUNT, facts, derived, stated: statedOfAccount(given, keys) };
  },
  role: (given, value, { keys }) => {
    const arn = asText(value) ?? '';
    const named = parseAwsPrincipal({ value: arn, holes: [] });
    if ((named.kind !== 'role' && named.kind !== 'session') || !isAccountId(named.account))
      return `"role" must be the ARN of an IAM role.`;
    const { account } = named;
    // The ARN of a session doesn't tell the role's path.
    const name = named.kind === 'role' ? named.name : named.role;
    const path = named.kind === 'role' ? { path: named.path } : {};
    const session = textIn(given, 'session') ?? (named.kind === 'session' ? named.session : undefined);
    const id = textIn(given, 'id');
    const userId = id === undefined || session === undefined ? PRESENT : one(`${id}:${session}`);
    const derived = ofAccount(account, named.kind === 'role' ? one(arn) : PRESENT, 'AssumedRole', userId);
    derived.set(TOKEN_ISSUE_TIME, issuedAt(given, PRESENT));
    const identity = textIn(given, 'sourceIdentity');
    const stated = statedOfAccount(given, keys);
    if (identity !== undefined) derived.set(SOURCE_IDENTITY, one(identity));
    for (const [key, claim] of Object.entries(recordIn(given, 'issuedBy'))) state(stated, keys, key, claim);
    return {
      ...OF_ACCOUNT,
      facts: {
        ...{ kinds: ['session'], ...partitionOf(arn), account, ...path, name },
        ...(session === undefined ? {} : { session }),
        ...(id === undefined ? {} : { id }),
      },
      derived,
      stated,
      isChained: identity !== undefined,
      notes: ['Role chaining: a session of a role that assumes another role lasts one hour at most.'],
    };
  },
  account: (given, value, { keys, home }) => {
    const account = asText(value) ?? '';
    if (!isAccountId(account)) return `"account" must be an account ID of 12 digits.`;
    const derived = ofAccount(account, PRESENT, undefined, PRESENT);
    derived.set(USERNAME, UNKNOWN);
    derived.set(TOKEN_ISSUE_TIME, issuedAt(given, UNKNOWN));
    return {
      ...OF_ACCOUNT,
      // Nobody assumes a role of another partition.
      facts: {
        kinds: ['user', 'session'],
        ...(home.partition === undefined ? {} : { partition: home.partition }),
        account,
        unnamed: true,
      },
      derived,
      stated: statedOfAccount(given, keys),
    };
  },
  root: () => refused("An account's root user can't assume roles."),
  federatedUser: () => refused("A federated user session (GetFederationToken) can't assume roles."),
  service: (given, value, { keys }) => {
    const service = asText(value) ?? '';
    if (service === '') return `"service" must be the name of a service principal.`;
    const derived: Sents = new Map([
      [KEYS.principalServiceName.toLowerCase(), one(service)],
      ['aws:principalservicenameslist', { kind: 'many', values: [service] }],
      [KEYS.principalIsAwsService.toLowerCase(), one('true')],
      // AWS's pages do not agree on what a service's calls have.
      [KEYS.sourceIp.toLowerCase(), UNKNOWN],
    ]);
    const stated: Sents = new Map();
    state(stated, keys, KEYS.sourceArn, memberOf(given, 'sourceArn'));
    state(stated, keys, KEYS.sourceAccount, memberOf(given, 'sourceAccount'));
    state(stated, keys, KEYS.sourceOrgId, memberOf(given, 'sourceOrgId'));
    state(stated, keys, KEYS.sourceOrgPaths, textsIn(given, 'sourceOrgPaths'));
    const isAnywhere = service.startsWith('rolesanywhere.');
    const x509 = namedTextsIn(given, 'x509');
    if (isAnywhere) for (const [name, text] of x509) state(stated, keys, `${KEYS.principalTag}${name}`, text);
    return {
      ...NO_CALLER,
      action: ASSUME_ROLE,
      facts: { kinds: ['service'], service },
      derived,
      stated,
      notes: x509.length && !isAnywhere ? ['"x509" is left out: only IAM Roles Anywhere sends it.'] : [],
    };
  },
  oidc: (given, value, { home, keys }) => {
    const token = isRecord(value) ? value : {};
    const named = textIn(token, 'provider');
    const told = textIn(token, 'issuer') ?? (named === undefined ? undefined : oidcIssuerOf(literal(named))?.value);
    if (told === undefined) return `"oidc" must have a "provider" or an "issuer".`;
    const issuer = told.replace(/^https:\/\//, '');
    const provider = named?.startsWith('arn:') ? named : providerOf(issuer, home);
    const stated: Sents = new Map();
    const claims = recordIn(token, 'claims');
    const client = asText(memberOf(claims, 'azp'));
    for (const [name, values] of Object.entries(claims)) {
      const key = keyOf(issuer, name);
      const isAudience = key.toLowerCase() === `${issuer}:aud`.toLowerCase();
      if (isAudience) state(stated, keys, `${issuer}:oaud`, values);
      if (!isAudience || client === undefined) state(stated, keys, key, values);
    }
    // The client that a token was issued to counts as its audience.
    if (client !== undefined) state(stated, keys, `${issuer}:aud`, client);
    return {
      ...NO_CALLER,
      action: ASSUME_ROLE_WITH_WEB_IDENTITY,
      facts: { kinds: ['oidc'], issuer, ...(provider === undefined ? {} : { provider }) },
      derived: new Map([...UNSIGNED, [FEDERATED_PROVIDER, UNKNOWN], ['sts:roleauthorizedbyidp', PRESENT]]),
      stated,
    };
  },
  saml: (given, value, { keys }) => {
    const assertion = isRecord(value) ? value : {};
    const provider = textIn(assertion, 'provider') ?? '';
    const arn = parseArn(literal(provider));
    if (!arn?.resource.value.startsWith(SAML_PROVIDER)) return `"saml" must have the ARN of its provider.`;
    const stated: Sents = new Map();
    for (const [name, values] of Object.entries(recordIn(assertion, 'keys')))
      state(stated, keys, keyOf('saml', name), values);
    const doc = one(`${arn.account.value}/${arn.resource.value.slice(SAML_PROVIDER.length)}`);
    return {
      ...NO_CALLER,
      action: ASSUME_ROLE_WITH_SAML,
      facts: { kinds: ['saml'], provider },
      derived: new Map([...UNSIGNED, [FEDERATED_PROVIDER, UNKNOWN], ['saml:doc', doc]]),
      stated,
    };
  },
} satisfies Readonly<Record<string, Reader>>;

const STRANGER = 'stranger';
const ALL_KINDS = [...Object.keys(READERS), ...SHORT_FORMS, STRANGER];

const NO_CALLER: Omit<Caller, 'action'> = {
  facts: undefined,
  derived: new Map(),
  stated: new Map(),
  isChained: false,
  notes: [],
};
const OF_ACCOUNT: Caller = { ...NO_CALLER, action: ASSUME_ROLE };
const USERNAME = KEYS.username.toLowerCase();
const TOKEN_ISSUE_TIME = 'aws:tokenissuetime';
const SOURCE_IDENTITY = 'aws:sourceidentity';
const FEDERATED_PROVIDER = 'aws:federatedprovider';
const SAML_PROVIDER = 'saml-provider/';
/** Of a call that isn't signed AWS says both that it has them, of an anonymous caller, and that it has none. */
const UNSIGNED: readonly (readonly [string, Sent])[] = [
  [KEYS.principalAccount.toLowerCase(), UNKNOWN],
  [KEYS.principalType.toLowerCase(), UNKNOWN],
  [KEYS.userId.toLowerCase(), UNKNOWN],
];

/** The key of a claim or an attribute, which may also be told by the name that policies have for it. */
function keyOf(prefix: string, name: string): string {
  return name.toLowerCase().startsWith(`${prefix}:`.toLowerCase()) ? name : `${prefix}:${name}`;
}

function refused(note: string): Caller {
  return { ...OF_ACCOUNT, notes: [note] };
}

function literal(value: string): { value: string; holes: readonly [] } {
  return { value, holes: [] };
}

function partitionOf(arn: string): { partition: string } {
  return { partition: parseArn(literal(arn))?.partition.value ?? '' };
}

/** A provider's ARN in the role's account; undefined where that account is not known. */
function providerOf(issuer: string, { account, partition = 'aws' }: Home): string | undefined {
  if (BUILT_IN_PROVIDERS.includes(issuer)) return issuer;
  return account === undefined ? undefined : `arn:${partition}:iam::${account}:oidc-provider/${issuer}`;
}

/** @param type undefined where it may be a user's or a role's */
function ofAccount(account: string, arn: Sent, type: string | undefined, userId: Sent): Sents {
  return new Map([
    [KEYS.principalArn.toLowerCase(), arn],
    [KEYS.principalAccount.toLowerCase(), one(account)],
    [KEYS.principalType.toLowerCase(), type === undefined ? PRESENT : one(type)],
    [KEYS.userId.toLowerCase(), userId],
    [KEYS.principalIsAwsService.toLowerCase(), one('false')],
  ]);
}

function issuedAt(given: Given, otherwise: Sent): Sent {
  const at = textIn(given, 'tokenIssued');
  return at === undefined ? otherwise : one(at);
}

function statedOfAccount(given: Given, keys: Keys): Sents {
  const stated: Sents = new Map();
  for (const [name, text] of namedTextsIn(given, 'tags')) state(stated, keys, `${KEYS.principalTag}${name}`, text);
  const org = memberOf(given, 'org');
  const paths = textsIn(given, 'orgPaths');
  if (org === null) {
    stated.set(KEYS.principalOrgId.toLowerCase(), ABSENT);
    stated.set(KEYS.principalOrgPaths.toLowerCase(), ABSENT);
  } else {
    state(stated, keys, KEYS.principalOrgId, asText(org) ?? paths?.[0]?.split('/', 1)[0]);
    state(stated, keys, KEYS.principalOrgPaths, paths);
  }
  return stated;
}

/** Puts a key to what is stated, where a value of it is given. */
export function state(stated: Sents, keys: Keys, name: string, value: unknown): void {
  const values = Array.isArray(value) ? value.flatMap((item) => asText(item) ?? []) : asText(value);
  if (values !== undefined) stated.set(name.toLowerCase(), keys.of(name).sent(values));
}
