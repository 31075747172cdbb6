import { lstat, readdir } from 'node:fs/promises';
import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isRefused, type Files } from '../files.ts';
import { readBytes } from './read.ts';

/** More files than anybody keeps policies in. */
const MOST_FILES = 20_000;

/** JSON files below a folder; what is hidden or installed is left out. */
async function* jsonFiles(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* jsonFiles(full);
    else if (entry.isFile() && /\.jsonc?$/i.test(entry.name)) yield full;
  }
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

/** The files of this machine. */
export const DISK: Files = {
  list: async (folders) => {
    const found: string[] = [];
    for (const folder of folders.map(pathOf))
      if (folder !== undefined)
        for await (const file of jsonFiles(folder)) {
          if (found.length >= MOST_FILES) return found;
          found.push(pathToFileURL(file).href);
        }
    return found;
  },
  read: async (uri, largest) => {
    const file = pathOf(uri);
    const bytes = file === undefined ? undefined : await readBytes(file, largest);
    return bytes === undefined || isRefused(bytes) ? bytes : bytes.toString('utf8');
  },
  exists: async (uri) => {
    const file = pathOf(uri);
    return file !== undefined && (await lstat(file).catch(() => undefined)) !== undefined;
  },
};
