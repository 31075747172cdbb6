import * as vscode from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type LanguageClientOptions,
} from 'vscode-languageclient/browser';

/** The browser's own; typed here, because the DOM's types would allow far too much elsewhere. */
declare const Worker: new (url: string) => never;

/** The server in a web worker; a new one after each crash. */
export function createClient(context: vscode.ExtensionContext, options: LanguageClientOptions): LanguageClient {
  const url = vscode.Uri.joinPath(context.extensionUri, 'dist', 'web', 'server.js').toString(true);
  // The transports are made here: VS Code's own Worker is no instance of the class that the client would ask for.
  const start = (): Promise<{ reader: BrowserMessageReader; writer: BrowserMessageWriter }> => {
    const worker = new Worker(url);
    return Promise.resolve({ reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) });
  };
  return new LanguageClient('trustPolicy', 'IAM Trust Policy', start, options);
}
