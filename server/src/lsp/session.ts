import type { CancellationToken, Connection, InitializeParams, Location, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isRefused, LARGEST_POLICY, MISSING, type Files, type Listed } from '../files.ts';
import type { Named, PolicyDocument } from '../service.ts';
import { namedDocument, type Context, type Steps } from '../service.ts';
import { Listing } from '../workspace/listing.ts';
import { Modules } from '../workspace/modules.ts';
import { RoleIndex } from '../workspace/roleIndex.ts';
import { ScannedFiles } from '../workspace/scan.ts';
import { canonical } from './address.ts';
import type { AnalysedDocument } from './analysedDocument.ts';
import { CHANGES, type Change, type Kept, type Shown } from './changes.ts';
import { clientCapabilitiesOf, type ClientCapabilities } from './clientCapabilities.ts';
import { clientFiles, filesByScheme } from './clientFiles.ts';
import { Alarm, type Clock } from './clock.ts';
import { ConfigStore } from './configStore.ts';
import { positionsIn, toRange } from './convert.ts';
import { EffectiveSettings } from './effectiveSettings.ts';
import { pathOf, workplaceOf, workspaceOf } from './folders.ts';
import { Log } from './log.ts';
import { OpenDocuments, type OpenDocument } from './openDocuments.ts';
import type { Settings } from './settings.ts';
import { SettingsStore } from './settingsStore.ts';

/** What the server is told by whoever starts it. */
export interface ServerOptions {
  readonly version: string;
  /** Where a rule's page is. */
  readonly pageOf: (ruleId: string) => string;
  readonly clock: Clock;
  readonly random: () => string;
  /** Reads the files of this machine; undefined where nothing can. */
  readonly files: Files | undefined;
}

/** An open document, judged, and by what. */
export type Judged = AnalysedDocument & { readonly context: Context };

const NO_FILES: Listed = { uris: [], passed: 0, isCut: false };

type Look<T> = (document: TextDocument, policyDocument: PolicyDocument, context: Context, settings: Settings) => T;

/** All that the server knows while it serves one client, and what a change makes of it. */
export class Session {
  readonly options: ServerOptions;
  readonly client: ClientCapabilities;
  /** Where the client finds a rule's page. */
  readonly pageOf: (ruleId: string) => string;
  readonly log: Log;
  readonly documents: TextDocuments<TextDocument>;
  readonly files: Files | undefined;
  readonly settings: SettingsStore;
  readonly configs: ConfigStore;
  readonly effective: EffectiveSettings;
  readonly listing: Listing;
  readonly scanned: ScannedFiles;
  readonly modules: Modules;
  readonly roles: RoleIndex<Location>;
  readonly alarm: Alarm;
  readonly #open: OpenDocuments;
  readonly #ask: (shown: readonly Shown[]) => void;
  /** The files could not be listed: not tried again in the background until there may be others. */
  #gaveUp = false;
  /** What came of listing the files last. */
  #listed: Listed = NO_FILES;

