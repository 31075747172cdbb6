import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  TextDocuments,
  TextDocumentSyncKind,
  type CancellationToken,
  type CodeAction,
  type Connection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Context } from '../service.ts';
import { codeActions, FIX_ALL, resolveAction, uriOfAction, type Judged } from './codeActions.ts';
import { completion, resolveCompletion, TRIGGERS } from './completion.ts';
import { toDiagnostic } from './convert.ts';
import { breathe, DocumentCache } from './documents.ts';
import { COMMANDS, executeCommand } from './commands.ts';
import { abilitiesOf, type Abilities } from './abilities.ts';
import { semanticTokens, TOKEN_LEGEND } from './semanticTokens.ts';
import { SettingsStore } from './settingsStore.ts';
import type { Settings } from './settings.ts';

/** What the server is told by whoever starts it. */
export interface ServerOptions {
  readonly version: string;
  /** Where a rule's page is. */
  readonly pageOf: (ruleId: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: () => string;
}

const NONE: CancellationToken = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => undefined }),
};

/** Serves a connection until it closes. Keeps no memory of what it sent. */
export function startServer(connection: Connection, options: ServerOptions): void {
  const documents = new TextDocuments(TextDocument);
  const cache = new DocumentCache((uri) => documents.get(uri));
  let abilities: Abilities = abilitiesOf(undefined);
  let settings = new SettingsStore(undefined);

  const report = (error: unknown): void => {
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };

  const contextOf = ({ config }: Settings): Context => ({
    config,
    now: options.now(),
    random: options.random,
    onCrash: (ruleId, error) => {
      connection.console.error(`rule ${ruleId} failed`);
      report(error);
    },
  });

  async function judge(uri: string, token: CancellationToken): Promise<(Judged & { context: Context }) | undefined> {
    const given = await settings.of(uri);
    const document = documents.get(uri);
    if (!document) return undefined;
    const context = contextOf(given);
    const { snapshot, analysis } = await cache.analysis(document, given, context, token);
    return { document, snapshot, analysis, context, pageOf: options.pageOf };
  }

  function diagnosticsOf({ document, analysis }: Judged): Diagnostic[] {
    const told = abilities.jsonSyntaxReportedFor.includes(document.languageId);
    return analysis.findings
      .filter((f) => !(told && f.plainSyntax))
      .map((f) => toDiagnostic(document, f, options.pageOf));
  }

  async function publish(uri: string): Promise<void> {
    await breathe(); // a burst of changes: only the last one is worth the work
    const document = documents.get(uri);
    if (!document) return;
    const { version } = document;
    try {
      const judged = await judge(uri, NONE);
      if (!judged || documents.get(uri)?.version !== version) return;
      await connection.sendDiagnostics({ uri, version, diagnostics: diagnosticsOf(judged) });
    } catch (error) {
      // When the document changed meanwhile, the change publishes for itself; anything else is a bug of ours.
      if (!(error instanceof ResponseError)) report(error);
    }
  }

  async function refresh(): Promise<void> {
    settings.forget();
    if (!abilities.pulls) await Promise.all(documents.keys().map(publish));
    else if (abilities.refreshesDiagnostics) connection.languages.diagnostics.refresh().catch(report);
    if (abilities.refreshesTokens) connection.languages.semanticTokens.refresh().catch(report);
  }

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    abilities = abilitiesOf(params);
    cache.folders = (params.workspaceFolders ?? []).map((folder) => folder.uri);
    const fetch = abilities.hasConfiguration
      ? (scopeUri: string) =>
          connection.workspace.getConfiguration({ scopeUri, section: 'trustPolicy' }) as Promise<unknown>
      : undefined;
    settings = new SettingsStore(fetch, abilities.givenSettings);
    return {
      serverInfo: { name: 'iam-trust-policy', version: options.version },
      capabilities: {
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
        ...(abilities.pulls
          ? {
              diagnosticProvider: {
                identifier: 'iam-trust-policy',
                interFileDependencies: false,
                workspaceDiagnostics: false,
              },
            }
          : {}),
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL], resolveProvider: true },
        completionProvider: { triggerCharacters: TRIGGERS, resolveProvider: true },
        semanticTokensProvider: { legend: TOKEN_LEGEND, full: true },
        executeCommandProvider: { commands: COMMANDS },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });

  connection.onInitialized(async () => {
    if (abilities.hasFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = removed.map((folder) => folder.uri);
        cache.folders = [...cache.folders.filter((uri) => !gone.includes(uri)), ...added.map((folder) => folder.uri)];
      });
    }
    if (abilities.registersConfiguration)
      await connection.client.register(DidChangeConfigurationNotification.type, { section: 'trustPolicy' });
  });
  connection.onDidChangeConfiguration(async ({ settings: given }) => {
    settings.given(given);
    await refresh();
  });

  documents.onDidClose(({ document }) => {
    cache.close(document.uri);
    settings.close(document.uri);
    if (!abilities.pulls) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  documents.onDidChangeContent(({ document }) => {
    if (!abilities.pulls) void publish(document.uri);
  });

  connection.languages.diagnostics.on(async ({ textDocument }, token) => {
    try {
      const judged = await judge(textDocument.uri, token);
      return { kind: DocumentDiagnosticReportKind.Full, items: judged ? diagnosticsOf(judged) : [] };
    } catch (error) {
      // A client takes ContentModified for "no findings"; this says to keep what is shown and to ask again.
      if (!(error instanceof ResponseError) || error.code !== LSPErrorCodes.ContentModified) throw error;
      throw new ResponseError(LSPErrorCodes.ServerCancelled, 'the document changed', { retriggerRequest: true });
    }
  });
  connection.onCodeAction(async (params, token) => {
    const judged = await judge(params.textDocument.uri, token);
    return judged ? codeActions(judged, params, abilities, judged.context) : [];
  });
  connection.onCodeActionResolve(async (action, token): Promise<CodeAction> => {
    const uri = uriOfAction(action);
    const judged = uri === undefined ? undefined : await judge(uri, token);
    return judged ? resolveAction(action, judged, judged.context) : action;
  });
  connection.onCompletion(async ({ textDocument, position }) => {
    const given = await settings.of(textDocument.uri);
    const document = documents.get(textDocument.uri);
    return document
      ? completion(document, cache.snapshot(document, given), position, contextOf(given), abilities)
      : null;
  });
  connection.onCompletionResolve(resolveCompletion);
  connection.languages.semanticTokens.on(async ({ textDocument }) => {
    const given = await settings.of(textDocument.uri);
    const document = documents.get(textDocument.uri);
    return document ? semanticTokens(document, cache.snapshot(document, given)) : { data: [] };
  });
  connection.onExecuteCommand(async ({ command, arguments: given }) =>
    executeCommand(command, given ?? [], {
      document: (uri) => documents.get(uri),
      snapshot: async (document) => cache.snapshot(document, await settings.of(document.uri)),
      random: options.random,
    }),
  );

  documents.listen(connection);
  connection.listen();
}
