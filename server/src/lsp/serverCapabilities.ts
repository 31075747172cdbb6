import { CodeActionKind, TextDocumentSyncKind, type ServerCapabilities } from 'vscode-languageserver';
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
    documentHighlightProvider: true,
    executeCommandProvider: { commands: COMMANDS },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