  /** @param ask has the client ask anew for what it shows */
  constructor(
    connection: Connection,
    params: Pick<InitializeParams, 'capabilities' | 'initializationOptions' | 'workspaceFolders'>,
    options: ServerOptions,
    ask: (shown: readonly Shown[]) => void,
  ) {
    this.options = options;
    this.client = clientCapabilitiesOf(params);
    const { rulePages } = this.client;
    this.pageOf = rulePages === undefined ? options.pageOf : (ruleId) => `${rulePages}/${ruleId}.md`;
    this.log = new Log(connection.console);
    this.#ask = ask;
    this.#open = new OpenDocuments({
      settingsOf: (uri) => this.effective.of(uri),
      beside: (uri) => this.modules.beside(uri),
    });
    this.#open.folders = workspaceOf(params);
    this.documents = this.#open.texts;
    const folders = (): readonly string[] => this.folders;
    const { files } = options;
    const read = this.client.readsFiles ? clientFiles(connection) : undefined;
    const all = files && read ? filesByScheme(files, read) : (read ?? files);
    this.files = all && this.log.of(all);
    const fetch = (scopeUri: string): Promise<unknown> =>
      connection.workspace.getConfiguration({ scopeUri, section: 'trustPolicy' });
    this.settings = new SettingsStore(
      this.client.hasConfiguration ? fetch : undefined,
      folders,
      this.client.givenSettings,
    );
    this.configs = new ConfigStore(
      () => this.files,
      (uri) => this.open(uri)?.getText(),
      folders,
      this.log,
    );
    this.effective = new EffectiveSettings(this.settings, this.configs);
    this.listing = new Listing({
      list: () => this.#list(),
      lists: (uri) => this.files?.lists(uri, this.folders) ?? Promise.resolve(false),
    });
    this.scanned = new ScannedFiles({
      read: (uri, largest) => this.files?.read(uri, largest) ?? Promise.resolve(MISSING),
      named: (uri, text) => this.#named(uri, text),
      pathOf: (uri) => pathOf(uri, this.folders),
      beside: (uri) => this.modules.beside(uri),
      opened: (uri) => this.#opened(uri),
    });
    this.modules = new Modules({
      filesIn: (folder) => this.#filesIn(folder),
      isWithin: (folder) => workplaceOf(folder, this.folders) !== undefined,
      read: (uri) => this.textOf(uri),
      pathOf: (uri) => pathOf(uri, this.folders),
      changed: (uri) => {
        this.changed({ kind: 'facts', uri });
      },
    });
    this.roles = new RoleIndex<Location>({
      files: () => this.listing.files(),
      look: (uri) => this.scanned.look(uri),
      placeOf: (uri, { text }) => {
        const document = positionsIn(uri, text);
        return (span) => ({ uri, range: toRange(document, span) });
      },
      report: (error) => {
        this.log.error(error);
      },
      counted: (count) => {
        this.log.read(this.#listed, count);
      },
      changed: () => {
        this.changed({ kind: 'roles' });
      },
    });
    this.alarm = new Alarm(options.clock, () => {
      this.changed({ kind: 'clock' });
    });
  }

  /** Addresses of the workspace folders. */
  get folders(): readonly string[] {
    return this.#open.folders;
  }

  set folders(folders: readonly string[]) {
    this.#open.folders = folders;
    this.log.folders(folders);
    this.changed({ kind: 'folders' });
  }

  /** An open document, however its address is written. */
  open(uri: string): TextDocument | undefined {
    return this.#open.get(uri);
  }

  /** What a document is judged by. */
  contextOf({ config }: Pick<Settings, 'config'>, uri: string): Context {
    return {
      config,
      ...this.roles.contextFor(canonical(uri)),
      now: this.options.clock.now(),
      random: this.options.random,
      onCrash: (ruleId, error) => {
        this.log.error(error, `rule ${ruleId} failed`);
      },
    };
  }

  /** Judges an open document as it is now. Throws a ResponseError when the request was cancelled or the document changed meanwhile. */
  async judge(uri: string, token: CancellationToken): Promise<Judged | undefined> {
    const judged = await this.#open.judge(uri, (given) => this.contextOf(given, uri), token);
    if (!judged) return undefined;
    const { policyDocument, analysis } = judged;
    this.alarm.set(analysis.until);
    if (policyDocument.extraction.policies.some((p) => p.owner?.roleArn !== undefined)) this.readRoles(uri);
    return { ...judged, pageOf: this.pageOf };
  }

  /**
   * An open document, as it is now; undefined for one that is not open, or a config file.
   * @param told a document that the server was not told of before
   */
  policyDocumentOf(uri: string, told?: TextDocument): Promise<OpenDocument | undefined> {
    return this.#open.read(uri, told);
  }

  /** A short look at an open document as it is now; undefined for one that is not open, or a config file. */
  async read<T>(uri: string, token: CancellationToken, look: Look<T>): Promise<T | undefined> {
    const read = await this.policyDocumentOf(uri);
    if (!read) return undefined;
    const { document, policyDocument, given } = read;
    await this.#open.inSlices(read, policyDocument.read(), token);
    return look(document, policyDocument, this.contextOf(given, uri), given);
  }

  /** One that may be long: others are let in between its steps, and it ends with its request or with the version it is about. */
  async readInSteps<T>(uri: string, token: CancellationToken, look: Look<Steps<T>>): Promise<T | undefined> {
    const read = await this.policyDocumentOf(uri);
    if (!read) return undefined;
    const { document, policyDocument, given } = read;
    return this.#open.inSlices(read, look(document, policyDocument, this.contextOf(given, uri), given), token);
  }

  /** Runs long work about a document; given up with the request, or when the document changes. */
  inSlices<T>(
    document: Pick<AnalysedDocument, 'document' | 'policyDocument'>,
    steps: Steps<T>,
    token: CancellationToken,
  ): Promise<T> {
    return this.#open.inSlices(document, steps, token);
  }

  /** Reads the other files of the workspace in the background. */
  readRoles(uri: string): void {
    if (this.#gaveUp || this.roles.isCurrentFor(canonical(uri))) return;
    this.roles.build().catch((error: unknown) => {
      this.#gaveUp = true;
      this.log.error(error);
    });
  }

  /** Somebody asks for all files as they are now: one may have come that nobody told of yet, and some clients tell of none. */
  lookAgain(): void {
    this.#forget('files', { kind: 'file' });
    if (!this.client.watchesFiles) this.#forget('texts', { kind: 'file' });
  }

  /** A file may have changed without a word of it. */
  reread(uri: string): void {
    this.#forget('texts', { kind: 'file', uri });
  }

  /** Something changed: forgets what is stale now, and has the client ask for what it shows of that. */
  changed(change: Change): void {
    const { forget, ask } = CHANGES[change.kind];
    for (const kept of forget) this.#forget(kept, change);
    this.#ask(ask);
  }

  /** A document is closed. */
  close(uri: string): void {
    this.#open.close(uri);
    this.settings.close(uri);
    this.effective.close(uri);
  }

  /** What counts as the text of a file: what an editor shows, else what is on disk; undefined where it cannot be had. */
  async textOf(uri: string): Promise<string | undefined> {
    const opened = this.open(uri)?.getText();
    if (opened !== undefined) return opened;
    const read = await this.files?.read(uri, LARGEST_POLICY);
    return isRefused(read) ? undefined : read;
  }

  #forget(kept: Kept, { uri: written, isGone }: Change): void {
    const uri = written === undefined ? undefined : canonical(written);
    switch (kept) {
      case 'settings':
        this.settings.forget();
        break;
      case 'configs':
        this.configs.forget(uri);
        break;
      case 'files':
        this.#gaveUp = false;
        this.modules.relist(uri);
        if (uri === undefined) this.listing.forget();
        else if (isGone === true) this.listing.gone(uri);
        else this.listing.changed(uri);
        this.roles.relist();
        break;
      case 'texts':
        if (uri === undefined) {
          this.scanned.forgetAll();
          this.roles.forget();
          this.modules.forget();
        } else {
          this.#reread(uri);
          this.modules.changed(uri);
        }
        break;
      case 'readings':
        for (const other of uri === undefined ? [] : this.modules.readWith(uri)) this.#reread(other);
        break;
    }
  }

  #reread(uri: string): void {
    this.scanned.forget(uri);
    this.roles.changed(uri);
  }

  /** Those that somebody has open are files of the folder too, before they are saved. */
  async #filesIn(folder: string): Promise<readonly string[]> {
    const saved = (await this.files?.filesIn(folder)) ?? [];
    return [...new Set([...saved.map(canonical), ...this.#open.uris])].filter(
      (uri) => uri.startsWith(folder) && !uri.includes('/', folder.length),
    );
  }

  async #list(): Promise<readonly string[]> {
    this.#listed = (await this.files?.list(this.folders)) ?? NO_FILES;
    return this.#listed.uris.map(canonical);
  }

  async #named(uri: string, text: string | undefined): Promise<Named> {
    const { files, config } = await this.effective.ofFile(uri);
    return namedDocument({ languageId: undefined, path: pathOf(uri, this.folders), text }, files, config.hosts);
  }

  async #opened(uri: string): Promise<PolicyDocument | undefined> {
    return this.open(uri) ? (await this.policyDocumentOf(uri))?.policyDocument : undefined;
  }
}
