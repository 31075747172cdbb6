import { analyse, type Analysis } from '../analysis/analyse.ts';
import type { Context } from '../analysis/context.ts';
import type { Finding, Fix } from '../findings.ts';
import type { Steps } from '../steps.ts';
import type { TextEdit } from '../text/edit.ts';
import { firstIndex } from '../text/search.ts';
import { contains } from '../text/span.ts';
import type { PolicyDocument } from './document.ts';

/**
 * Judges a document in steps; between them a caller may stop or let others in.
 * @param before the document's last analysis: policies whose text did not change keep their findings
 */
export function* check(policyDocument: PolicyDocument, context: Context, before?: Analysis): Steps<Analysis> {
  const analysis = yield* analyse(policyDocument.policies, policyDocument.extraction.problems, context, before);
  return policyDocument.host.writes ? analysis : { ...analysis, findings: analysis.findings.map(withoutEdits) };
}

/** What says something of an account changes no text. As with any finding, its fixes are made when somebody asks for them. */
function withoutEdits(finding: Finding): Finding {
  return {
    ...finding,
    get fixes() {
      return finding.fixes.filter(({ kind }) => kind === 'ownAccount');
    },
  };
}

/** The text edits of a fix; undefined when it cannot be written where the text is broken, or is no edit of the text. */
export function editsOf(policyDocument: PolicyDocument, finding: Finding, fix: Fix): readonly TextEdit[] | undefined {
  switch (fix.kind) {
    case 'text':
      return fix.edits;
    case 'ownAccount':
      return undefined;
    case 'tree': {
      const policy = policyDocument.extraction.policies[policyIndexAt(policyDocument, finding)];
      return policy && policyDocument.write(policy, fix.edits());
    }
  }
}

/** What a change of a document is called: where it changes more roles than one, also how many. */
export function titleOf(policyDocument: PolicyDocument, title: string, edits: readonly TextEdit[]): string {
  const { host, extraction } = policyDocument;
  const roles = host.rolesWith?.(policyDocument, extraction, edits) ?? 1;
  return roles > 1 ? `${title} (shared by ${roles} roles)` : title;
}

/**
 * The innermost policy that a finding stands in, by its index; -1 for one that stands in none. Policies come in the order of
 * their places, the document's own first: the last one that starts before the finding and holds it is the innermost. What
 * policies take from elsewhere is a piece of each.
 */
export function policyIndexAt({ extraction: { policies } }: PolicyDocument, { span }: Finding): number {
  for (let i = firstIndex(policies, (p) => p.root.span.start > span.start) - 1; i >= 0; i--) {
    const policy = policies[i];
    if (policy && contains(policy.root.span, span)) return i;
  }
  return policies.findIndex((p) => p.pieces.length > 1 && p.covers(span));
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
