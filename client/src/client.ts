import * as vscode from 'vscode';
import {
  CloseAction,
  CodeLensRequest,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ErrorAction,
  ExecuteCommandRequest,
  State,
  type BaseLanguageClient,
  type Diagnostic,
  type LanguageClientOptions,
  type Middleware,
  type WorkspaceEdit,
} from 'vscode-languageclient';
import type { CreateClient } from './createClient.ts';
import { isConfigFile, type Documents } from './documents.ts';
import { serveFiles } from './files.ts';
import { StatusItem } from './statusItem.ts';
import { LastLenses } from './typing/lastLenses.ts';
import { Typing } from './typing/typing.ts';
import { Watchdog } from './watchdog.ts';
import {
  COMMAND_PREFIX,
  type ClientRequests,
  type ConfigStatus,
  type InitializationOptions,
  type ServerCommands,
  type ServerNotifications,
} from '../../server/src/protocol.ts';

/** A request that the server answers at once. */
const PING = 'iamTrustPolicy/ping' satisfies keyof ClientRequests;
/** Restarts within this time count as one row of crashes. Milliseconds. */
const CRASH_WINDOW = 3 * 60_000;
const MOST_CRASHES = 5;

/** The language client, and which documents it shows the server. */
export class TrustPolicyClient implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #documents: Documents;
  readonly #synced = new Set<string>();
  readonly #output: vscode.LogOutputChannel;
  readonly #status: StatusItem;
  readonly #typing = new Typing();
  readonly #lenses = new LastLenses(this.#typing);
  readonly #watchdog: Watchdog;
  #crashes: number[] = [];
  /** The server was ended because it did not answer. */
  #hangs = false;

  constructor(context: vscode.ExtensionContext, create: CreateClient, documents: Documents) {
    this.#documents = documents;
    this.#output = vscode.window.createOutputChannel('IAM Trust Policy', { log: true });
    this.#status = new StatusItem(
      (document) => {
        const synced = this.sees(document);
        return synced || (!this.#client.isRunning() && this.#documents.mayBePolicy(document));
      },
      (document) => this.configStatus(document),
    );
    const created = create(context, this.#options());
    this.#client = created.client;
    this.#watchdog = new Watchdog(
      () => this.#client.sendRequest(PING),
      () => {
        this.#hangs = true;
        created.kill();
      },
    );
    this.#typing.onDidSettle((document) => {
      this.#client.getFeature(DocumentDiagnosticRequest.method).refresh();
      this.#client.getFeature(CodeLensRequest.method).getProvider(document)?.onDidChangeCodeLensEmitter.fire();
    });
    serveFiles(this.#client);
    this.#client.onDidChangeState(({ newState }) => {
      if (newState !== State.Running) {
        this.#synced.clear();
        this.#watchdog.reset();
      }
      this.#status.state(newState === State.Running ? 'running' : 'stopped');
    });
  }

  async start(): Promise<void> {
    await this.#client.start();
    this.#status.state('running');
  }

  async restart(): Promise<void> {
    if (this.#client.isRunning()) await this.#client.stop();
    await this.#client.start();
  }

  showOutput(): void {
    this.#output.show(true);
  }

  dispose(): void {
    this.#status.dispose();
    this.#typing.dispose();
    this.#watchdog.reset();
    this.#client.dispose().catch(() => undefined); // the window is closing
    this.#output.dispose();
  }

  /** Runs one of the server's commands. */
  execute<K extends keyof ServerCommands>(
    command: K,
    ...given: ServerCommands[K]['given']
  ): Promise<ServerCommands[K]['answer']> {
    return this.#client.sendRequest<ServerCommands[K]['answer']>(ExecuteCommandRequest.method, {
      command: COMMAND_PREFIX + command,
      arguments: given,
    });
  }

  /** Which config file rules a document; null where the server does not look at it as a policy. */
  configStatus({ uri }: vscode.TextDocument): Promise<ConfigStatus | null> {
    return this.execute('configStatus', uri.toString());
  }

  /** Asks the server something of our own. */
  request<K extends keyof ClientRequests>(
    name: K,
    given: ClientRequests[K]['given'],
    token?: vscode.CancellationToken,
  ): Promise<ClientRequests[K]['answer']> {
    return this.#client.sendRequest<ClientRequests[K]['answer']>(name, given, token);
  }

  /** Hears what the server tells of our own. */
  on<K extends keyof ServerNotifications>(
    name: K,
    listener: (given: ServerNotifications[K]['given']) => void,
  ): vscode.Disposable {
    return this.#client.onNotification(name, listener);
  }

  diagnosticsOf(wire: Diagnostic[]): Promise<vscode.Diagnostic[]> {
    return this.#client.protocol2CodeConverter.asDiagnostics(wire);
  }

  /** Whether the server looks at a document as a policy. */
  sees(document: vscode.TextDocument): boolean {
    return this.#synced.has(document.uri.toString()) && !isConfigFile(document.uri);
  }

  /** An edit as the server sent it, as VS Code applies it. */
  editOf(wire: WorkspaceEdit): Promise<vscode.WorkspaceEdit> {
    return this.#client.protocol2CodeConverter.asWorkspaceEdit(wire);
  }

  /** Makes sure the server sees a document. */
  async open(document: vscode.TextDocument): Promise<void> {
    if (!this.#synced.has(document.uri.toString())) await this.#send(DidOpenTextDocumentNotification.method, document);
  }

  /** What documents are taken for may have changed: shows the server the new ones, takes the others back. */
  async review(): Promise<void> {
    for (const document of vscode.workspace.textDocuments) {
      const synced = this.#synced.has(document.uri.toString());
      const due = this.#documents.isOurs(document);
      if (due && !synced) await this.#send(DidOpenTextDocumentNotification.method, document);
      if (!due && synced) await this.#send(DidCloseTextDocumentNotification.method, document);
    }
    await this.#client.sendNotification('workspace/didChangeConfiguration', { settings: null });
    this.#status.refresh();
  }

  async #send(method: string, document: vscode.TextDocument): Promise<void> {
    const feature = this.#client.getFeature(method as typeof DidOpenTextDocumentNotification.method);
    await feature.getProvider(document)?.send(document);
  }

  #options(): LanguageClientOptions {
    return {
      documentSelector: [{ language: 'json' }, { language: 'jsonc' }],
      outputChannel: this.#output,
      diagnosticPullOptions: { onChange: true, onTabs: false },
      initializationOptions: (): InitializationOptions => ({
        jsonSyntaxReportedFor: jsonSyntaxReportedFor(),
        explainCommand: 'iamTrustPolicy.explain',
        foldsJson: true,
        keepsLenses: true,
        checksByCommand: true,
        configCommand: 'iamTrustPolicy.writeConfig',
        readsFiles: true,
      }),
      middleware: this.#middleware(),
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue }),
        closed: () => this.#closed(),
      },
    };
  }

  /** The server went away: it is started again, unless it does nothing but crash. */
  #closed(): { action: CloseAction; handled: boolean } {
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < CRASH_WINDOW), now];
    const give = this.#crashes.length > MOST_CRASHES;
    const hung = this.#hangs;
    this.#hangs = false;
    const message = give
      ? vscode.l10n.t(
          'The IAM Trust Policy server stopped {0} times in three minutes and stays stopped.',
          this.#crashes.length,
        )
      : hung
        ? vscode.l10n.t('The IAM Trust Policy server did not respond and was restarted.')
        : vscode.l10n.t('The IAM Trust Policy server stopped and was started again.');
    this.#output.warn(message);
    const show = vscode.l10n.t('Show Output');
    const shown = give
      ? vscode.window.showErrorMessage(message, show)
      : vscode.window.showWarningMessage(message, show);
    void shown.then((choice) => {
      if (choice === show) this.showOutput();
    });
    return { action: give ? CloseAction.DoNotRestart : CloseAction.Restart, handled: true };
  }

  #middleware(): Middleware {
    const synced = (document: vscode.TextDocument | vscode.Uri): boolean =>
      this.#synced.has((document instanceof vscode.Uri ? document : document.uri).toString());
    return {
      didOpen: async (document, next) => {
        if (!this.#documents.isOurs(document)) return;
        this.#synced.add(document.uri.toString());
        await next(document);
        this.#status.refresh();
      },
      didChange: async (event, next) => {
        if (synced(event.document)) {
          this.#typing.changed(event);
          this.#lenses.changed(event);
          await next(event);
        } else if (this.#documents.isOurs(event.document)) await this.open(event.document);
      },
      didClose: async (document, next) => {
        if (!this.#synced.delete(document.uri.toString())) return;
        this.#typing.closed(document);
        this.#lenses.closed(document);
        await next(document);
        this.#status.refresh();
      },
      provideDiagnostics: async (document, previous, token, next) => {
        if (!synced(document)) return { kind: vscodeFull, items: [] };
        if (document instanceof vscode.Uri) return next(document, previous, token);
        await this.#typing.rest(document, token);
        const report = await next(document, previous, token);
        if (!report || !('items' in report)) return report;
        return { ...report, items: report.items.filter((d) => !this.#typing.holdsBack(document, d.range)) };
      },
      sendRequest: (type, params, token, next) => {
        const answer = next(type, params, token);
        return type === PING ? answer : this.#watchdog.watch(answer);
      },
      provideCompletionItem: (document, position, context, token, next) =>
        synced(document) ? next(document, position, context, token) : undefined,
      provideCodeActions: (document, range, context, token, next) =>
        synced(document) ? next(document, range, context, token) : undefined,
      provideHover: (document, position, token, next) =>
        synced(document) ? next(document, position, token) : undefined,
      provideCodeLenses: async (document, token, next) => {
        if (!synced(document)) return undefined;
        await this.#typing.rest(document, token);
        const lenses = await next(document, token);
        return lenses && this.#lenses.choose(document, lenses);
      },
      provideInlayHints: (document, range, token, next) =>
        synced(document) ? next(document, range, token) : undefined,
      provideDocumentSymbols: (document, token, next) => (synced(document) ? next(document, token) : undefined),
      provideDocumentLinks: (document, token, next) => (synced(document) ? next(document, token) : undefined),
      provideDefinition: (document, position, token, next) =>
        synced(document) ? next(document, position, token) : undefined,
      provideReferences: (document, position, options, token, next) =>
        synced(document) ? next(document, position, options, token) : undefined,
      provideSelectionRanges: (document, positions, token, next) =>
        synced(document) ? next(document, positions, token) : undefined,
      provideDocumentSemanticTokens: (document, token, next) => (synced(document) ? next(document, token) : undefined),
      workspace: {
        configuration: async (params, token, next) => {
          const sections: unknown = await next(params, token);
          if (!Array.isArray(sections)) return sections as unknown[];
          return sections.map((section: unknown, i) => {
            if (typeof section !== 'object' || section === null) return section;
            const files = (section as { files?: unknown }).files;
            return { ...section, files: this.#documents.withSession(files, params.items[i]?.scopeUri) };
          });
        },
      },
    };
  }
}

/** DocumentDiagnosticReportKind.full of the client's own vocabulary. */
const vscodeFull = 'full' as never;

/** Languages whose plain syntax errors VS Code's own JSON support shows. */
function jsonSyntaxReportedFor(): string[] {
  const builtIn = vscode.extensions.getExtension('vscode.json-language-features') !== undefined;
  return builtIn && vscode.workspace.getConfiguration('json').get<boolean>('validate.enable') !== false ? ['json'] : [];
}
