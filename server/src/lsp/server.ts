import {
  CancellationToken,
  CodeLensRefreshRequest,
  DocumentDiagnosticReportKind,
  FileChangeType,
  LSPErrorCodes,
  ResponseError,
  TextDocuments,
  type Connection,
  type Diagnostic,
  type InitializeParams,
  type InitializeResult,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Files } from '../files.ts';
import { isConfigFile, namedTrustPolicy, type Context, type Named } from '../service.ts';
import type { AnalysedDocument } from './analysedDocument.ts';
import { completion, resolveCompletion } from './completion.ts';
import { toDiagnostic } from './convert.ts';
import { diagnoseConfig } from './diagnoseConfig.ts';
import { yieldToEventLoop } from '../slices.ts';
import { DocumentCache } from './documents.ts';
import { pathOf, workspaceOf } from './folders.ts';
import { executeCommand } from './commands.ts';
import { clientCapabilitiesOf, type ClientCapabilities } from './clientCapabilities.ts';
import { serverCapabilitiesOf, register } from './serverCapabilities.ts';
import { serveActions } from './handlers/actions.ts';
import { serveReading, type Reader } from './handlers/read.ts';
import { serveWorkspace } from './handlers/workspace.ts';
import { WorkspaceIndex } from './workspaceIndex.ts';
import type { ConfigRequest } from '../protocol.ts';
import { configEditFor } from './configEditFor.ts';
import { refuseAfterShutdown } from './afterShutdown.ts';
import { clientFiles, loggedFiles } from './clientFiles.ts';
import { configStatus } from './configStatus.ts';
import { ConfigStore, decidesConfig, isRepositoryEntry } from './configStore.ts';
import { EffectiveSettings } from './effectiveSettings.ts';
import { SettingsStore } from './settingsStore.ts';
import { DEFAULT_SETTINGS, type Settings } from './settings.ts';
import { onClientRequest } from './wire.ts';

/** What the server is told by whoever starts it. */
export interface ServerOptions {
  readonly version: string;
  /** Where a rule's page is. */
  readonly pageOf: (ruleId: string) => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: () => string;
  /** Reads config files that no editor has open; undefined where nothing can. */
  readonly files: Files | undefined;
}

