import * as vscode from 'vscode';
import {
  CodeLensRequest,
  DiagnosticRefreshRequest,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ErrorAction,
  ExecuteCommandRequest,
  State,
  type BaseLanguageClient,
  type Diagnostic,
  type FileEvent,
  type LanguageClientOptions,
  type Middleware,
  type WorkspaceEdit,
} from 'vscode-languageclient';
import { LANGUAGES, PLAIN_TEXT_GLOB } from '../../server/src/hosts/detect.ts';
import type { CreateClient } from './createClient.ts';
import { isConfigFile, isOldSide, isWritable, type Documents } from './documents.ts';
import { Crashes } from './crashes.ts';
import { serveFiles } from './files.ts';
import { initializationOptions } from './initializationOptions.ts';
import { LiveFindings } from './liveFindings.ts';
import { Log, nameOf } from './log.ts';
import { onlyFor } from './onlyFor.ts';
import { askedBy, watchRequest } from './requests.ts';
import { StatusItem } from './statusItem.ts';
import { LastLenses } from './typing/lastLenses.ts';
import { Typing } from './typing/typing.ts';
import { Watchdog } from './watchdog.ts';
import {
  COMMAND_PREFIX,
  type ClientRequests,
  type ConfigStatus,
  type ServerCommands,
  type ServerNotifications,
} from '../../server/src/protocol.ts';

/** A request that the server answers at once. */
const PING = 'iamTrustPolicy/ping' satisfies keyof ClientRequests;

/** The language client, and which documents it shows the server. */
export class TrustPolicyClient implements vscode.Disposable {
  readonly #client: BaseLanguageClient;
  readonly #documents: Documents;
  readonly #synced = new Set<string>();
  readonly #status: StatusItem;
  readonly #typing = new Typing();
  readonly #lenses = new LastLenses(this.#typing);
  readonly #watchdog: Watchdog;
  readonly #crashes: Crashes;
  readonly #fileChanged = new vscode.EventEmitter<FileEvent>();
  /** What runs, and what goes wrong: never text of a policy. */
  readonly log: Log;
  readonly live = new LiveFindings();
  /** The server was told that a file came, changed or went. */
  readonly onDidChangeFile = this.#fileChanged.event;
  #generation = 0;

