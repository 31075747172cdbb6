import type { Analysis } from '../analysis/analyse.ts';
import type { Context } from '../analysis/context.ts';
import type { Finding } from '../findings.ts';
import { repeatedKeys } from '../policy/repeated.ts';
import { eachInSteps, type Steps } from '../steps.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { TreeEdit } from '../tree/edit.ts';
import { Places, Round } from '../tree/footprint.ts';
import { check, policyIndexAt } from './diagnostics.ts';
import type { PolicyDocument } from './document.ts';

/** Rounds that may go by without fewer fixes being left than ever before: more than any document needs. */
const PATIENCE = 20;

/**
 * Applies the safe fixes until none is left, in steps; never a review fix. Returns the text, unchanged when there is nothing to do.
 *
 * A round takes fixes that have nothing to do with each other. A policy that would come out of it with more keys that stand
 * twice, or with more errors, gets its fixes one by one, and goes without those that do this.
 */
export function* fixAll(policyDocument: PolicyDocument, context: Context): Steps<string> {
  let state = yield* judged(policyDocument, context);
  let left = yield* offersOf(state);
  let fewest = left.length;
  let patience = PATIENCE;
  while (left.length && patience > 0) {
    const round = unrelated(state, left);
    const next = yield* afterRound(state, round, context);
    if (next === state) {
      const refused = new Set(round);
      left = left.filter((offer) => !refused.has(offer));
      continue;
    }
    state = next;
    left = yield* offersOf(state);
    if (left.length < fewest) fewest = left.length;
    else patience--;
  }
  return state.policyDocument.text;
}

/** A text with what is said of it. */
interface State {
  readonly policyDocument: PolicyDocument;
  readonly analysis: Analysis;
  /** Of each policy, in order. */
  readonly faults: readonly Faults[];
}

interface Faults {
  repeated: number;
  errors: number;
}

function* judged(policyDocument: PolicyDocument, context: Context, before?: Analysis): Steps<State> {
  const analysis = yield* check(policyDocument, context, before);
  const faults = policyDocument.extraction.policies.map((source): Faults => ({
    repeated: repeatedKeys(policyDocument.policy(source)).length,
    errors: 0,
  }));
  for (const finding of analysis.findings) {
    const own = finding.level === 'error' ? faults[policyIndexAt(policyDocument, finding)] : undefined;
    if (own) own.errors++;
  }
  return { policyDocument, analysis, faults };
}

/** A safe fix, written out. */
interface Offer {
  /** What it does to the tree, and the index of its policy; undefined for a fix of the text itself. */
  readonly tree: { readonly policy: number; readonly edits: readonly TreeEdit[] } | undefined;
  readonly edits: readonly TextEdit[];
  readonly start: number;
  readonly end: number;
}

/** By place; a step a finding. */
function* offersOf({ policyDocument, analysis }: State): Steps<readonly Offer[]> {
  // Findings of one cause may share a fix.
  const seen = new Set<readonly TreeEdit[]>();
  const found = yield* eachInSteps(analysis.findings, (finding) => offerOf(policyDocument, finding, seen));
  const offers = found.filter((offer) => offer !== undefined);
  return offers.sort((a, b) => a.start - b.start || a.end - b.end);
}

function offerOf(policyDocument: PolicyDocument, finding: Finding, seen: Set<readonly TreeEdit[]>): Offer | undefined {
  const fix = finding.fixes.find((f) => f.safety === 'safe');
  if (fix?.kind === 'text') return offer(undefined, fix.edits);
  const index = policyIndexAt(policyDocument, finding);
  const policy = policyDocument.extraction.policies[index];
  if (fix?.kind !== 'tree' || !policy) return undefined;
  const tree = { policy: index, edits: fix.edits() };
  if (seen.has(tree.edits)) return undefined;
  seen.add(tree.edits);
  return offer(tree, policyDocument.write(policy, tree.edits) ?? []);
}

