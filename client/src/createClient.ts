import type * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

/** A language client, and a way to end its server when that answers no more. */
export interface CreatedClient {
  readonly client: BaseLanguageClient;
  /** Ends the server at once; the client then sees its connection close, as after a crash. */
  kill(): void;
}

/** Makes the platform's language client. */
export type CreateClient = (context: vscode.ExtensionContext, options: LanguageClientOptions) => CreatedClient;
