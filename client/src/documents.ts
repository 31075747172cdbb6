import * as vscode from 'vscode';
import { hostIdOf, isReadDocument, namedDocument } from '../../server/src/hosts/detect.ts';
import {
  globOf,
  isConfigFile as isConfigPath,
  type FilePatterns,
  type Named,
} from '../../server/src/hosts/fileNames.ts';
import { mayBecomeTrustPolicy, mayHoldTrustPolicy } from '../../server/src/hosts/search.ts';
import { PolicyFiles } from './policyFiles.ts';

/** Tells which documents are worth a look: by the user's word for this session or in the settings, by name, by content. */
export class Documents {
  /** Treat as, or don't: what could not be written to the settings, by document address. */
  readonly #session = new Map<string, boolean>();
  readonly policies = new PolicyFiles();
  readonly #looked = new WeakMap<vscode.TextDocument, { readonly version: number; readonly mayHold: boolean }>();

  /** Whether the language server should see the document: a policy, to read or to edit, or the config file that says how to judge it. */
  isOurs(document: vscode.TextDocument): boolean {
    return isConfigFile(document.uri) || this.mayBePolicy(document);
  }

  mayBePolicy(document: vscode.TextDocument): boolean {
    const { languageId } = document;
    if (!isReadDocument({ languageId, path: document.uri.path })) return false;
    if (!isReadable(document.uri.scheme)) return false;
    const named = this.named(document.uri, languageId, document);
    if (named !== undefined) return named !== false; // of a candidate the server reads what it is
    return this.#mayHold(document);
  }

  /** The whole text is looked through, once a version. */
  #mayHold(document: vscode.TextDocument): boolean {
    const { version } = document;
    let looked = this.#looked.get(document);
    if (looked?.version !== version) {
      const text = document.getText();
      const isModule = hostIdOf({ languageId: document.languageId, path: document.uri.path }) === 'terraform';
      const mayHold = mayHoldTrustPolicy(text) || (isModule && mayBecomeTrustPolicy(text));
      this.#looked.set(document, (looked = { version, mayHold }));
    }
    return looked.mayHold;
  }

  /**
   * What session, settings and name say; undefined leaves it to the content.
   * @param document whose text tells which tools read it, where a setting asks for that
   */
  named(uri: vscode.Uri, languageId?: string, document?: vscode.TextDocument): Named {
    const settings = vscode.workspace.getConfiguration('trustPolicy', uri);
    const files = settings.get<FilePatterns>('files') ?? {};
    const hosts = settings.get<Record<string, boolean>>('hosts') ?? {};
    const said = isConfigPath(uri.path) ? undefined : this.#session.get(uri.toString());
    if (said !== undefined) return said;
    const text = Object.values(hosts).includes(false) ? document?.getText() : undefined;
    return namedDocument({ languageId, path: pathOf(uri), text }, files, hosts);
  }

  remember(uri: vscode.Uri, treat: boolean): void {
    this.#session.set(uri.toString(), treat);
  }

  /**
   * Settings with the session's word on documents added to `files`, for the server.
   * @param scope the workspace folder that they are for, or a document outside of any
   */
  withSession(section: unknown, scope: string | undefined): unknown {
    if (scope === undefined || typeof section !== 'object' || section === null) return section;
    const place = placeOf(vscode.Uri.parse(scope));
    const treated = [...this.#session].flatMap(([written, treat]) => {
      const uri = vscode.Uri.parse(written);
      return placeOf(uri) === place ? [[globOf(pathOf(uri)), treat] as const] : [];
    });
    if (!treated.length) return section;
    const { files } = section as { files?: unknown };
    return { ...section, files: { ...(typeof files === 'object' ? files : {}), ...Object.fromEntries(treated) } };
  }
}

export function isConfigFile(uri: vscode.Uri): boolean {
  return isConfigPath(uri.path) && isWritable(uri.scheme);
}

/** Where patterns for a document are kept: its workspace folder, or itself outside of any. */
function placeOf(uri: vscode.Uri): string {
  return (vscode.workspace.getWorkspaceFolder(uri)?.uri ?? uri).toString();
}

/** What patterns are matched against: the path in the workspace folder, or the whole path outside of any. */
export function pathOf(uri: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(uri) ? vscode.workspace.asRelativePath(uri, false) : uri.path;
}

/** What can be edited is judged. Committed versions (`git:`) and archives are nobody's to fix. */
export function isWritable(scheme: string): boolean {
  if (scheme === 'file' || scheme === 'untitled') return true;
  const known = vscode.workspace.fs.isWritableFileSystem(scheme);
  // In a browser not every file system is known by its scheme; the workspace's own is meant to be edited.
  return known ?? vscode.workspace.workspaceFolders?.some((folder) => folder.uri.scheme === scheme) ?? false;
}

/** What lies on a file system is explained. Logs (`output:`), cells of notebooks and chats are texts of other kinds. */
function isReadable(scheme: string): boolean {
  return isWritable(scheme) || vscode.workspace.fs.isWritableFileSystem(scheme) === false;
}

/** Whether a document that can't be edited is shown as the old side of a comparison, which is left as it is. */
export function isOldSide({ uri }: vscode.TextDocument): boolean {
  if (isWritable(uri.scheme)) return false;
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputTextDiff && input.original.toString() === uri.toString()),
  );
}
