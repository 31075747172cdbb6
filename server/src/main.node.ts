import { randomUUID } from 'node:crypto';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { DISK } from './disk/files.ts';
import { untilShutdown } from './lsp/afterShutdown.ts';
import { OPTIONS } from './lsp/options.ts';
import { startServer } from './lsp/server.ts';

const connection = createConnection(ProposedFeatures.all, untilShutdown());
startServer(connection, { ...OPTIONS, random: randomUUID, files: DISK });
