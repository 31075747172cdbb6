import * as vscode from 'vscode';
import type { Range } from 'vscode-languageclient';

/**
 * Shows a place of a document, and not in front of the page that asks.
 * @param preferred the column it was looked at in last
 */
export async function reveal(
  uri: vscode.Uri,
  { start, end }: Range,
  asking: vscode.WebviewPanel,
  preferred?: vscode.ViewColumn,
): Promise<void> {
  await vscode.window.showTextDocument(uri, {
    viewColumn: columnFor(uri, asking, preferred),
    selection: new vscode.Range(start.line, start.character, end.line, end.character),
  });
}

/** Where the document is visible already, else where a tab has it, else beside the page that has the focus, if one has. */
export function columnFor(
  uri: vscode.Uri,
  asking: vscode.WebviewPanel | undefined,
  preferred?: vscode.ViewColumn,
): vscode.ViewColumn {
  return columnOf(uri, preferred) ?? (asking?.active ? freeColumn(asking) : vscode.ViewColumn.Active);
}

function columnOf(uri: vscode.Uri, preferred: vscode.ViewColumn | undefined): vscode.ViewColumn | undefined {
  const isIt = (other: vscode.Uri): boolean => other.toString() === uri.toString();
  const visible = vscode.window.visibleTextEditors.filter((e) => isIt(e.document.uri)).map((e) => e.viewColumn);
  if (preferred !== undefined && visible.includes(preferred)) return preferred;
  const tabbed = vscode.window.tabGroups.all.find(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && isIt(input.uri)),
  );
  return visible.find((column) => column !== undefined) ?? tabbed?.viewColumn;
}

/** Where the page stays visible. */
function freeColumn({ viewColumn }: vscode.WebviewPanel): vscode.ViewColumn {
  return viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
}
