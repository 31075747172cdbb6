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

/** Opens a file as a person does: its document is closed with its editor. */
export async function openByHand(name: string): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('vscode.open', fileUri(name));
  const document = vscode.window.activeTextEditor?.document;
  assert.ok(document);
  assert.equal(document.uri.toString(), fileUri(name).toString());
  return document;
}

/** Our own diagnostics; the built-in JSON support has its own. */
export function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter((d) => d.source === SOURCE);
}

export function ruleOf(d: vscode.Diagnostic): string {
  return String(typeof d.code === 'object' ? d.code.value : d.code);
}

/** Waits for our diagnostics of all files, each as a line, to be as they should be. */
export function untilAll(good: (lines: string[]) => boolean): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const now = allOurs();
      if (!good(now)) return;
      listener.dispose();
      clearTimeout(late);
      resolve(now);
    };
    const late = setTimeout(() => {
      reject(new Error(`These did not become what they should:\n${allOurs().join('\n')}`));
    }, 25_000);
    const listener = vscode.languages.onDidChangeDiagnostics(look);
    look();
  });
}

/** Our diagnostics of all files: one line each, with file, rule and place. */
export function allOurs(): string[] {
  return vscode.languages
    .getDiagnostics()
    .flatMap(([uri]) =>
      ours(uri).map((d) => `${vscode.workspace.asRelativePath(uri)} ${ruleOf(d)} ${d.range.start.line}`),
    )
    .sort();
}

/** Closes the active editor, whatever was typed in it, and waits until its document is closed. */
export async function closed(document: vscode.TextDocument): Promise<void> {
  const gone = new Promise<void>((resolve) => {
    const listener = vscode.workspace.onDidCloseTextDocument((one) => {
      if (one !== document) return;
      listener.dispose();
      resolve();
    });
  });
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await gone;
}

/** What is counted each time that diagnostics change while something is done, and when it is done. */
export async function countsWhile(count: () => number, action: () => Promise<void>): Promise<Set<number>> {
  const counts = new Set([count()]);
  const listener = vscode.languages.onDidChangeDiagnostics(() => counts.add(count()));
  await action();
  const last = new Promise<void>((resolve) => {
    const changes = vscode.languages.onDidChangeDiagnostics(() => {
      changes.dispose();
      resolve();
    });
  });
  const own = vscode.languages.createDiagnosticCollection('last');
  own.set(vscode.Uri.parse('untitled:last'), [new vscode.Diagnostic(new vscode.Range(0, 0, 0, 0), 'last')]);
  await last; // what came before has been told
  own.dispose();
  listener.dispose();
  return counts.add(count());
}

/** Shows our output channel, and waits until it holds what it should; all of it. */
export async function untilLogged(good: (text: string) => boolean): Promise<string> {
  await vscode.commands.executeCommand('iamTrustPolicy.showOutput');
  return new Promise((resolve) => {
    const look = (): void => {
      const text = vscode.workspace.textDocuments
        .filter(({ uri }) => uri.scheme === 'output' && uri.path.includes('iam-trust-policy'))
        .map((document) => document.getText())
        .find(good);
      if (text === undefined) return;
      for (const listener of listeners) listener.dispose();
      resolve(text);
    };
    const listeners = [vscode.workspace.onDidOpenTextDocument(look), vscode.workspace.onDidChangeTextDocument(look)];
    look();
  });
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

/** A file system of one file that lies on no disk, and that nobody can write. */
export function virtualFile(content: Uint8Array): vscode.FileSystemProvider {
  const refuse = (): never => {
    throw vscode.FileSystemError.NoPermissions();
  };
  return {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) => {
      if (!uri.path.endsWith('trust-policy.json')) throw vscode.FileSystemError.FileNotFound();
      return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: content.length };
    },
    readDirectory: () => [],
    createDirectory: refuse,
    readFile: () => content,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}
