import * as vscode from 'vscode';
import { LanguageClient, TransportKind, type LanguageClientOptions } from 'vscode-languageclient/node';
import type { CreatedClient } from './createClient.ts';

/** The server as a child process, over IPC. */
export function createClient(context: vscode.ExtensionContext, options: LanguageClientOptions): CreatedClient {
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'server.js').fsPath;
  const client = new LanguageClient(
    'trustPolicy',
    'IAM Trust Policy',
    { module, transport: TransportKind.ipc },
    options,
  );
  return {
    client,
    kill: () => {
      client.serverProcess?.kill('SIGKILL');
    },
  };
}