function offer(tree: Offer['tree'], edits: readonly TextEdit[]): Offer | undefined {
  if (!edits.length) return undefined;
  const start = edits.reduce((least, e) => Math.min(least, e.span.start), Infinity);
  return { tree, edits, start, end: edits.reduce((most, e) => Math.max(most, e.span.end), 0) };
}

/** The offers that neither meet in the text nor touch one object; what is left out comes in a later round. */
function unrelated({ policyDocument }: State, offers: readonly Offer[]): readonly Offer[] {
  // What a broken text says is a guess until it is mended.
  const ofText = offers.filter((o) => !o.tree);
  const rounds = new Map<number, Round>();
  let reached = -1;
  return (ofText.length ? ofText : offers).filter(({ tree, start, end }) => {
    if (start <= reached || (tree && !roundOf(tree.policy)?.take(tree.edits))) return false;
    reached = end;
    return true;
  });

  function roundOf(policy: number): Round | undefined {
    let round = rounds.get(policy);
    const root = policyDocument.extraction.policies[policy]?.root;
    if (!round && root) rounds.set(policy, (round = new Round(new Places(root))));
    return round;
  }
}

/** What a round makes of a state; the state itself where none of its fixes may be taken. */
function* afterRound(state: State, round: readonly Offer[], context: Context): Steps<State> {
  const { text } = state.policyDocument;
  const write = (offers: readonly Offer[]): Steps<State> => {
    const written = applyEdits(
      text,
      offers.flatMap((o) => o.edits),
    );
    return judged(state.policyDocument.withText(written), context, state.analysis);
  };
  const together = yield* write(round);
  // What could not be read was not counted, so there is nothing to compare with; and IAM lets nobody in by such a text.
  if (round.some((o) => !o.tree)) return together;
  const worse = worsened(state, together);
  if (!worse.size) return together;

  let best = state;
  const taken = round.filter((o) => !worse.has(o.tree?.policy));
  if (taken.length) best = yield* write(taken);
  // One of each such policy at a time: policies do not get in each other's way.
  for (const tried of steps(round, worse)) {
    const next = yield* write([...taken, ...tried]);
    const refused = worsened(best, next);
    const kept = tried.filter((o) => !refused.has(o.tree?.policy));
    for (const offer of kept) taken.push(offer);
    if (kept.length) best = kept.length === tried.length ? next : yield* write(taken);
  }
  return best;
}

/** The first fix of each policy, the second of each, and so on; none of a policy that has a single one: that was tried. */
function steps(round: readonly Offer[], policies: ReadonlySet<number | undefined>): readonly (readonly Offer[])[] {
  const queues = new Map<number, Offer[]>();
  for (const o of round) {
    if (!o.tree || !policies.has(o.tree.policy)) continue;
    const queue = queues.get(o.tree.policy);
    if (queue) queue.push(o);
    else queues.set(o.tree.policy, [o]);
  }
  const found: Offer[][] = [];
  for (const queue of queues.values()) {
    if (queue.length > 1) queue.forEach((o, i) => (found[i] ??= []).push(o));
  }
  return found;
}

/** The policies that have more faults than before; all, where there are no longer as many of them and the sum has grown. */
function worsened(before: State, after: State): ReadonlySet<number | undefined> {
  const indexes = before.faults.map((_, i) => i);
  if (before.faults.length !== after.faults.length)
    return new Set(isWorse(sum(before.faults), sum(after.faults)) ? indexes : []);
  return new Set(indexes.filter((i) => isWorse(before.faults[i] ?? NONE, after.faults[i] ?? NONE)));
}

const NONE: Faults = { repeated: 0, errors: 0 };

function isWorse(before: Faults, after: Faults): boolean {
  return after.repeated > before.repeated || after.errors > before.errors;
}

function sum(faults: readonly Faults[]): Faults {
  return faults.reduce((a, b) => ({ repeated: a.repeated + b.repeated, errors: a.errors + b.errors }), NONE);
}
