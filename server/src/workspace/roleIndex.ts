import {
  indexOf,
  RoleDirectory,
  tellsAnything,
  type PlacedExternalId,
  type PolicyDocument,
  type TextPlace,
} from '../service.ts';
import { scan, type Scanned } from './scan.ts';

/** What the index is made of. */
export interface RoleSources<Place> {
  /** The files to read; the same set as long as they are the same. */
  files(): Promise<ReadonlySet<string>>;
  look(uri: string): Promise<Scanned>;
  /** How places in a document are kept, so that its text need not be. */
  placeOf(uri: string, document: PolicyDocument): TextPlace<Place>;
  /** A file could not be looked at: a bug. */
  report(error: unknown): void;
  /** All files were looked at. */
  counted(count: Count): void;
  /** Other roles are told of than before. */
  changed(): void;
}

/** How many files there are, by what came of them. */
export type Count = Readonly<Record<Scanned['kind'], number>>;

/** The roles and principals that the files of a workspace tell of: read when first asked for, then kept up with what changes. */
export class RoleIndex<Place> {
  readonly #sources: RoleSources<Place>;
  readonly #directory = new RoleDirectory<Place>();
  #read = new Map<string, Scanned['kind']>();
  /** Files that have changed since they were read. */
  readonly #stale = new Set<string>();
  /** The files of the last time. */
  #files: ReadonlySet<string> | undefined;
  /** There may be other files by now. */
  #mayDiffer = true;
  #building: Promise<void> | undefined;

  constructor(sources: RoleSources<Place>) {
    this.#sources = sources;
  }

  /** Whether all is read that a document is judged with: all files but itself. */
  isCurrentFor(uri: string): boolean {
    return !this.#mayDiffer && this.#stale.size === (this.#stale.has(uri) ? 1 : 0);
  }

  /** What a document is judged and completed with, as far as files are read. */
  contextFor(uri: string): ReturnType<RoleDirectory<Place>['contextFor']> {
    return this.#directory.contextFor(uri);
  }

  /** Reads what is not read yet, once for all who wait for it. */
  build(): Promise<void> {
    return (this.#building ??= this.#build()
      .catch((error: unknown) => {
        this.#mayDiffer = true;
        throw error;
      })
      .finally(() => (this.#building = undefined)));
  }

  /** The files that tell of roles. */
  async tellers(): Promise<readonly string[]> {
    await this.build();
    return this.#directory.tellers;
  }

  /** Where a role is told of. @param role an ARN, or the key of one whose name alone is said */
  async definitions(role: string): Promise<Place[]> {
    await this.build();
    return [...this.#directory.definitions(role)];
  }

  /** Where roles of a name are told of, in whatever account. */
  async named(name: string): Promise<Place[]> {
    await this.build();
    return [...this.#directory.named(name)];
  }

  /** Where principals name a role. */
  async references(role: string): Promise<Place[]> {
    await this.build();
    return [...this.#directory.references(role)];
  }

  /** Where trust policies name an external ID, by file. */
  async externalIds(id: string): Promise<ReadonlyMap<string, readonly PlacedExternalId<Place>[]>> {
    await this.build();
    return this.#directory.externalIds(id);
  }

  /** A file changed, on disk or in an editor. What it told before counts until it is read again. */
  changed(uri: string): void {
    this.#stale.add(uri);
  }

  /** Files may have come or gone. */
  relist(): void {
    this.#mayDiffer = true;
  }

  /** All files may mean something else. */
  forget(): void {
    this.relist();
    this.#files = undefined;
    this.#read = new Map();
    this.#stale.clear();
    this.#directory.clear();
  }

  async #build(): Promise<void> {
    const before = this.#directory.revision;
    this.#mayDiffer = false; // what comes from here on makes it so again
    const files = await this.#sources.files();
    const read = this.#read;
    const whole = files !== this.#files;
    for (const uri of whole ? [...read.keys(), ...this.#stale] : this.#stale) if (!files.has(uri)) this.#drop(uri);
    const unread = whole ? [...files].filter((uri) => !read.has(uri) || this.#stale.has(uri)) : [...this.#stale];
    const look = (uri: string): Promise<Scanned> => {
      this.#stale.delete(uri); // a change from here on makes it stale again
      return this.#sources.look(uri);
    };
    for await (const scanned of scan(unread, look, () => undefined)) {
      if (this.#read !== read) break; // all is to be read once more
      this.#take(scanned);
    }
    if (this.#read === read) {
      this.#files = files;
      if (whole) this.#sources.counted(this.#count());
    } else await this.#build(); // who waits for it waits for all files
    if (this.#directory.revision !== before) this.#sources.changed();
  }

  #take(scanned: Scanned): void {
    const { id: uri, kind } = scanned;
    this.#read.set(uri, kind);
    if (kind === 'failed') this.#sources.report(scanned.error);
    const told = kind === 'document' ? indexOf(scanned.document) : undefined;
    if (kind === 'document' && told && tellsAnything(told))
      this.#directory.set(uri, told, this.#sources.placeOf(uri, scanned.document));
    else this.#directory.delete(uri);
  }

  #drop(uri: string): void {
    this.#read.delete(uri);
    this.#stale.delete(uri);
    this.#directory.delete(uri);
  }

  #count(): Count {
    const count = { document: 0, passed: 0, refused: 0, failed: 0 };
    for (const kind of this.#read.values()) count[kind]++;
    return count;
  }
}
