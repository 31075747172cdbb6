import type { InitializeParams } from 'vscode-languageserver';
import { recordOf } from './given.ts';

// Documents and folders by their addresses. Clients write the same one in several ways: `file:///C:/a b` is `file:///c%3A/a%20b`.

/** The workspace folders that a client begins with; some editors only name the one that others have given up. */
export function workspaceOf(params: Pick<InitializeParams, 'workspaceFolders'>): readonly string[] {
  const { rootUri } = recordOf(params);
  return params.workspaceFolders?.map((folder) => folder.uri) ?? (typeof rootUri === 'string' ? [rootUri] : []);
}

/** No path is deeper. */
const DEEPEST = 64;

/** The folders of a document, nearest first, each with a slash at its end; none of one without a path. */
export function foldersOf(uri: string): readonly string[] {
  const root = /^[a-z][a-z0-9+.-]*:(?:\/\/[^/]*)?\//i.exec(uri)?.[0];
  if (root === undefined) return [];
  const folders: string[] = [];
  for (
    let at = uri.lastIndexOf('/');
    at >= root.length - 1 && folders.length < DEEPEST;
    at = uri.lastIndexOf('/', at - 1)
  ) {
    folders.push(uri.slice(0, at + 1));
    if (at === 0) break;
  }
  return folders;
}

/** The innermost workspace folder that a document lies in, as the document's own address writes it; undefined outside of any. */
export function workplaceOf(uri: string, workspace: readonly string[]): string | undefined {
  if (decoded(uri).split('/').includes('..')) return undefined; // it may lead anywhere
  const known = new Set(workspace.map(asFolder));
  return foldersOf(uri).find((folder) => known.has(decoded(folder)));
}

/** The path in the innermost workspace folder, or the whole path outside of any. */
export function pathOf(uri: string, workspace: readonly string[]): string {
  const whole = decoded(uri);
  const folder = workspace
    .map(asFolder)
    .filter((f) => whole.startsWith(f))
    .sort((a, b) => b.length - a.length)[0];
  if (folder !== undefined) return whole.slice(folder.length - 1);
  try {
    return decodeURIComponent(new URL(uri).pathname);
  } catch {
    return uri;
  }
}

function asFolder(uri: string): string {
  return decoded(uri).replace(/\/?$/, '/');
}

/** An address as people write it. */
export function decoded(uri: string): string {
  try {
    return decodeURIComponent(uri).replace(
      /^(file:\/\/\/)([A-Z])(?=:)/,
      (_, scheme: string, drive: string) => scheme + drive.toLowerCase(),
    );
  } catch {
    return uri;
  }
}
