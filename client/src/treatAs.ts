import * as vscode from 'vscode';
import { globOf } from '../../server/src/hosts/fileNames.ts';
import { isConfigFile, pathOf, type Documents } from './documents.ts';

/**
 * *Treat as Trust Policy* and *Don't Treat as Trust Policy*: writes one key of `trustPolicy.files` to the innermost scope
 * that can be written, or remembers it for this session (untitled documents, no folder, read-only settings, a folder that is not
 * trusted, whose own settings do not count).
 */
export async function treatAs(
  documents: Documents,
  treat: boolean,
  given: readonly unknown[],
  review: () => Promise<void>,
): Promise<void> {
  for (const uri of urisOf(given)) {
    if (isConfigFile(uri)) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('{0} configures the checks and is never a trust policy.', 'trust-policy.config.json'),
      );
      continue;
    }
    if (!(await write(uri, treat))) documents.remember(uri, treat);
    documents.policies.set(uri, treat);
  }
  await review();
}

/** The files that a command is run on: those selected in the Explorer, the one it was given, or the active editor's. */
export function urisOf([given, selected]: readonly unknown[]): readonly vscode.Uri[] {
  const all = Array.isArray(selected) ? selected.filter((one) => one instanceof vscode.Uri) : [];
  if (all.length) return all;
  const uri = given instanceof vscode.Uri ? given : vscode.window.activeTextEditor?.document.uri;
  return uri ? [uri] : [];
}

async function write(uri: vscode.Uri, treat: boolean): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  if (uri.scheme === 'untitled' || (folder && !vscode.workspace.isTrusted)) return false;
  const configuration = vscode.workspace.getConfiguration('trustPolicy', uri);
  const set = configuration.inspect<Record<string, boolean>>('files');
  const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  const scopes: readonly (readonly [vscode.ConfigurationTarget, Record<string, boolean> | undefined])[] = folder
    ? several
      ? [[vscode.ConfigurationTarget.WorkspaceFolder, set?.workspaceFolderValue]]
      : [[vscode.ConfigurationTarget.Workspace, set?.workspaceValue]]
    : [[vscode.ConfigurationTarget.Global, set?.globalValue]];
  for (const [target, value] of scopes) {
    try {
      await configuration.update('files', { ...value, [globOf(pathOf(uri))]: treat }, target);
      return true;
    } catch {
      // This scope cannot be written; the session remembers instead.
    }
  }
  return false;
}
