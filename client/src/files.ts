import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Log } from './log.ts';
import { refusalOf, tooLarge } from '../../server/src/files.ts';
import { FILES_GLOB } from '../../server/src/hosts/detect.ts';
import { NEVER_ENTERED } from '../../server/src/workspace/ignore.ts';
import type { FileWanted, RefusedFile, ServerRequests } from '../../server/src/protocol.ts';

/** Reads files for the server, wherever the workspace lives. */
export function serveFiles(client: BaseLanguageClient, log: Log): void {
  answer(client, 'iamTrustPolicy/readFile', readFile);
  answer(client, 'iamTrustPolicy/fileExists', exists);
  answer(client, 'iamTrustPolicy/findFiles', async () => {
    const begun = performance.now();
    const found = await findFiles();
    const cut = found.length === MOST_FILES ? ', the most that are listed' : '';
    log.info(
      `Found ${found.length} files that may hold policies${cut}, in ${Math.round(performance.now() - begun)} ms`,
    );
    return found;
  });
}

function answer<K extends keyof ServerRequests>(
  client: BaseLanguageClient,
  name: K,
  handler: (given: ServerRequests[K]['given']) => Promise<ServerRequests[K]['answer']>,
): void {
  client.onRequest(name, (given: ServerRequests[K]['given']): Promise<unknown> => handler(given));
}

/** More files than anybody keeps policies in. */
const MOST_FILES = 20_000;

const IGNORE_FILES = '**/.gitignore';
const OTHERS = `**/{${[...NEVER_ENTERED].join()}}/**`;

/** The files of the workspace that may hold policies and the ignore files, what the settings exclude and what other tools keep left out. */
async function findFiles(): Promise<string[]> {
  const found = await Promise.all([
    vscode.workspace.findFiles(FILES_GLOB, OTHERS, MOST_FILES),
    vscode.workspace.findFiles(IGNORE_FILES, OTHERS),
  ]);
  return found.flat().map((uri) => uri.toString());
}

/** A file's text; null when there is none. VS Code's files come as a whole, so that what they are is asked before. */
async function readFile({ uri, largest }: FileWanted): Promise<string | RefusedFile | null> {
  const file = vscode.Uri.parse(uri);
  try {
    const { type, size } = await vscode.workspace.fs.stat(file);
    const refused = refusalOf({ isFile: (type & vscode.FileType.File) !== 0, size }, largest);
    if (refused) return refused;
    // Some of the system's own files claim to be empty and go on without an end.
    if (size === 0 && file.scheme === 'file') return '';
    const bytes = await vscode.workspace.fs.readFile(file);
    return bytes.length > largest ? tooLarge(largest) : new TextDecoder().decode(bytes);
  } catch (error) {
    return whyNot(error);
  }
}

/** Null when there is no file: also where nobody knows how to look for one. */
function whyNot(error: unknown): RefusedFile | null {
  switch (error instanceof vscode.FileSystemError ? error.code : undefined) {
    case 'NoPermissions':
      return { refused: "can't be read: permission denied" };
    case 'FileNotFound':
    case 'FileNotADirectory':
    case 'Unavailable':
      return null;
    default:
      return { refused: "can't be read" };
  }
}

async function exists({ uri }: { readonly uri: string }): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(vscode.Uri.parse(uri));
    return true;
  } catch {
    return false; // not there, or not to be seen: both mean that nothing is known to be there
  }
}
