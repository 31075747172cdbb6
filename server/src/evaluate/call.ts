import { KEYS } from '../iam/vocabulary.ts';
import { sentDate } from '../semantics/compare.ts';
import type { CallerFacts } from '../semantics/request.ts';
import { ABSENT, one, PRESENT, UNKNOWN, type Sent } from '../semantics/sent.ts';
import { readCaller, state, type Caller } from './caller.ts';
import type { Compiled } from './compile.ts';
import type { Key, Keys } from './key.ts';
import { membersIn } from './members.ts';
import { maybeNeeded, neededActions } from './neededActions.ts';
import { asText, isRecord, memberOf, namedTextsIn, recordIn, textIn, textsIn, type Given } from './reading.ts';
import { homeIn, type Home } from './role.ts';
import { parametersOf } from './tokenParameters.ts';

/** How what a request leaves out is taken. */
export interface Unstated {
  /** `unknown`: the request shows only a part of the call, as an error does. By default it describes all of it. */
  readonly unstated?: 'absent' | 'unknown';
}

/** One call, read from a request: what it needs, and what it has for every key. */
export class Call {
  readonly caller: Caller;
  readonly home: Home;
  /** The assume action first. */
  readonly actions: readonly string[];
  /** Companions that it needs as well if it has what isn't known. */
  readonly maybeActions: readonly string[];
  readonly notes: readonly string[];
  readonly #stated: ReadonlyMap<string, Sent>;
  readonly #unknown: ReadonlySet<string>;
  readonly #otherwise: Sent;
  readonly #facts: CallerFacts;

  constructor(parts: {
    readonly caller: Caller;
    readonly facts: CallerFacts;
    readonly home: Home;
    readonly actions: readonly string[];
    readonly stated: ReadonlyMap<string, Sent>;
    readonly unknown: ReadonlySet<string>;
    readonly otherwise: Sent;
    readonly notes: readonly string[];
  }) {
    this.caller = parts.caller;
    this.#facts = parts.facts;
    this.home = parts.home;
    this.actions = parts.actions;
    this.maybeActions = maybeNeeded(parts.unknown, parts.actions, parts.facts);
    this.#stated = parts.stated;
    this.#unknown = parts.unknown;
    this.#otherwise = parts.otherwise;
    this.notes = parts.notes;
  }

  /** Whether the author says that nothing is known of a key: then what follows from the caller tells nothing either. */
  isUntold({ lower }: Key): boolean {
    return this.#unknown.has(lower);
  }

