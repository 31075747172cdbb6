import { isAccountId } from '../iam/account.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { isSamlProvider } from '../iam/arn.ts';
import { SET_CONTEXT, SET_SOURCE_IDENTITY, TAG_SESSION } from '../iam/vocabulary.ts';
import type { Principal } from '../policy/model.ts';
import { ABSENT, type Variables } from '../semantics/sent.ts';
import { readCall, type Call, type Unstated } from './call.ts';
import { plainCaller } from './caller.ts';
import type { Compiled, CompiledCondition, CompiledStatement } from './compile.ts';
import type { NearestMiss } from './decision.ts';
import { Judged } from './judge.ts';
import { changeFor, patched, told, type Patch, type Path } from './patch.ts';
import { isRecord, memberOf, recordIn, textsIn, type Given } from './reading.ts';
import type { Json } from './request.ts';
import { weigh, type Weighed } from './weigh.ts';
import { witnesses } from './witness.ts';

interface Asked {
  readonly compiled: Compiled;
  readonly request: unknown;
  readonly options: Unstated;
}

/** The Allow that a call misses by least. Principals come first, for who calls is least to be changed; then the action. */
export function nearestMiss(weighed: Weighed, call: Call, asked: Asked): NearestMiss | null {
  if (!call.caller.facts || !isRecord(asked.request)) return null;
  let nearest: { of: CompiledStatement; parts: readonly string[]; rank: number } | undefined;
  for (const one of weighed.judged) {
    if (one.of.effect !== 'Allow') continue;
    const parts = failingParts(one, weighed);
    // Of as many failing parts, those that leave the caller and its action alone.
    const rank = parts.length * 4 + (parts.includes('principal') ? 2 : 0) + (parts.includes('action') ? 1 : 0);
    if (!nearest || rank < nearest.rank) nearest = { of: one.of, parts, rank };
  }
  if (!nearest) return null;
  const { of, parts } = nearest;
  const patch = parts.includes('action') ? undefined : changesFor(of, asked.request, asked);
  return { statement: of.index, missing: parts.length, parts, request: patch ? told(patch) : {}, policy: [] };
}

/** What is not surely met; where nothing surely fails, what has to be stated. A Deny is no part that is missing. */
function failingParts(one: Judged, { actions: [assume, ...companions] }: Weighed): readonly string[] {
  const parts = (['no', 'unknown'] as const).map((wanted) => [
    ...(one.principal === wanted ? ['principal'] : []),
    ...(one.of.covers(assume?.action ?? '') === wanted ? ['action'] : []),
    ...one.results.flatMap((result, i) =>
      result === wanted ? [`condition:${one.of.conditions[i]?.condition.key.value ?? ''}`] : [],
    ),
    // What the assume action lacks, its companion in the same statement lacks as well.
    ...(assume?.decision === 'allow' ? companions : []).flatMap(({ action, decision, by }) =>
      by === null && decision === (wanted === 'no' ? 'deny' : 'unknown') ? [`companion:${action}`] : [],
    ),
  ]);
  const [failing = [], untold = []] = parts;
  return failing.length ? failing : untold;
}

/** Changes of the request with which the whole policy surely allows it; undefined where none was found. */
function changesFor(of: CompiledStatement, request: Given, asked: Asked): Patch | undefined {
  const caller = recordIn(request, 'caller');
  const plain = plainCaller(caller);
  const base = plain ? patched(request, new Map([[['caller'], plain]])) : request;
  const patch = confirmed(of, base, NO_CHANGES, asked) ?? withoutCompanions(of, base, asked);
  if (!patch || !plain || ![...patch.keys()].some(([member]) => member === 'caller')) return patch;
  // A short form has no place for a claim of its own.
  const others = [...patch].filter(([[member]]) => member !== 'caller');
  return new Map<Path, Json | undefined>([[['caller'], recordIn(patched(base, patch), 'caller')], ...others]);
}

const NO_CHANGES: Patch = new Map();

/** Without what needs an action that no statement allows. */
function withoutCompanions(of: CompiledStatement, request: Given, asked: Asked): Patch | undefined {
  const call = readCall(request, asked.compiled, asked.options);
  if (typeof call === 'string') return undefined;
  const [, ...companions] = weigh(asked.compiled, call).actions;
  const parameters = recordIn(request, 'with');
  const paths = companions
    .filter(({ decision }) => decision !== 'allow')
    .flatMap(({ action }) => (BRINGING.get(action) ?? []).filter((name) => memberOf(parameters, name) !== undefined));
  if (!paths.length) return undefined;
  return confirmed(of, request, new Map(paths.map((name) => [['with', name], undefined])), asked);
}

/** The parameters of a call for which it needs an action besides. */
const BRINGING: ReadonlyMap<string, readonly string[]> = new Map([
  [TAG_SESSION, ['tags', 'transitiveTags']],
  [SET_SOURCE_IDENTITY, ['sourceIdentity']],
  [SET_CONTEXT, ['contexts']],
]);

