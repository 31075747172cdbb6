import type { CancellationToken, Location } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { indexOf, mayHoldTrustPolicy, RoleDirectory, PolicyDocument, type Named } from '../service.ts';
import { isRefused, LARGEST_POLICY, type Files } from '../files.ts';
import { toRange } from './convert.ts';
import { Slices } from '../slices.ts';

export interface WorkspaceSources {
  files(): Files | undefined;
  folders(): readonly string[];
  /** What is said of a file besides its content. */
  named(uri: string): Promise<Named>;
  /** The open document of that address. */
  open(uri: string): TextDocument | undefined;
  ownAccounts(uri: string): Promise<Readonly<Record<string, string>>>;
  report(error: unknown): void;
}

/** The roles and principals of all files of the workspace: read when first asked for, then kept up with what changes. */
export class WorkspaceIndex {
  readonly #sources: WorkspaceSources;
  /** What was read; of an open file in which version. */
  readonly #read = new Map<string, number | undefined>();
  /** What the files tell, with its places on the wire, so that texts need not be kept. */
  readonly #told = new RoleDirectory<Location>();
  #found: Promise<readonly string[]> | undefined;
  #built = false;
  /** Files that may have come since the list was made. */
  readonly #came = new Set<string>();
  /** Counts what was forgotten. */
  #generation = 0;

  constructor(sources: WorkspaceSources) {
    this.#sources = sources;
  }

  /** Whether all files were read once. */
  get built(): boolean {
    return this.#built;
  }

  /** A file changed on disk, came or went. */
  forget(uri: string): void {
    this.#generation++;
    this.#read.delete(uri);
    this.#told.delete(uri);
    this.#built = false;
    if (this.#sources.folders().some((folder) => uri.startsWith(folder.replace(/\/?$/, '/')))) this.#came.add(uri);
  }

  /** A file is gone. */
  drop(uri: string): void {
    this.forget(uri);
    this.#came.delete(uri);
  }

  /** Files may have come or gone anywhere, or mean something else. */
  forgetAll(): void {
    this.#generation++;
    this.#read.clear();
    this.#told.clear();
    this.#came.clear();
    this.#found = undefined;
    this.#built = false;
  }

  /** Reads what is not read yet; between files others are let in. */
  async build(token?: CancellationToken): Promise<void> {
    const generation = this.#generation;
    const slices = new Slices();
    for (const uri of await this.uris()) {
      if (this.#read.has(uri) && this.#read.get(uri) === this.#sources.open(uri)?.version) continue;
      await this.#readNow(uri);
      if (slices.over) await slices.next();
      if (token?.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    }
    // What changed meanwhile is read by the next one.
    this.#built = generation === this.#generation;
  }

  /** Every JSON file of the workspace, and those that came since. */
  async uris(): Promise<readonly string[]> {
    const files = this.#sources.files();
    const found = (this.#found ??= files ? files.list(this.#sources.folders()) : Promise.resolve([]));
    try {
      return [...new Set([...(await found), ...this.#came])];
    } catch (error) {
      if (this.#found === found) this.#found = undefined; // to be tried again
      throw error;
    }
  }

  /** What a document is judged and completed with, as far as files are read. */
  contextFor(uri: string): ReturnType<RoleDirectory<Location>['contextFor']> {
    return this.#told.contextFor(uri);
  }

  async roles(): Promise<RoleDirectory<Location>['roles']> {
    await this.build();
    return this.#told.roles;
  }

  /** Where the role that an ARN names is told of. */
  async definitions(arn: string): Promise<Location[]> {
    await this.build();
    return [...this.#told.definitions(arn)];
  }

  /** Where principals name an ARN. */
  async references(arn: string): Promise<Location[]> {
    await this.build();
    return [...this.#told.references(arn)];
  }

  async #readNow(uri: string): Promise<void> {
    const generation = this.#generation;
    const version = this.#sources.open(uri)?.version;
    let tell = (): void => {
      this.#told.delete(uri);
    };
    try {
      tell = (await this.#toldBy(uri)) ?? tell;
    } catch (error) {
      this.#sources.report(error);
    }
    // Forgotten while it was read: what was read may be old.
    if (generation !== this.#generation) return;
    this.#read.set(uri, version);
    tell();
  }

  /** Takes up what a file tells; undefined where it tells nothing. */
  async #toldBy(uri: string): Promise<(() => void) | undefined> {
    const open = this.#sources.open(uri);
    const text = open?.getText() ?? (await this.#sources.files()?.read(uri, LARGEST_POLICY));
    const named = await this.#sources.named(uri);
    if (text === undefined || isRefused(text) || named === false || (named === undefined && !mayHoldTrustPolicy(text)))
      return undefined;
    const document = open ?? TextDocument.create(uri, 'json', 0, text);
    const indexed = indexOf(new PolicyDocument(text, named), { ownAccounts: await this.#sources.ownAccounts(uri) });
    if (!indexed.roles.length && !indexed.principals.length) return undefined;
    return () => {
      this.#told.set(uri, indexed, (span) => ({ uri, range: toRange(document, span) }));
    };
  }
}
