import * as vscode from 'vscode';
import type { CheckProgress } from '../../../server/src/protocol.ts';

/** What files with trust policies hold, by their address. */
export type Found = ReadonlyMap<string, readonly vscode.Diagnostic[]>;

/** What a check of all files found, in a line. */
export function summaryOf(found: Found, { done, total }: CheckProgress, isWhole: boolean): string {
  const passed = Math.max(0, done - found.size);
  const all = [...found.values()].flat();
  const count = (severity: vscode.DiagnosticSeverity): number => all.filter((d) => d.severity === severity).length;
  const result = found.size
    ? vscode.l10n.t(
        'Files with trust policies: {0}, passed over: {1}. Errors: {2}, warnings: {3}.',
        found.size,
        passed,
        count(vscode.DiagnosticSeverity.Error),
        count(vscode.DiagnosticSeverity.Warning),
      )
    : vscode.l10n.t('No trust policies found. Files passed over: {0}.', passed);
  return isWhole ? result : `${vscode.l10n.t('Canceled after {0} of {1} files.', done, total)} ${result}`;
}