/** Changes, tried before they are told. @param first those to begin with */
function confirmed(
  of: CompiledStatement,
  request: Given,
  first: Patch,
  { compiled, options }: Asked,
): Patch | undefined {
  const patch = new Map<Path, Json | undefined>(first);
  const ask = (): Call | undefined => {
    const call = readCall(patched(request, patch), compiled, options);
    return typeof call === 'string' ? undefined : call;
  };
  const call = ask();
  if (!call) return undefined;
  if (judgedBy(of, call, compiled).principal !== 'yes') {
    const caller = of.principals.map(({ principal }) => callerNamed(principal)).find((named) => named);
    if (!caller) return undefined;
    patch.set(['caller'], caller);
  }
  const meeting = { compiled, patch, request, ask, allow: of };
  if (!meet(of, { ...meeting, wanted: 'yes' })) return undefined;
  const met = ask();
  if (!met) return undefined;
  const weighed = weigh(compiled, met);
  if (weighed.verdict === 'allow') return patch;
  // A Deny that applies may be escaped by one of its conditions.
  const denies = weighed.judged.filter(
    (one) => one.of.effect === 'Deny' && met.actions.some((action) => one.appliesTo(action) !== 'no'),
  );
  for (const { of: deny } of denies) if (!meet(deny, { ...meeting, wanted: 'no' })) return undefined;
  const last = ask();
  return last && weigh(compiled, last).verdict === 'allow' ? patch : undefined;
}

function judgedBy(of: CompiledStatement, call: Call, { keys }: Compiled): Judged {
  return new Judged(of, call, (name) => call.sent(keys.of(name)));
}

interface Meeting {
  readonly compiled: Compiled;
  readonly request: Given;
  readonly patch: Map<Path, Json | undefined>;
  /** The call with what is changed so far. */
  readonly ask: () => Call | undefined;
  /** Whose conditions have to hold in the end. */
  readonly allow: CompiledStatement;
  /** yes: all conditions; no: one of them is enough. */
  readonly wanted: 'yes' | 'no';
}

/** Adds to a patch what the conditions of a statement want; false where that can't be. */
function meet(of: CompiledStatement, meeting: Meeting): boolean {
  const { wanted, compiled, ask } = meeting;
  for (const [i, condition] of of.conditions.entries()) {
    const call = ask();
    if (!call) return false;
    if (wanted === 'yes' && judgedBy(of, call, compiled).results[i] === 'yes') continue;
    const isMet = meetOne(condition, call, meeting);
    if (isMet !== (wanted === 'yes')) return isMet;
  }
  return wanted === 'yes';
}

/** One condition, with all that the Allow asks of the same key. */
function meetOne(
  condition: CompiledCondition,
  call: Call,
  { compiled, patch, request, allow, wanted }: Meeting,
): boolean {
  const { key, test } = condition;
  const { facts } = call.caller;
  if (!key || !test || !facts) return false;
  const fill: Variables = (name) => call.sent(compiled.keys.of(name));
  const alike = allow.conditions.filter((one) => one.key?.lower === key.lower);
  const around = { sent: call.sent(key), fill };
  for (const { condition: named } of new Set([condition, ...alike]))
    for (const sent of witnesses(named, key, around)) {
      if (sent === ABSENT && key.sentBy(facts) === 'always') continue;
      if (test(sent, fill) !== wanted || alike.some((one) => one.test?.(sent, fill) !== 'yes')) continue;
      const now = patched(request, patch);
      const change = changeFor(key, sent, facts, now);
      if (!change) return false;
      patch.set(...change);
      const unknown = textsIn(now, 'unknown') ?? [];
      const stillUnknown = unknown.filter((name) => !isStated(name.toLowerCase(), key.lower));
      if (stillUnknown.length < unknown.length) patch.set(['unknown'], stillUnknown);
      return true;
    }
  return false;
}

/** Whether a key is stated with another: of MFA both are. */
function isStated(name: string, stated: string): boolean {
  return name === stated || (name.startsWith(MFA) && stated.startsWith(MFA));
}

const MFA = 'aws:multifactorauth';

/** A caller that a principal names, as a request describes one. */
function callerNamed({ type, value }: Principal): Json | undefined {
  if (value.holes.length) return undefined;
  const text = value.value;
  if (type === 'Service') return { service: text };
  if (type === 'Federated') return isSamlProvider(value) ? { saml: { provider: text } } : { oidc: { provider: text } };
  if (type !== 'AWS') return undefined;
  const named = parseAwsPrincipal(value);
  switch (named.kind) {
    case 'account':
      return isAccountId(named.account) ? { account: named.account } : undefined;
    case 'user':
      return { user: text };
    case 'role':
    case 'session':
      return { role: text };
    case 'everyone':
    case 'deleted':
    case 'federatedUser':
    case 'other':
      return undefined;
  }
}
