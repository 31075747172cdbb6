import * as vscode from 'vscode';
import type { Documents } from './documents.ts';
import type { LiveFindings } from './liveFindings.ts';

/** What ticks a step of the walkthrough: that it happened, not that a command was tried. */
type Deed = 'fix' | 'explain' | 'write' | 'checkAll' | 'showRoleMap';

export function did(deed: Deed): void {
  void vscode.commands.executeCommand('setContext', `iamTrustPolicy.did.${deed}`, true);
}

/** Whether a webview of ours is shown. */
export function isShown(viewType: string): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(viewType)),
  );
}

/** A policy is written once a command leaves a text in the editor that was not there before. */
export async function didWrite(command: () => Promise<void>): Promise<void> {
  const before = vscode.window.activeTextEditor?.document;
  const version = before?.version;
  await command();
  const after = vscode.window.activeTextEditor?.document;
  if (after?.getText().trim() && (after !== before || after.version !== version)) did('write');
}

/** A problem is fixed once an edit leaves fewer findings in a document. */
export function watchFixes(live: LiveFindings): vscode.Disposable {
  const last = new WeakMap<vscode.TextDocument, { readonly version: number; readonly count: number }>();
  return live.onDidReport(({ document, version, findings: { length: count } }) => {
    const before = last.get(document);
    if (before && before.version < version && count < before.count) did('fix');
    last.set(document, { version, count });
  });
}

/** *Open Example Policy*: a policy with mistakes to try things on, in an untitled document of its own. */
export async function openExample(
  { extensionUri }: vscode.ExtensionContext,
  documents: Documents,
  review: () => Promise<void>,
): Promise<void> {
  const file = vscode.Uri.joinPath(extensionUri, 'media', 'example-trust-policy.json');
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const document = await vscode.workspace.openTextDocument({ language: 'json', content });
  documents.remember(document.uri, true);
  await vscode.window.showTextDocument(document, { preview: false });
  await review();
}