/** Serves a connection until it closes. Keeps no memory of what it sent. */
export function startServer(connection: Connection, options: ServerOptions): void {
  const documents = new TextDocuments(TextDocument);
  const cache = new DocumentCache((uri) => documents.get(uri));
  let client: ClientCapabilities = clientCapabilitiesOf(undefined);
  let settings = new SettingsStore(undefined);
  const logged = (files: Files): Files =>
    loggedFiles(files, (line) => {
      connection.console.warn(line);
    });
  let files = options.files && logged(options.files);

  const report = (error: unknown): void => {
    connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };

  const configs = new ConfigStore(
    () => files,
    (uri) => documents.get(uri)?.getText(),
    () => cache.folders,
    report,
  );
  const effective = new EffectiveSettings(() => settings, configs);
  const namedOf = (uri: string, { files: patterns }: Settings): Named =>
    namedTrustPolicy(pathOf(uri, cache.folders), patterns);
  const index = new WorkspaceIndex({
    files: () => files,
    folders: () => cache.folders,
    named: async (uri) => namedOf(uri, await effective.of(uri)),
    open: (uri) => documents.get(uri),
    ownAccounts: async (uri) => (await effective.of(uri)).config.ownAccounts,
    report,
  });
  let reading: Promise<void> | undefined;
  /** Overrides used in each open document, as text: a change concerns the config file's own diagnostics. */
  const usedIn = new Map<string, string>();

  const contextOf = ({ config }: Settings, uri: string): Context => ({
    config,
    ...index.contextFor(uri),
    now: options.now(),
    random: options.random,
    onCrash: (ruleId, error) => {
      connection.console.error(`rule ${ruleId} failed`);
      report(error);
    },
  });

  async function judge(
    uri: string,
    token: CancellationToken,
  ): Promise<(AnalysedDocument & { context: Context }) | undefined> {
    const given = await effective.of(uri);
    const document = documents.get(uri);
    if (!document) return undefined;
    const context = contextOf(given, uri);
    const { policyDocument, analysis } = await cache.analysis(document, given, context, token);
    if (analysis.policies.some((p) => p.source.owner?.roleArn !== undefined)) readWorkspace();
    return { document, policyDocument, analysis, context, pageOf: options.pageOf };
  }

  const reader: Reader = {
    async readInSteps(uri, token, look) {
      if (isConfigFile(uri)) return undefined;
      const given = await effective.of(uri);
      const document = documents.get(uri);
      if (!document) return undefined;
      const policyDocument = cache.policyDocument(document, given);
      const steps = look(document, policyDocument, contextOf(given, uri), given);
      return cache.inSlices({ document, policyDocument }, steps, token);
    },
    read: (uri, token, look) =>
      reader.readInSteps(uri, token, function* (document, policyDocument, ...rest) {
        yield* policyDocument.read();
        return look(document, policyDocument, ...rest);
      }),
  };

  /** Reads the other files in the background, once; then what they change here is shown. */
  function readWorkspace(): void {
    if (index.built || reading) return;
    reading = index
      .build()
      .then(() => again(documents.keys()))
      .catch(report)
      .finally(() => (reading = undefined));
  }

  function diagnosticsOf({ document, analysis }: AnalysedDocument): Diagnostic[] {
    const told = client.jsonSyntaxReportedFor.includes(document.languageId);
    return analysis.findings
      .filter((f) => !(told && f.plainSyntax))
      .map((f) => toDiagnostic(document, f, options.pageOf));
  }

  /** All that is to be said of an open document: of a policy its findings, of a config file what is wrong with it. */
  async function diagnose(uri: string, token: CancellationToken): Promise<Diagnostic[]> {
    if (isConfigFile(uri)) {
      const document = documents.get(uri);
      const sources = { configs, open: documents.keys(), judge: (other: string) => judge(other, token) };
      return document ? diagnoseConfig(document, sources) : [];
    }
    const judged = await judge(uri, token);
    if (!judged) return [];
    const used = [...judged.analysis.used].join();
    if ((usedIn.get(uri) ?? '') !== used) {
      usedIn.set(uri, used);
      void again(documents.keys().filter(isConfigFile));
    }
    return diagnosticsOf(judged);
  }

  /** Shows documents anew, as something they depend on changed. */
  async function again(uris: readonly string[]): Promise<void> {
    if (!uris.length) return;
    if (!client.pulls) await Promise.all(uris.map(publish));
    else if (client.refreshesDiagnostics) connection.languages.diagnostics.refresh().catch(report);
  }

  async function publish(uri: string): Promise<void> {
    await yieldToEventLoop(); // a burst of changes: only the last one is worth the work
    const document = documents.get(uri);
    if (!document) return;
    const { version } = document;
    try {
      const diagnostics = await diagnose(uri, CancellationToken.None);
      if (documents.get(uri)?.version !== version) return;
      await connection.sendDiagnostics({ uri, version, diagnostics });
    } catch (error) {
      // When the document changed meanwhile, the change publishes for itself; anything else is a bug of ours.
      if (!(error instanceof ResponseError)) report(error);
    }
  }

  /** A config file changed, on disk or in an editor; `undefined`: any may have. */
  async function configChanged(uri?: string): Promise<void> {
    configs.forget(uri);
    refreshReading();
    await again(documents.keys());
  }

  /** Lenses and hints name accounts as the settings do. */
  function refreshReading(): void {
    if (client.refreshesLenses) connection.sendRequest(CodeLensRefreshRequest.type).catch(report);
    if (client.refreshesHints) connection.languages.inlayHint.refresh().catch(report);
  }

  async function refresh(): Promise<void> {
    settings.forget();
    configs.forget();
    index.forgetAll();
    await again(documents.keys());
    if (client.refreshesTokens) connection.languages.semanticTokens.refresh().catch(report);
    refreshReading();
  }

  connection.onInitialize((params: InitializeParams): InitializeResult => {
    client = clientCapabilitiesOf(params);
    index.forgetAll();
    cache.folders = workspaceOf(params);
    const fetch = client.hasConfiguration
      ? (scopeUri: string) =>
          connection.workspace.getConfiguration({ scopeUri, section: 'trustPolicy' }) as Promise<unknown>
      : undefined;
    settings = new SettingsStore(fetch, client.givenSettings);
    if (client.readsFiles) files = logged(clientFiles(connection));
    return {
      serverInfo: { name: 'iam-trust-policy', version: options.version },
      capabilities: serverCapabilitiesOf(client),
    };
  });

  connection.onInitialized(async () => {
    if (client.hasFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = removed.map((folder) => folder.uri);
        index.forgetAll();
        cache.folders = [...cache.folders.filter((uri) => !gone.includes(uri)), ...added.map((folder) => folder.uri)];
        void configChanged();
      });
    }
    await register(connection.client, client);
  });
  connection.onDidChangeConfiguration(async ({ settings: given }) => {
    settings.given(given);
    await refresh();
  });

  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const known = index.built;
    for (const { uri, type } of changes) {
      configs.forget(uri);
      if (isRepositoryEntry(uri)) continue;
      if (type === FileChangeType.Deleted) index.drop(uri);
      else index.forget(uri);
    }
    if (known || changes.some(({ uri }) => decidesConfig(uri))) await again(documents.keys());
  });

  documents.onDidClose(({ document }) => {
    cache.close(document.uri);
    settings.close(document.uri);
    effective.close(document.uri);
    usedIn.delete(document.uri);
    index.forget(document.uri);
    if (isConfigFile(document.uri)) void configChanged(document.uri);
    if (!client.pulls) void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  documents.onDidChangeContent(({ document }) => {
    if (isConfigFile(document.uri)) void configChanged(document.uri);
    else if (!client.pulls) void publish(document.uri);
  });

  connection.languages.diagnostics.on(async ({ textDocument }, token) => {
    try {
      return { kind: DocumentDiagnosticReportKind.Full, items: await diagnose(textDocument.uri, token) };
    } catch (error) {
      // A client takes ContentModified for "no findings"; this says to keep what is shown and to ask again.
      if (!(error instanceof ResponseError) || error.code !== LSPErrorCodes.ContentModified) throw error;
      throw new ResponseError(LSPErrorCodes.ServerCancelled, 'the document changed', { retriggerRequest: true });
    }
  });
  const editConfig = (request: ConfigRequest): Promise<WorkspaceEdit | undefined> =>
    configEditFor(request, {
      configs,
      open: (uri) => documents.get(uri),
      files,
    });
  serveActions(connection, () => client, { judge, cache, configs, editConfig });
  connection.onCompletion(({ textDocument, position, context: asked }, token) => {
    readWorkspace(); // for the accounts and roles that other files name
    return reader.read(textDocument.uri, token, (document, policyDocument, context) =>
      completion(document, policyDocument, position, asked, context, client),
    );
  });
  connection.onCompletionResolve(resolveCompletion);
  serveReading(connection, reader, () => client, {
    configFile: (uri) => (isConfigFile(uri) ? documents.get(uri) : undefined),
    pageOf: options.pageOf,
  });
  serveWorkspace(connection, reader, index, {
    uris: () => index.uris(),
    files: () => files,
    open: (uri) => (documents.get(uri) ? diagnose(uri, CancellationToken.None) : Promise.resolve(undefined)),
    settings: (uri) => effective.of(uri),
    named: namedOf,
    context: (uri, given) => contextOf(given, uri),
    pageOf: options.pageOf,
  });
  connection.onExecuteCommand(({ command, arguments: given }, token) =>
    executeCommand(command, given, {
      document: (uri) => documents.get(uri),
      policyDocument: async (document) => cache.policyDocument(document, await effective.of(document.uri)),
      random: options.random,
      judge: (uri) => judge(uri, token),
      inSlices: (judged, steps) => cache.inSlices(judged, steps, token),
      standing: () => contextOf(DEFAULT_SETTINGS, ''),
      editConfig,
      configStatus: (uri) =>
        configStatus(uri, {
          configs,
          settings: (of) => settings.of(of),
          judge: (of) => judge(of, CancellationToken.None),
        }),
    }),
  );

  onClientRequest(connection, 'iamTrustPolicy/ping', () => null);
  refuseAfterShutdown(connection);
  documents.listen(connection);
  connection.listen();
}
