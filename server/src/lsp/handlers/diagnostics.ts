import {
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type Connection,
  type WorkspaceFullDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { CheckedFile } from '../../protocol.ts';
import { isCancellation } from '../cancellation.ts';
import { checkAll } from '../checkAll.ts';
import type { Findings } from '../findings.ts';
import { recordOf } from '../given.ts';
import type { Session } from '../session.ts';
import { onClientRequest, tellClient } from '../wire.ts';

/** Answers what is wrong: in a document, and in all files of the workspace. */
export function serveDiagnostics(connection: Connection, session: Session, findings: Findings): void {
  connection.languages.diagnostics.on(async ({ textDocument }, token) => {
    try {
      return { kind: DocumentDiagnosticReportKind.Full, items: await findings.of(textDocument.uri, token) };
    } catch (error) {
      // A client takes ContentModified for "no findings"; this says to keep what is shown and to ask again.
      if (!(error instanceof ResponseError) || error.code !== LSPErrorCodes.ContentModified) throw error;
      throw new ResponseError(LSPErrorCodes.ServerCancelled, 'the document changed', { retriggerRequest: true });
    }
  });
  connection.languages.diagnostics.onWorkspace(async (_params, token, progress, partial) => {
    const items: WorkspaceFullDocumentDiagnosticReport[] = [];
    progress.begin('Checking trust policies', 0, '', true);
    try {
      await checkAll(session, findings, token, ({ done, total, files }) => {
        progress.report(Math.round((100 * done) / Math.max(total, 1)), `${done} of ${total} files`);
        const reports = files.map(reportOf);
        if (!partial) items.push(...reports);
        else if (reports.length) partial.report({ items: reports });
      });
    } finally {
      progress.done();
    }
    return { items };
  });
  onClientRequest(connection, 'iamTrustPolicy/checkAll', async (token, given) => {
    const checked: CheckedFile[] = [];
    const wanted = urisOf(given);
    try {
      await checkAll(
        session,
        findings,
        token,
        ({ done, total, files }) => {
          checked.push(...files);
          if (!wanted) tellClient(connection, 'iamTrustPolicy/checkAll/progress', { done, total });
        },
        wanted,
      );
    } catch (error) {
      if (!isCancellation(error)) throw error;
    }
    return checked;
  });
}

/** The files that a client wants to have checked; undefined for all of them. */
function urisOf(given: unknown): string[] | undefined {
  const { uris } = recordOf(given);
  return Array.isArray(uris) ? uris.filter((uri) => typeof uri === 'string') : undefined;
}

function reportOf({ uri, diagnostics }: CheckedFile): WorkspaceFullDocumentDiagnosticReport {
  return { uri, version: null, kind: DocumentDiagnosticReportKind.Full, items: diagnostics };
}
