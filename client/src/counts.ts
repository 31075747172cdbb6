import * as vscode from 'vscode';

/** What was found, counted: `2 errors, 1 warning`; undefined for nothing. Hints don't count: no list shows them. */
export function problems(found: readonly vscode.Diagnostic[]): string | undefined {
  const count = (severity: vscode.DiagnosticSeverity): number => found.filter((d) => d.severity === severity).length;
  const counted = [
    errors(count(vscode.DiagnosticSeverity.Error)),
    warnings(count(vscode.DiagnosticSeverity.Warning)),
    notes(count(vscode.DiagnosticSeverity.Information)),
  ].filter((text) => text !== undefined);
  return counted.length ? counted.join(', ') : undefined;
}

function errors(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? vscode.l10n.t('1 error') : vscode.l10n.t('{0} errors', count);
}

function warnings(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? vscode.l10n.t('1 warning') : vscode.l10n.t('{0} warnings', count);
}

function notes(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1 ? vscode.l10n.t('1 note') : vscode.l10n.t('{0} notes', count);
}