  constructor(context: vscode.ExtensionContext, create: CreateClient, documents: Documents) {
    this.#documents = documents;
    this.log = new Log(context);
    this.#crashes = new Crashes(this.log);
    this.#status = new StatusItem(
      (document) => {
        const synced = this.sees(document);
        return synced || (!this.#client.isRunning() && this.#documents.mayBePolicy(document));
      },
      (document) => this.configStatus(document),
      documents.policies,
    );
    const created = create(context, this.#options(context));
    this.#client = created.client;
    this.#watchdog = new Watchdog(
      () => this.#client.sendRequest(PING),
      () => {
        this.#crashes.hangs();
        created.kill();
      },
    );
    this.#typing.onDidSettle((document) => {
      this.#client.getFeature(DocumentDiagnosticRequest.method).refresh();
      this.#client.getFeature(CodeLensRequest.method).getProvider(document)?.onDidChangeCodeLensEmitter.fire();
    });
    serveFiles(this.#client, this.log);
    this.on('iamTrustPolicy/changed', ({ configStatus }) => {
      if (configStatus) this.#status.refresh();
    });
    let begun = 0;
    this.#client.onDidChangeState(({ newState }) => {
      if (newState === State.Starting) begun = performance.now();
      if (newState === State.Running) {
        const { version } = this.#client.initializeResult?.serverInfo ?? {};
        this.log.info(`Language server ${version ?? ''} started in ${Math.round(performance.now() - begun)} ms`);
        this.#generation++;
        this.live.endAll();
      } else {
        if (newState === State.Stopped) this.log.info('Language server stopped');
        this.#synced.clear();
        this.#watchdog.reset();
      }
      this.#status.state(newState === State.Running ? 'running' : 'stopped');
    });
  }

  /** @param cause what the server is needed for */
  async start(cause: string): Promise<void> {
    this.log.info(`Starting the language server for ${cause}`);
    await this.#client.start();
    this.#status.state('running');
  }

  async restart(): Promise<void> {
    this.log.info('Restarting the language server');
    if (this.#client.isRunning()) await this.#client.stop();
    await this.#client.start();
  }

  /** Counts what findings, sentences and names depend on besides the text: settings, config files, other files, the server. */
  get generation(): number {
    return this.#generation;
  }

  dispose(): void {
    for (const one of [this.live, this.#fileChanged]) one.dispose();
    this.#status.dispose();
    this.#typing.dispose();
    this.#watchdog.reset();
    this.#client.dispose().catch(() => undefined); // the window is closing
    this.log.dispose();
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
    return this.#synced.has(document.uri.toString()) && !isConfigFile(document.uri) && !isOldSide(document);
  }

  /** Whether a document is one that the server is to look at as a policy, though perhaps it doesn't yet. */
  mayBePolicy(document: vscode.TextDocument): boolean {
    return this.#documents.mayBePolicy(document);
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

  #options(context: vscode.ExtensionContext): LanguageClientOptions {
    return {
      documentSelector: [
        ...LANGUAGES.flatMap(({ ids }) => ids.map((language) => ({ language }))),
        { language: 'plaintext', pattern: PLAIN_TEXT_GLOB },
      ],
      outputChannel: this.log.channel,
      diagnosticPullOptions: { onChange: true, onTabs: false },
      initializationOptions: () => initializationOptions(context),
      middleware: this.#middleware(),
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue }),
        closed: () => this.#crashes.closed(),
      },
      connectionOptions: {
        messageStrategy: {
          handleMessage: (message, next) => {
            if ('method' in message && message.method === DiagnosticRefreshRequest.method) this.#generation++;
            return next(message);
          },
        },
      },
    };
  }

  #middleware(): Middleware {
    const synced = (document: vscode.TextDocument | vscode.Uri): boolean =>
      this.#synced.has((document instanceof vscode.Uri ? document : document.uri).toString());
    const shown = (document: vscode.TextDocument): boolean => synced(document) && !isOldSide(document);
    return {
      ...onlyFor(shown, (document) => shown(document) && isWritable(document.uri.scheme)),
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
        this.live.end(document);
        this.#status.refresh();
      },
      provideDiagnostics: async (document, previous, token, next) => {
        if (!synced(document)) return { kind: vscodeFull, items: [] };
        if (document instanceof vscode.Uri) return next(document, previous, token);
        await this.#typing.rest(document, token);
        const { version } = document;
        const report = await next(document, previous, token);
        if (!report || !('items' in report)) return report;
        if (synced(document)) this.live.report({ document, version, findings: report.items });
        if (!isWritable(document.uri.scheme)) return { ...report, items: [] };
        return { ...report, items: report.items.filter((d) => !this.#typing.holdsBack(document, d.range)) };
      },
      sendRequest: (type, params, token, next) => {
        const answer = next(type, params, token);
        if (type === PING) return answer;
        const asked = askedBy(type, params, (uri) => nameOf(vscode.Uri.parse(uri)));
        return this.#watchdog.watch(watchRequest(asked, answer, this.log));
      },
      provideCodeLenses: async (document, token, next) => {
        if (!shown(document)) return undefined;
        await this.#typing.rest(document, token);
        const lenses = await next(document, token);
        return lenses && this.#lenses.choose(document, lenses);
      },
      resolveCodeLens: async (lens, token, next) => {
        const resolved = await next(lens, token);
        return resolved && this.#lenses.chooseResolved(lens, resolved);
      },
      workspace: {
        didChangeWatchedFile: async (event, next) => {
          await next(event);
          this.#fileChanged.fire(event);
        },
        configuration: async (params, token, next) => {
          const sections: unknown = await next(params, token);
          if (!Array.isArray(sections)) return sections as unknown[];
          return sections.map((section, i) => this.#documents.withSession(section, params.items[i]?.scopeUri));
        },
      },
    };
  }
}

/** DocumentDiagnosticReportKind.full of the client's own vocabulary. */
const vscodeFull = 'full' as never;
