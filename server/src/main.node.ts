import { randomUUID } from 'node:crypto';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { DISK } from './disk/files.ts';
import { OPTIONS } from './lsp/options.ts';
import { startServer } from './lsp/server.ts';

startServer(createConnection(ProposedFeatures.all), { ...OPTIONS, now: Date.now, random: randomUUID, files: DISK });
