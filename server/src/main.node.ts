import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { Files } from './lsp/configStore.ts';
import { OPTIONS } from './lsp/options.ts';
import { startServer } from './lsp/server.ts';

const files: Files = {
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
