import type { CancellationToken } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  check,
  loadHost,
  namedDocument,
  PolicyDocument,
  type Analysis,
  type Context,
  type Facts,
  type Steps,
} from '../service.ts';
import { inSlices } from '../slices.ts';
import { stillWantedBy } from './cancellation.ts';
import type { AnalysedDocument } from './analysedDocument.ts';
import { pathOf } from './folders.ts';
import type { Settings } from './settings.ts';

/** What is known of the open documents: one reading and one analysis a version, dropped on close. */
export class DocumentCache {
  readonly #entries = new Map<string, Entry>();
  readonly #current: (uri: string) => TextDocument | undefined;
  #folders: readonly string[] = [];
  /** Paths of the open documents, by their addresses. */
  readonly #paths = new Map<string, string>();

  /** @param current the open document of that address, if there is one */
  constructor(current: (uri: string) => TextDocument | undefined) {
    this.#current = current;
  }

  /** Addresses of the workspace folders: file patterns are relative to them. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  set folders(folders: readonly string[]) {
    this.#folders = folders;
    this.#paths.clear();
  }

  close(uri: string): void {
    this.#entries.delete(uri);
    this.#paths.delete(uri);
  }

  /** Loads what reads a document, before it is read; undefined where it is there. */
  loadHost(document: TextDocument): Promise<void> | undefined {
    const { uri, languageId } = document;
    return loadHost({ languageId, path: this.#pathOf(uri), text: document.getText() });
  }

  /** @param beside what the files that are read as one with it tell; the same list as long as they tell the same */
  policyDocument(document: TextDocument, settings: Settings, beside: readonly Facts[]): PolicyDocument {
    return this.#entry(document, settings, beside).policyDocument;
  }

  /**
   * The analysis of the document as it is now. Works in slices; throws a ResponseError when the request was cancelled or
   * the document changed meanwhile.
   */
  async analysis(
    document: TextDocument,
    settings: Settings,
    beside: readonly Facts[],
    context: Context,
    token: CancellationToken,
  ): Promise<{ policyDocument: PolicyDocument; analysis: Analysis }> {
    const entry = this.#entry(document, settings, beside);
    const { policyDocument, version } = entry;
    const known = entry.analysis;
    if (known && entry.analysed === version && entry.roles === context.roles && context.now <= known.until)
      return { policyDocument, analysis: known };
    const analysis = await this.inSlices({ document, policyDocument }, check(policyDocument, context, known), token);
    entry.analysis = analysis;
    entry.analysed = version;
    entry.roles = context.roles;
    return { policyDocument, analysis };
  }

  /**
   * Runs steps about the document as it is now. Throws a ResponseError when the request was cancelled or the document changed
   * meanwhile.
   */
  inSlices<T>(
    { document, policyDocument }: Pick<AnalysedDocument, 'document' | 'policyDocument'>,
    steps: Steps<T>,
    token: CancellationToken,
  ): Promise<T> {
    const { version } = document;
    const stillWanted = stillWantedBy(token);
    return inSlices(steps, () => {
      stillWanted();
      const now = this.#current(document.uri);
      if (now !== document || now.version !== version || now.getText() !== policyDocument.text)
        throw new ResponseError(LSPErrorCodes.ContentModified, 'the document changed');
    });
  }

  /** One that is not open. */
  unkept(document: TextDocument, settings: Settings, beside: readonly Facts[]): PolicyDocument {
    return this.#read(document, settings, beside, false);
  }

  #read(
    document: TextDocument,
    { files, config }: Settings,
    beside: readonly Facts[],
    wasPolicy: boolean,
  ): PolicyDocument {
    const { languageId } = document;
    const path = this.#pathOf(document.uri);
    const text = document.getText();
    const named = namedDocument({ languageId, path, text }, files, config.hosts);
    // Once taken for a policy it stays one until closed, so that findings do not flicker while an action is retyped.
    return new PolicyDocument(text, named, named !== false && wasPolicy, { languageId, path, beside });
  }

  #pathOf(uri: string): string {
    let path = this.#paths.get(uri);
    if (path === undefined) {
      path = pathOf(uri, this.#folders);
      if (this.#current(uri)) this.#paths.set(uri, path); // until it is closed
    }
    return path;
  }

  #entry(document: TextDocument, settings: Settings, beside: readonly Facts[]): Entry {
    const known = this.#entries.get(document.uri);
    if (
      known &&
      isCurrent(known, document) &&
      known.settings === settings &&
      (known.policyDocument.beside === beside || !(beside.length + known.policyDocument.beside.length))
    )
      return known;
    const policyDocument = this.#read(document, settings, beside, known?.isPolicy === true);
    const entry: Entry = {
      document,
      settings,
      version: document.version,
      policyDocument,
      isPolicy: policyDocument.stays || policyDocument.extraction.isPolicy,
      analysis: known?.analysis,
      analysed: undefined,
      roles: undefined,
    };
    this.#entries.set(document.uri, entry);
    return entry;
  }
}

interface Entry {
  readonly document: TextDocument;
  readonly settings: Settings;
  readonly version: number;
  readonly policyDocument: PolicyDocument;
  readonly isPolicy: boolean;
  /** Of this version when `analysed` says so, else of the one before: its findings may be taken over. */
  analysis: Analysis | undefined;
  analysed: number | undefined;
  /** The other documents' roles that it was judged with. */
  roles: Context['roles'];
}

/** A client may change a text and keep its version, against the protocol. The text as it was read is the very same string. */
function isCurrent({ document, version, policyDocument }: Entry, now: TextDocument): boolean {
  return document === now && version === now.version && policyDocument.text === now.getText();
}
