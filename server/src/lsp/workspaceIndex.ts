import type { CancellationToken, Location } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  indexOf,
  isRole,
  mayHoldTrustPolicy,
  PolicyDocument,
  type Indexed,
  type IndexedRole,
  type KnownRole,
  type Named,
  type KnownNames,
} from '../service.ts';
import { isRefused, LARGEST_POLICY, type Files } from '../files.ts';
import { toRange } from './convert.ts';
import { Slices } from '../slices.ts';

/** What was read of a file, and, of an open one, in which version. */
interface Known {
  readonly entry: Entry | undefined;
  readonly version: number | undefined;
}

/** A file's index with its places on the wire, so that its text need not be kept. */
interface Entry {
  readonly uri: string;
  readonly indexed: Indexed;
  readonly roles: readonly { readonly role: IndexedRole; readonly location: Location }[];
  readonly principals: readonly { readonly arn: string; readonly location: Location }[];
}

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
  readonly #entries = new Map<string, Known>();
  #found: Promise<readonly string[]> | undefined;
  #built = false;
  /** Files that may have come since the list was made. */
  readonly #came = new Set<string>();
  /** Counts what was forgotten. */
  #generation = 0;
  #roles: readonly KnownRole[] | undefined;
  /** By document; the same list as long as nothing changes. */
  readonly #beside = new Map<string, readonly KnownRole[]>();

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
    this.#entries.delete(uri);
    this.#built = false;
    if (this.#sources.folders().some((folder) => uri.startsWith(folder.replace(/\/?$/, '/')))) this.#came.add(uri);
    this.#rolesChanged();
  }

  /** A file is gone. */
  drop(uri: string): void {
    this.forget(uri);
    this.#came.delete(uri);
  }

  /** Files may have come or gone anywhere, or mean something else. */
  forgetAll(): void {
    this.#generation++;
    this.#entries.clear();
    this.#came.clear();
    this.#found = undefined;
    this.#built = false;
    this.#rolesChanged();
  }

  /** Reads what is not read yet; between files others are let in. */
  async build(token?: CancellationToken): Promise<void> {
    const generation = this.#generation;
    const slices = new Slices();
    for (const uri of await this.uris()) {
      const known = this.#entries.get(uri);
      if (known && known.version === this.#sources.open(uri)?.version) continue;
      await this.#entry(uri);
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

  /** Roles that documents other than this one tell of, as far as they are read. */
  rolesBeside(uri: string): readonly KnownRole[] {
    this.#roles ??= [...this.#entries.values()].flatMap(
      ({ entry: e }) => e?.indexed.roles.filter((r) => r.arn !== '') ?? [],
    );
    const own = this.#entries.get(uri)?.entry?.indexed.roles;
    if (!own?.length) return this.#roles;
    let beside = this.#beside.get(uri);
    if (!beside) this.#beside.set(uri, (beside = this.#roles.filter((r) => !own.includes(r as IndexedRole))));
    return beside;
  }

  /** What all files name, as far as they are read. */
  get seen(): readonly KnownNames[] {
    return [...this.#entries.values()].flatMap(({ entry: e }) => (e ? [e.indexed.seen] : []));
  }

  async roles(): Promise<readonly { readonly role: IndexedRole; readonly location: Location }[]> {
    await this.build();
    return [...this.#entries.values()].flatMap(({ entry: e }) => e?.roles ?? []);
  }

  /** Where the role that an ARN names is told of. */
  async definitions(arn: string): Promise<Location[]> {
    return (await this.roles()).filter(({ role }) => isRole(role, arn)).map(({ location }) => location);
  }

  /** Where principals name an ARN. */
  async references(arn: string): Promise<Location[]> {
    await this.build();
    return [...this.#entries.values()].flatMap(
      ({ entry: e }) => e?.principals.filter((p) => p.arn === arn).map((p) => p.location) ?? [],
    );
  }

  #rolesChanged(): void {
    this.#roles = undefined;
    this.#beside.clear();
  }

  async #entry(uri: string): Promise<void> {
    const generation = this.#generation;
    const version = this.#sources.open(uri)?.version;
    let entry: Entry | undefined;
    try {
      entry = await this.#read(uri);
    } catch (error) {
      this.#sources.report(error);
    }
    // Forgotten while it was read: what was read may be old.
    if (generation !== this.#generation) return;
    this.#entries.set(uri, { entry, version });
    this.#rolesChanged();
  }

  async #read(uri: string): Promise<Entry | undefined> {
    const open = this.#sources.open(uri);
    const text = open?.getText() ?? (await this.#sources.files()?.read(uri, LARGEST_POLICY));
    const named = await this.#sources.named(uri);
    if (text === undefined || isRefused(text) || named === false || (named === undefined && !mayHoldTrustPolicy(text)))
      return undefined;
    const document = open ?? TextDocument.create(uri, 'json', 0, text);
    const indexed = indexOf(new PolicyDocument(text, named), { ownAccounts: await this.#sources.ownAccounts(uri) });
    if (!indexed.roles.length && !indexed.principals.length) return undefined;
    const at = (span: IndexedRole['span']): Location => ({ uri, range: toRange(document, span) });
    return {
      uri,
      indexed,
      roles: indexed.roles.map((role) => ({ role, location: at(role.span) })),
      principals: indexed.principals.map(({ arn, span }) => ({ arn, location: at(span) })),
    };
  }
}
