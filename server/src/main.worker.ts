import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { OPTIONS } from './lsp/options.ts';
import { startServer } from './lsp/server.ts';
import { start } from './lsp/start.ts';

/** The worker's global scope, as the protocol's reader and writer take it. */
declare const self: never;

start(
  (options) => createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self), options),
  OPTIONS.version,
  (connection, params) => {
    startServer(connection, params, {
      ...OPTIONS,
      random: () => crypto.randomUUID(),
      files: undefined,
    });
    return Promise.resolve();
  },
);
