import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';

export const EXTENSION = 'iam-trust-policy.iam-trust-policy';
export const SOURCE = 'iam-trust-policy';

export function fileUri(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no workspace folder');
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function open(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Our own diagnostics; the built-in JSON support has its own. */
export function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((d) => d.source === SOURCE);
}

export function ruleOf(d: vscode.Diagnostic): string {
  return String(typeof d.code === 'object' ? d.code.value : d.code);
}

/** Waits for diagnostics that are as they should be. */
export function untilDiagnostics(
  uri: vscode.Uri,
  good: (d: vscode.Diagnostic[]) => boolean,
): Promise<vscode.Diagnostic[]> {
  return new Promise((resolve) => {
    const look = (): void => {
      const now = ours(uri);
      if (!good(now)) return;
      listener.dispose();
      resolve(now);
    };
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

/** Waits for the tab of a webview of ours. */
export function untilWebview(viewType: string): Promise<vscode.Tab> {
  return new Promise((resolve) => {
    const look = (): void => {
      const found = vscode.window.tabGroups.all
        .flatMap((group) => group.tabs)
        .find((tab) => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.includes(viewType));
      if (!found) return;
      listener.dispose();
      resolve(found);
    };
    const listener = vscode.window.tabGroups.onDidChangeTabs(look);
    look();
  });
}

/** Process ids of running language servers of ours: children of this extension host. */
export function serverPids(): number[] {
  const rows = execFileSync('ps', ['-eo', 'pid,ppid,args', '--no-headers'], { encoding: 'utf8' }).split('\n');
  return rows.flatMap((row) => {
    const [pid, ppid, ...args] = row.trim().split(/\s+/);
    return Number(ppid) === process.pid && args.some((a) => a.endsWith('dist/server.js')) ? [Number(pid)] : [];
  });
}
