import { analyse, finish, type Analysis } from '../analysis/analyse.ts';
import type { Context } from '../analysis/context.ts';
import type { Finding, Fix } from '../findings.ts';
import type { Named } from '../hosts/detect.ts';
import { jsonHost } from '../hosts/json/index.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import { contains } from '../text/span.ts';
import type { PolicySource } from '../tree/source.ts';
import { Snapshot } from './snapshot.ts';

/**
 * Judges a document in steps; between them a caller may stop or let others in.
 * @param before the document's last analysis: policies whose text did not change keep their findings
 */
export function check(snapshot: Snapshot, context: Context, before?: Analysis): Generator<undefined, Analysis> {
  const { policies, problems } = snapshot.extraction;
  return analyse(policies, problems, context, before);
}

/** The text edits of a fix; undefined when it cannot be written where the text is broken, or is no edit of the text. */
export function editsOf(snapshot: Snapshot, finding: Finding, fix: Fix): readonly TextEdit[] | undefined {
  switch (fix.kind) {
    case 'text':
      return fix.edits;
    case 'ownAccount':
      return undefined;
    case 'tree': {
      const policy = policyAt(snapshot, finding);
      return policy && jsonHost.write(snapshot, snapshot.extraction, policy, fix.edits());
    }
  }
}

/**
 * The innermost policy that a finding stands in. Policies come in the order of their places, the document's own first, and
 * do not cut each other: the last one that starts before the finding and holds it is the innermost.
 */
function policyAt({ extraction: { policies } }: Snapshot, { span }: Finding): PolicySource | undefined {
  let low = 0;
  let high = policies.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((policies[middle]?.root.span.start ?? 0) <= span.start) low = middle + 1;
    else high = middle;
  }
  for (let i = low - 1; i >= 0; i--) {
    const policy = policies[i];
    if (policy && contains(policy.root.span, span)) return policy;
  }
  return undefined;
}

/** More rounds than any document needs: each round must make the text different. */
const MAX_ROUNDS = 20;

/** Applies the safe fixes until none is left; never a review fix. Returns the text, unchanged when there is nothing to do. */
export function fixAll(text: string, named: Named, context: Context, stays = false): string {
  let current = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const snapshot = new Snapshot(current, named, stays);
    const edits = safeEdits(snapshot, finish(check(snapshot, context)).findings);
    if (!edits.length) break;
    current = applyEdits(current, edits);
  }
  return current;
}

/** The one edit that turns a text into another: what both start and end with stays. */
export function differenceOf(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined;
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { span: { start, end: before.length - end }, newText: after.slice(start, after.length - end) };
}

/** The edits of safe fixes that do not meet; what is left out comes in the next round. */
function safeEdits(snapshot: Snapshot, findings: readonly Finding[]): TextEdit[] {
  const offers = findings.flatMap((finding) => {
    const fix = finding.fixes.find((f) => f.safety === 'safe');
    const edits = fix && editsOf(snapshot, finding, fix);
    return edits?.length
      ? [{ edits, start: Math.min(...edits.map((e) => e.span.start)), end: Math.max(...edits.map((e) => e.span.end)) }]
      : [];
  });
  offers.sort((a, b) => a.start - b.start || a.end - b.end);
  const taken: TextEdit[] = [];
  let reached = -1;
  for (const { edits, start, end } of offers) {
    if (start <= reached) continue;
    taken.push(...edits);
    reached = end;
  }
  return taken;
}
