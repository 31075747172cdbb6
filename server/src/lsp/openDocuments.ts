import { TextDocuments, type CancellationToken } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isConfigFile, type Context, type Facts, type PolicyDocument, type Steps } from '../service.ts';
import { canonical } from './address.ts';
import type { AnalysedDocument } from './analysedDocument.ts';
import { DocumentCache } from './documentCache.ts';
import type { Settings } from './settings.ts';

/** What the open documents are read with. */
export interface OpenDocumentsPort {
  settingsOf(uri: string): Promise<Settings>;
  /** What the files tell that are read as one with a document. @param uri canonical */
  beside(uri: string): Promise<readonly Facts[]>;
}

/** An open document, read, and by which settings. */
export interface OpenDocument {
  readonly document: TextDocument;
  readonly given: Settings;
  readonly policyDocument: PolicyDocument;
}

/** The documents that the client has open, each read and judged once a version. */
export class OpenDocuments {
  readonly texts = new TextDocuments(TextDocument);
  readonly #port: OpenDocumentsPort;
  readonly #cache = new DocumentCache((uri) => this.texts.get(uri));
  /** How the client writes the addresses of open documents, by their canonical ones. */
  readonly #written = new Map<string, string>();

  constructor(port: OpenDocumentsPort) {
    this.#port = port;
    this.texts.onDidOpen(({ document: { uri } }) => {
      this.#written.set(canonical(uri), uri);
    });
  }

  /** Addresses of the workspace folders. */
  get folders(): readonly string[] {
    return this.#cache.folders;
  }

  set folders(folders: readonly string[]) {
    this.#cache.folders = folders;
  }

  /** The addresses of all of them, canonical. */
  get uris(): Iterable<string> {
    return this.#written.keys();
  }

  /** An open document, however its address is written. */
  get(uri: string): TextDocument | undefined {
    return this.texts.get(this.#written.get(canonical(uri)) ?? uri);
  }

  close(uri: string): void {
    this.#written.delete(canonical(uri));
    this.#cache.close(uri);
  }

  /**
   * An open document, as it is now; undefined for one that is not open, or a config file.
   * @param told a document that the server was not told of before
   */
  async read(uri: string, told?: TextDocument): Promise<OpenDocument | undefined> {
    if (isConfigFile(uri)) return undefined;
    const given = await this.#port.settingsOf(uri);
    const loaded = await this.#loaded(uri, told);
    if (!loaded) return undefined;
    const { document, beside } = loaded;
    const policyDocument = this.#cache[told ? 'unkept' : 'policyDocument'](document, given, beside);
    return { document, given, policyDocument };
  }

  /**
   * Judges an open document as it is now. Throws a ResponseError when the request was cancelled or the document changed meanwhile.
   * @param contextOf asked once the document is there to be judged
   */
  async judge(
    uri: string,
    contextOf: (given: Settings) => Context,
    token: CancellationToken,
  ): Promise<(Omit<AnalysedDocument, 'pageOf'> & { readonly context: Context }) | undefined> {
    const given = await this.#port.settingsOf(uri);
    const loaded = await this.#loaded(uri);
    if (!loaded) return undefined;
    const { document, beside } = loaded;
    const context = contextOf(given);
    return { document, context, ...(await this.#cache.analysis(document, given, beside, context, token)) };
  }

  /** Runs long work about a document; given up with the request, or when the document changes. */
  inSlices<T>(
    document: Pick<AnalysedDocument, 'document' | 'policyDocument'>,
    steps: Steps<T>,
    token: CancellationToken,
  ): Promise<T> {
    return this.#cache.inSlices(document, steps, token);
  }

  /** An open document, once what reads it is there, with what the files that are read as one with it tell. */
  async #loaded(
    uri: string,
    told?: TextDocument,
  ): Promise<{ readonly document: TextDocument; readonly beside: readonly Facts[] } | undefined> {
    const opened = told ?? this.get(uri);
    if (opened) await this.#cache.loadHost(opened);
    const beside = await this.#port.beside(canonical(uri));
    const document = told ?? this.get(uri); // it may have been closed meanwhile
    return document && { document, beside };
  }
}
