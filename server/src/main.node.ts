import { randomUUID } from 'node:crypto';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { DISK } from './disk/files.ts';
import { OPTIONS } from './lsp/options.ts';
import { start } from './lsp/start.ts';

start(
  (options) => createConnection(ProposedFeatures.all, options),
  OPTIONS.version,
  async (connection, params) => {
    const { startServer } = await import('./lsp/server.ts');
    startServer(connection, params, { ...OPTIONS, random: randomUUID, files: DISK });
  },
);
