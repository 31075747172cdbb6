import { CodeActionKind, type CodeAction, type CodeActionParams } from 'vscode-languageserver';
import type { Finding } from '../findings.ts';
import { editsOf, findingPlace } from '../service.ts';
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
    ...(client.resolvesEdits && offersFixAll(judged, here) ? [fixAllLater(judged)] : []),
    ...pages(first, client),
    ...(offersConfig(client) ? suppressions(judged, first, client) : []),
  ];
}

/** A few actions each: of more findings they would push the fixes out of sight. */
const MOST_FINDINGS = 3;

/** Whether the one fix that makes the text right, and no other sensible one, is known and can be written. */
export function isSafelyFixed({ policyDocument }: AnalysedDocument, finding: Finding): boolean {
  return finding.fixes.some((fix) => fix.safety === 'safe' && editsOf(policyDocument, finding, fix) !== undefined);
}

/** Not for a single fix that is offered itself. */
function offersFixAll(judged: AnalysedDocument, here: readonly Finding[]): boolean {
  let found = 0;
  return judged.analysis.findings.some(
    (finding) => isSafelyFixed(judged, finding) && (++found > 1 || !here.includes(finding)),
  );
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
  return findings.flatMap((finding) => configActions(judged, finding, sidFor(judged, finding), client.configCommand));
}

/** The Sid by which a finding can be told from others. */
function sidFor({ policyDocument }: AnalysedDocument, finding: Finding): string | undefined {
  const sid = findingPlace(policyDocument, finding)?.sid;
  return sid !== undefined && sid !== '' && sid.length <= LONGEST_SID ? sid : undefined;
}

/** A longer one names no statement that a person could tell from others. */
const LONGEST_SID = 200;
