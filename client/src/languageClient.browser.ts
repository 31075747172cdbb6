import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions } from 'vscode-languageclient/browser';

/** The browser's own; typed here, because the DOM's types would allow far too much elsewhere. */
declare const Worker: new (url: string) => ConstructorParameters<typeof LanguageClient>[3];

/** The server in a web worker. */
export function createClient(context: vscode.ExtensionContext, options: LanguageClientOptions): LanguageClient {
  const url = vscode.Uri.joinPath(context.extensionUri, 'dist', 'web', 'server.js').toString(true);
  return new LanguageClient('trustPolicy', 'IAM Trust Policy', options, new Worker(url));
}
