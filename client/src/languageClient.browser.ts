import * as vscode from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type LanguageClientOptions,
} from 'vscode-languageclient/browser';
import type { CreatedClient } from './createClient.ts';

/** The browser's own; typed here, because the DOM's types would allow far too much elsewhere. */
declare const Worker: new (url: string) => { terminate(): void };

/** Tells its client when the worker was ended: a worker's own channel does not. */
class WorkerReader extends BrowserMessageReader {
  end(): void {
    this.fireClose();
  }
}

/** The server in a web worker; a new one after each crash. */
export function createClient(context: vscode.ExtensionContext, options: LanguageClientOptions): CreatedClient {
  const url = vscode.Uri.joinPath(context.extensionUri, 'dist', 'web', 'server.js').toString(true);
  // The transports are made here: VS Code's own Worker is no instance of the class that the client would ask for.
  let kill = (): void => undefined;
  const start = (): Promise<{ reader: BrowserMessageReader; writer: BrowserMessageWriter }> => {
    const worker = new Worker(url);
    const reader = new WorkerReader(worker);
    kill = () => {
      worker.terminate();
      reader.end();
    };
    return Promise.resolve({ reader, writer: new BrowserMessageWriter(worker as never) });
  };
  return {
    client: new LanguageClient('trustPolicy', 'IAM Trust Policy', start, options),
    kill: () => {
      kill();
    },
  };
}
