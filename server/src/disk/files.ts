import { lstat } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { MOST_FILES, type Files, type Listed } from '../files.ts';
import { find, isFound } from './find.ts';
import { pathsIn } from './folder.ts';
import { readPolicyTextLater } from './policyText.ts';

/** The files of this machine. */
export const DISK: Files = {
  list: (folders) => list(folders.flatMap((folder) => pathOf(folder) ?? [])),
  lists: async (uri, folders) => {
    const file = pathOf(uri);
    if (file === undefined) return false;
    for (const folder of folders.map(pathOf)) if (folder !== undefined && (await isFound(file, folder))) return true;
    return false;
  },
  filesIn: async (folder) => {
    const path = pathOf(folder);
    return path === undefined ? [] : (await pathsIn(path)).map((file) => pathToFileURL(file).href);
  },
  read: async (uri, largest) => {
    const file = pathOf(uri);
    return file === undefined ? undefined : readPolicyTextLater(file, largest);
  },
  exists: async (uri) => {
    const file = pathOf(uri);
    return file !== undefined && (await lstat(file).catch(() => undefined)) !== undefined;
  },
};

/** As the command line finds them. What is there and cannot be read is listed too: who reads it learns why. */
async function list(folders: readonly string[]): Promise<Listed> {
  const uris: string[] = [];
  let passed = 0;
  if (!folders.length) return { uris, passed, isCut: false };
  for await (const found of find(folders, { ignoreFiles: true, ignorePatterns: [] })) {
    if (found.kind === 'unmatched') continue;
    if (found.kind === 'passed' || found.path.endsWith('/')) passed++;
    else if (uris.length < MOST_FILES) uris.push(pathToFileURL(found.path).href);
    else return { uris, passed, isCut: true };
  }
  return { uris, passed, isCut: false };
}

/** The path of a file on this machine; undefined for any other address. */
function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined; // another machine's, or none that the system can have: a slash within a name
  }
}
