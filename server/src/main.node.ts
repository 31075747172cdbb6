import { randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { Files } from './lsp/configStore.ts';
import { OPTIONS } from './lsp/options.ts';
import { startServer } from './lsp/server.ts';

/** More files than anybody keeps policies in. */
const MOST_FILES = 20_000;
/** Larger files are no policies, and would only take memory. Bytes. */
const LARGEST = 20_000_000;

/** JSON files below a folder; what is hidden or installed is left out. */
async function* jsonFiles(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* jsonFiles(full);
    else if (entry.isFile() && /\.jsonc?$/i.test(entry.name)) yield full;
  }
}

const files: Files = {
  list: async (folders) => {
    const found: string[] = [];
    for (const folder of folders.filter((f) => f.startsWith('file:')))
      for await (const file of jsonFiles(fileURLToPath(folder))) {
        if (found.length >= MOST_FILES) return found;
        const { size } = (await stat(file).catch(() => undefined)) ?? { size: LARGEST };
        if (size < LARGEST) found.push(pathToFileURL(file).href);
      }
    return found;
  },
  read: async (uri) => {
    if (!uri.startsWith('file:')) return undefined;
    try {
      return await readFile(fileURLToPath(uri), 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Not there, or not to be looked into: nobody's config file.
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EACCES' || code === 'EPERM' || code === 'EISDIR')
        return undefined;
      throw error;
    }
  },
};

startServer(createConnection(ProposedFeatures.all), { ...OPTIONS, now: Date.now, random: randomUUID, files });
