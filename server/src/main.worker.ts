import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { untilShutdown } from './lsp/afterShutdown.ts';
import { OPTIONS } from './lsp/options.ts';
import { startServer } from './lsp/server.ts';

/** The worker's global scope, as the protocol's reader and writer take it. */
declare const self: never;

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self), untilShutdown());
startServer(connection, { ...OPTIONS, random: () => crypto.randomUUID(), files: undefined });
