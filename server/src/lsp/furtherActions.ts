import { CodeActionKind, type CodeAction, type CodeActionParams } from 'vscode-languageserver';
import type { Finding } from '../findings.ts';
import type { Analysis } from '../service.ts';
import { contains, type Span } from '../text/span.ts';
import type { AnalysedDocument } from './analysedDocument.ts';
import type { Offering } from './offering.ts';
import { configActions, offersConfig } from './configActions.ts';
import { toSpan } from './convert.ts';
import { laterFixAll } from './laterEdits.ts';
import { FIX_ALL_TITLE } from './offered.ts';

/**
 * What else can be done about the findings of a range, after their own fixes: all safe fixes of the file, the rules' pages, and last
 * to say that a finding is all right, and why. None names a diagnostic: editors put those that do first.
 */
export function furtherActions(judged: AnalysedDocument, { range }: CodeActionParams, client: Offering): CodeAction[] {
  const { start, end } = toSpan(judged.document, range);
  const { findings } = judged.analysis;
  const here = findings.filter((f) => start <= f.span.end && f.span.start <= end);
  if (!here.length) return [];
  const first = here.slice(0, MOST_FINDINGS);
  return [
    ...(client.resolvesEdits && offersFixAll(findings, here) ? [fixAllLater(judged)] : []),
    ...pages(first, client),
    ...(offersConfig(client) ? suppressions(judged, first, client) : []),
  ];
}

/** A few actions each: of more findings they would push the fixes out of sight. */
const MOST_FINDINGS = 3;

/** Whether the one fix that makes the text right, and no other sensible one, is known. */
export function isSafelyFixed({ fixes }: Finding): boolean {
  return fixes.some((fix) => fix.safety === 'safe');
}

/** Not for a single fix that is offered itself. */
function offersFixAll(findings: readonly Finding[], here: readonly Finding[]): boolean {
  const all = findings.filter(isSafelyFixed);
  return all.length > 1 || all.some((finding) => !here.includes(finding));
}

function fixAllLater(judged: AnalysedDocument): CodeAction {
  return { title: FIX_ALL_TITLE, kind: CodeActionKind.QuickFix, ...laterFixAll(judged) };
}

function pages(findings: readonly Finding[], { rulePageCommand: command }: Offering): CodeAction[] {
  if (command === undefined) return [];
  return [...new Set(findings.map(({ ruleId }) => ruleId))].map((ruleId) => {
    const title = `Open the page of ${ruleId}`;
    return { title, kind: CodeActionKind.QuickFix, command: { title, command, arguments: [ruleId] } };
  });
}

function suppressions(judged: AnalysedDocument, findings: readonly Finding[], client: Offering): CodeAction[] {
  return findings.flatMap((finding) =>
    configActions(judged, finding, sidAt(judged.analysis, finding.span), client.configCommand),
  );
}

function sidAt({ policies }: Analysis, span: Span): string | undefined {
  const statement = policies.flatMap((p) => p.statements).find((s) => contains(s.node.span, span));
  const sid = statement?.elements.get('Sid')?.value;
  return sid?.kind === 'string' && sid.value !== '' && sid.value.length <= LONGEST_SID ? sid.value : undefined;
}

/** A longer one names no statement that a person could tell from others. */
const LONGEST_SID = 200;