  sent(key: Key): Sent {
    const { lower } = key;
    const derived = this.caller.derived.get(lower);
    if (derived && !this.#unknown.has(lower)) return derived;
    const sending = key.sentBy(this.#facts);
    if ((sending === 'never' && !derived) || this.#isOfOther(key)) return ABSENT;
    if (this.#unknown.has(lower)) return sending === 'always' ? PRESENT : UNKNOWN;
    const stated = this.#stated.get(lower);
    if (stated) return stated;
    if (sending === 'always') return PRESENT;
    if (sending === 'unknown' && key.isListed) return UNKNOWN;
    return ENVIRONMENT.test(lower) ? UNKNOWN : this.#otherwise;
  }

  /** Whether the request states a key that no such caller sends. */
  isLeftOut(key: Key): boolean {
    const stated = this.#stated.get(key.lower);
    return (
      stated !== undefined && stated !== ABSENT && !this.caller.derived.has(key.lower) && this.sent(key) === ABSENT
    );
  }

  /** Whether a key is a claim of another provider than the caller's, or one that AWS doesn't carry. */
  #isOfOther({ provider, isCarried }: Key): boolean {
    const { issuer } = this.#facts;
    if (!provider || issuer === undefined) return false;
    return provider.issuer !== issuer.toLowerCase() || !isCarried;
  }
}

/** What a request has whether its author says so or not: time, address, Region, organization. */
const ENVIRONMENT =
  /^aws:(?:sourceip|sourcevpc|sourcevpce|sourcevpcarn|vpcsourceip|vpce|principalorg|resource(?:account|org))/;

/** Reads a request; what is wrong with it where it can't be read. */
export function readCall(
  request: unknown,
  { home: told, keys, literals }: Compiled,
  { unstated }: Unstated = {},
): Call | string {
  if (!isRecord(request)) return 'The request must be a JSON object.';
  const members = membersIn(request);
  if (members.problem !== undefined) return members.problem;
  const role = textIn(request, 'role');
  const named = role === undefined ? undefined : homeIn(role);
  const home = named?.account === undefined ? told : named;
  const caller = readCaller(recordIn(request, 'caller'), { home, keys, literals });
  if (typeof caller === 'string') return caller;
  const parameters = parametersOf(request);
  const stated = new Map(caller.stated);
  stateParameters(stated, keys, parameters);
  const untimed = stateOrigin(stated, keys, recordIn(request, 'from'));
  if (home.account !== undefined) stated.set('aws:resourceaccount', one(home.account));
  for (const [name, text] of namedTextsIn(request, 'roleTags'))
    for (const key of OF_ROLE_TAGS) state(stated, keys, `${key}${name}`, text);
  const derived = withMfa(caller, parameters);
  const facts = caller.facts ?? NOBODY;
  const left = stateContext(stated, { keys, derived, facts }, recordIn(request, 'context'));
  tellTime(stated);
  return new Call({
    caller: { ...caller, derived },
    facts,
    home,
    actions: neededActions(caller, parameters),
    stated,
    unknown: new Set((textsIn(request, 'unknown') ?? []).map((name) => name.toLowerCase())),
    otherwise: unstated === 'unknown' ? UNKNOWN : ABSENT,
    notes: [
      ...members.notes,
      ...(named && home !== named ? [NO_ROLE] : []),
      ...caller.notes,
      ...left,
      ...untimed,
      ...mfaLeftOut(caller, parameters),
    ],
  });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_resourcetag */
const OF_ROLE_TAGS = ['aws:ResourceTag/', 'iam:ResourceTag/'];

const NO_ROLE = '"role" is left out: it must be the ARN of a role, with its account ID.';
const NOBODY: CallerFacts = { kinds: ['user', 'session'] };

type Sents = Map<string, Sent>;

function stateParameters(stated: Sents, keys: Keys, given: Given): void {
  state(stated, keys, KEYS.externalId, memberOf(given, 'externalId'));
  state(stated, keys, KEYS.roleSessionName, memberOf(given, 'sessionName'));
  state(stated, keys, KEYS.stsSourceIdentity, memberOf(given, 'sourceIdentity'));
  const tags = namedTextsIn(given, 'tags');
  for (const [name, text] of tags) state(stated, keys, `aws:RequestTag/${name}`, text);
  if (tags.length)
    state(
      stated,
      keys,
      KEYS.tagKeys,
      tags.map(([name]) => name),
    );
  const transitive = textsIn(given, 'transitiveTags');
  if (transitive?.length) state(stated, keys, KEYS.transitiveTagKeys, transitive);
  const contexts = memberOf(given, 'contexts');
  const providers = Array.isArray(contexts)
    ? contexts.flatMap((one) => asText(isRecord(one) ? memberOf(one, 'provider') : one) ?? [])
    : [];
  if (providers.length) state(stated, keys, 'sts:RequestContextProviders', providers);
}

/** A call through a VPC endpoint has no aws:SourceIp, and one from the internet nothing of an endpoint. Says what is left out. */
function stateOrigin(stated: Sents, keys: Keys, given: Given): readonly string[] {
  const throughEndpoint = ['vpce', 'vpc', 'vpcIp'].some((name) => memberOf(given, name) !== undefined);
  const ip = textIn(given, 'ip');
  if (throughEndpoint) {
    stated.set(KEYS.sourceIp.toLowerCase(), ABSENT);
    for (const [name, key] of OF_ENDPOINT) {
      stated.set(key.toLowerCase(), PRESENT);
      state(stated, keys, key, memberOf(given, name));
    }
  } else if (ip !== undefined) {
    state(stated, keys, KEYS.sourceIp, ip);
    for (const key of ONLY_OF_ENDPOINTS) stated.set(key, ABSENT);
  }
  state(stated, keys, 'aws:RequestedRegion', memberOf(given, 'region'));
  state(stated, keys, 'aws:UserAgent', memberOf(given, 'userAgent'));
  state(stated, keys, 'aws:SecureTransport', memberOf(given, 'secureTransport'));
  const time = textIn(given, 'time');
  if (time === undefined) return NO_NOTES;
  if (sentDate(time) === undefined)
    return ['"from.time" is left out: it must be a time with a zone, such as 2026-06-01T00:00:00Z.'];
  stated.set(CURRENT_TIME, one(time));
  return NO_NOTES;
}

const NO_NOTES: readonly string[] = [];

/** Two keys tell one time. */
function tellTime(stated: Sents): void {
  const [time, seconds] = [instantOf(stated.get(CURRENT_TIME)), instantOf(stated.get(EPOCH_TIME))];
  if (time !== undefined && seconds === undefined) stated.set(EPOCH_TIME, one(String(Math.floor(time / 1000))));
  if (seconds !== undefined && time === undefined) stated.set(CURRENT_TIME, one(new Date(seconds).toISOString()));
}

function instantOf(sent: Sent | undefined): number | undefined {
  return sent?.kind === 'one' ? sentDate(sent.value) : undefined;
}

const CURRENT_TIME = KEYS.currentTime.toLowerCase();
const EPOCH_TIME = KEYS.epochTime.toLowerCase();

const OF_ENDPOINT: readonly (readonly [name: string, key: string])[] = [
  ['vpce', KEYS.sourceVpce],
  ['vpc', KEYS.sourceVpc],
  ['vpcIp', 'aws:VpcSourceIp'],
];
const ONLY_OF_ENDPOINTS = [
  ...OF_ENDPOINT.map(([, key]) => key.toLowerCase()),
  ...['aws:sourcevpcarn', 'aws:vpceaccount', 'aws:vpceorgid', 'aws:vpceorgpaths'],
];

/**
 * Long-term keys alone have no MFA information at all; temporary ones say that there was none. What a role's session has is not told.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
function withMfa({ derived, facts }: Caller, parameters: Given): ReadonlyMap<string, Sent> {
  if (!isUser(facts)) return derived;
  const mfa = memberOf(parameters, 'mfa');
  const isTemporary = derived.get(TOKEN_ISSUE_TIME) !== ABSENT;
  const age = isRecord(mfa) ? asText(memberOf(mfa, 'age')) : undefined;
  const all = new Map(derived);
  if (mfa === false || (isTemporary && (mfa === undefined || mfa === null))) {
    all.set(MFA_PRESENT, one('false'));
    if (!isTemporary) all.set(TOKEN_ISSUE_TIME, PRESENT);
  } else all.set(MFA_PRESENT, mfa === true || isRecord(mfa) ? one('true') : ABSENT);
  all.set(MFA_AGE, age === undefined ? (mfa === true || isRecord(mfa) ? PRESENT : ABSENT) : one(age));
  return all;
}

function mfaLeftOut({ facts }: Caller, parameters: Given): readonly string[] {
  const isGiven = (memberOf(parameters, 'mfa') ?? undefined) !== undefined;
  return isGiven && facts && !isUser(facts) ? ['"with.mfa" is left out: AWS documents MFA of users only.'] : [];
}

function isUser(facts: CallerFacts | undefined): boolean {
  return facts?.kinds.join() === 'user';
}

const MFA_PRESENT = KEYS.mfaPresent.toLowerCase();
const MFA_AGE = KEYS.mfaAge.toLowerCase();
const TOKEN_ISSUE_TIME = 'aws:tokenissuetime';

/** Adds what stands in `context`; says what of it the caller can't send, or sends anyway. */
function stateContext(
  stated: Sents,
  {
    keys,
    derived,
    facts,
  }: { readonly keys: Keys; readonly derived: ReadonlyMap<string, Sent>; readonly facts: CallerFacts },
  context: Given,
): readonly string[] {
  const notes: string[] = [];
  for (const [name, value] of Object.entries(context)) {
    const key = keys.of(name);
    if (derived.has(key.lower)) notes.push(`${name} in "context" is left out: it follows from the caller.`);
    else if (key.sentBy(facts) === 'never') notes.push(`${name} in "context" is left out: this caller never sends it.`);
    else if (value === null) stated.set(key.lower, ABSENT);
    else if (!stated.has(key.lower)) {
      state(stated, keys, name, value);
      if (!key.isListed) notes.push(`${name} isn't in our list of condition keys: its value is taken as stated.`);
    }
  }
  return notes;
}
