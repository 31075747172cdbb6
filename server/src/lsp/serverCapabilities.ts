import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocumentSyncKind,
  type RemoteClient,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { WATCHED } from './changes.ts';
import type { ClientCapabilities } from './clientCapabilities.ts';
import { COMMANDS, FIX_ALL, TOKEN_LEGEND, TRIGGERS } from './offered.ts';

/** What the server offers a client of these client. */
export function serverCapabilitiesOf(client: ClientCapabilities): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    ...(client.pulls
      ? {
          diagnosticProvider: {
            identifier: 'iam-trust-policy',
            interFileDependencies: true,
            workspaceDiagnostics: !client.checksByCommand,
          },
        }
      : {}),
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL],
      resolveProvider: true,
    },
    completionProvider: { triggerCharacters: TRIGGERS, resolveProvider: true },
    hoverProvider: true,
    codeLensProvider: { resolveProvider: true },
    inlayHintProvider: true,
    documentSymbolProvider: { label: 'IAM Trust Policy' },
    documentLinkProvider: { resolveProvider: false },
    selectionRangeProvider: true,
    foldingRangeProvider: !client.folds,
    semanticTokensProvider: { legend: TOKEN_LEGEND, full: true },
    definitionProvider: true,
    referencesProvider: true,
    executeCommandProvider: { commands: COMMANDS },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}

/** Asks to be told of settings and of files that change outside of the editor. */
export async function register(remote: RemoteClient, client: ClientCapabilities): Promise<void> {
  if (client.registersConfiguration)
    await remote.register(DidChangeConfigurationNotification.type, { section: 'trustPolicy' });
  if (client.watchesFiles)
    await remote.register(DidChangeWatchedFilesNotification.type, {
      watchers: WATCHED.map((globPattern) => ({ globPattern })),
    });
}
