import * as vscode from 'vscode';

/** The folder of the pages that came with the extension. */
export function rulePages(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'docs', 'rules');
}

/**
 * *Open Rule Page*: shows the page that came with the extension, of the finding at the cursor or of one that is picked. The policy stays
 * visible: from its editor the page opens beside it, from a panel in the panel's place.
 */
export async function openRulePage(context: vscode.ExtensionContext, given: unknown): Promise<void> {
  const folder = rulePages(context.extensionUri);
  const id = typeof given === 'string' ? given : (ruleAtCursor() ?? (await pickRule(folder)));
  if (id === undefined || !/^[a-z-]+$/.test(id)) return;
  const show = vscode.window.activeTextEditor ? 'markdown.showPreviewToSide' : 'markdown.showPreview';
  await vscode.commands.executeCommand(show, vscode.Uri.joinPath(folder, `${id}.md`));
}

/** The rule of the finding at the cursor. */
export function ruleAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const here = vscode.languages
    .getDiagnostics(editor.document.uri)
    .find((d) => d.source === 'iam-trust-policy' && d.range.contains(editor.selection.active));
  const code = here?.code;
  return typeof code === 'object' ? String(code.value) : code === undefined ? undefined : String(code);
}

async function pickRule(folder: vscode.Uri): Promise<string | undefined> {
  const files = await vscode.workspace.fs.readDirectory(folder);
  const ids = files.map(([name]) => name.replace(/\.md$/, '')).sort();
  return vscode.window.showQuickPick(ids, { title: vscode.l10n.t('Open the page of which rule?') });
}
