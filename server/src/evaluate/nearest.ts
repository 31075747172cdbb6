import { isAccountId } from '../iam/account.ts';
import { parseAwsPrincipal } from '../iam/awsPrincipal.ts';
import { isSamlProvider } from '../iam/arn.ts';
import type { Principal } from '../policy/model.ts';
import type { Variables } from '../semantics/sent.ts';
import { readCall, type Call, type Unstated } from './call.ts';
import type { Compiled, CompiledStatement } from './compile.ts';
import type { NearestMiss } from './decision.ts';
import { Judged } from './judge.ts';
import { changeFor, patched, told, type Patch, type Path } from './patch.ts';
import { isRecord, type Given } from './reading.ts';
import type { Json } from './request.ts';
import { weigh, type Weighed } from './weigh.ts';
import { witnesses } from './witness.ts';

interface Asked {
  readonly compiled: Compiled;
  readonly request: unknown;
  readonly options: Unstated;
}

/** The Allow that a call misses by least. Principals come first, for who calls is least to be changed; then the action. */
export function nearestMiss({ judged }: Weighed, call: Call, asked: Asked): NearestMiss | null {
  if (!call.caller.facts || !isRecord(asked.request)) return null;
  const [action = ''] = call.actions;
  let nearest: { of: CompiledStatement; parts: readonly string[]; rank: number } | undefined;
  for (const one of judged) {
    if (one.of.effect !== 'Allow') continue;
    const parts = failingParts(one, action);
    // Of as many failing parts, those that leave the caller and its action alone.
    const rank = parts.length * 4 + (parts.includes('principal') ? 2 : 0) + (parts.includes('action') ? 1 : 0);
    if (!nearest || rank < nearest.rank) nearest = { of: one.of, parts, rank };
  }
  if (!nearest) return null;
  const { of, parts } = nearest;
  const patch = parts.includes('action') ? undefined : confirmed(of, asked.request, asked);
  return { statement: of.index, missing: parts.length, parts, request: patch ? told(patch) : {}, policy: [] };
}

/** What is not surely met; where nothing surely fails, what has to be stated. */
function failingParts(one: Judged, action: string): readonly string[] {
  const parts = (['no', 'unknown'] as const).map((wanted) => [
    ...(one.principal === wanted ? ['principal'] : []),
    ...(one.of.covers(action) === wanted ? ['action'] : []),
    ...one.results.flatMap((result, i) =>
      result === wanted ? [`condition:${one.of.conditions[i]?.condition.key.value ?? ''}`] : [],
    ),
  ]);
  const [failing = [], untold = []] = parts;
  return failing.length ? failing : untold;
}

/** Changes of the request with which the whole policy surely allows it; undefined where none was found. */
function confirmed(of: CompiledStatement, request: Given, { compiled, options }: Asked): Patch | undefined {
  const patch = new Map<Path, Json | undefined>();
  const ask = (): Call | undefined => {
    const call = readCall(patched(request, patch), compiled, options);
    return typeof call === 'string' ? undefined : call;
  };
  let call = ask();
  if (!call) return undefined;
  if (judgedBy(of, call, compiled).principal !== 'yes') {
    const caller = of.principals.map(({ principal }) => callerNamed(principal)).find((named) => named);
    if (!caller) return undefined;
    patch.set(['caller'], caller);
    call = ask();
    if (!call) return undefined;
  }
  if (!meet(of, call, { compiled, patch, wanted: 'yes' })) return undefined;
  call = ask();
  if (!call) return undefined;
  const weighed = weigh(compiled, call);
  if (weighed.verdict === 'allow') return patch;
  // A Deny that applies may be escaped by one of its conditions.
  const { actions } = call;
  const denies = weighed.judged.filter(
    (one) => one.of.effect === 'Deny' && actions.some((action) => one.appliesTo(action) !== 'no'),
  );
  for (const { of: deny } of denies) if (!meet(deny, call, { compiled, patch, wanted: 'no' })) return undefined;
  call = ask();
  return call && weigh(compiled, call).verdict === 'allow' ? patch : undefined;
}

function judgedBy(of: CompiledStatement, call: Call, { keys }: Compiled): Judged {
  return new Judged(of, call, (name) => call.sent(keys.of(name)));
}

interface Meeting {
  readonly compiled: Compiled;
  readonly patch: Map<Path, Json | undefined>;
  /** yes: all conditions; no: one of them is enough. */
  readonly wanted: 'yes' | 'no';
}

/** Adds to a patch what the conditions of a statement want; false where that can't be. */
function meet(of: CompiledStatement, call: Call, { compiled, patch, wanted }: Meeting): boolean {
  const fill: Variables = (name) => call.sent(compiled.keys.of(name));
  const { facts } = call.caller;
  if (!facts) return false;
  const { results } = judgedBy(of, call, compiled);
  for (const [i, { key, test, condition }] of of.conditions.entries()) {
    if (wanted === 'yes' && results[i] === 'yes') continue;
    if (!key || !test) return false;
    let isMet = false;
    for (const sent of witnesses(condition, key)) {
      if (test(sent, fill) !== wanted) continue;
      const change = changeFor(key, sent, facts);
      if (!change) break;
      patch.set(...change);
      isMet = true;
      break;
    }
    if (isMet !== (wanted === 'yes')) return isMet;
  }
  return wanted === 'yes';
}

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
