import * as vscode from 'vscode';

/** How many problems there are of each level. Hints don't count: no list shows them. */
export interface Counts {
  readonly error: number;
  readonly warning: number;
  readonly information: number;
}

export function countsOf(found: readonly vscode.Diagnostic[]): Counts {
  const count = (severity: vscode.DiagnosticSeverity): number => found.filter((d) => d.severity === severity).length;
  return {
    error: count(vscode.DiagnosticSeverity.Error),
    warning: count(vscode.DiagnosticSeverity.Warning),
    information: count(vscode.DiagnosticSeverity.Information),
  };
}

/** `2 errors, 1 warning`; undefined for nothing. */
export function problems({ error, warning, information }: Counts): string | undefined {
  const counted = [
    ...(error ? [error === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', error)] : []),
    ...(warning ? [warning === 1 ? vscode.l10n.t('1 warning') : vscode.l10n.t('{0} warnings', warning)] : []),
    ...(information ? [information === 1 ? vscode.l10n.t('1 note') : vscode.l10n.t('{0} notes', information)] : []),
  ];
  return counted.length ? counted.join(', ') : undefined;
}
