import { isConfigFile } from '../service.ts';

/** What a list of files is made of. */
export interface ListingPort {
  list(): Promise<readonly string[]>;
  /** Whether a file that came since would be listed. */
  lists(uri: string): Promise<boolean>;
}

/** Where more files came than this, listing all of them is less work than asking for each. */
const MANY = 100;

/** The files of a workspace that may hold policies: listed once, then kept up with what comes and goes. */
export class Listing {
  readonly #port: ListingPort;
  #listed: Promise<readonly string[]> | undefined;
  /** Files that came since, each with whether it is listed, once that was asked. */
  readonly #came = new Map<string, boolean | undefined>();
  readonly #gone = new Set<string>();
  #files: Promise<ReadonlySet<string>> | undefined;
  /** What `#files` came to. */
  #known: ReadonlySet<string> | undefined;

  constructor(port: ListingPort) {
    this.#port = port;
  }

  /** All files, in order, our own config file never among them; the same set as long as none came or went. */
  async files(): Promise<ReadonlySet<string>> {
    const files = (this.#files ??= this.#gather());
    try {
      const known = await files;
      if (this.#files === files) this.#known = known;
      return known;
    } catch (error) {
      if (this.#files === files) this.forget(); // to be tried again
      throw error;
    }
  }

  /** A file changed, or came. What is left out of the list is left out here. */
  changed(uri: string): void {
    if (!this.#listed || this.#known?.has(uri) || this.#came.get(uri) === false || isConfigFile(uri)) return;
    this.#gone.delete(uri);
    this.#came.set(uri, this.#came.get(uri));
    this.#again();
  }

  /** A file is gone. */
  gone(uri: string): void {
    this.#came.delete(uri);
    this.#gone.add(uri);
    this.#again();
  }

  /** Files may have come or gone anywhere. */
  forget(): void {
    this.#listed = undefined;
    this.#again();
    this.#came.clear();
    this.#gone.clear();
  }

  #again(): void {
    this.#files = undefined;
    this.#known = undefined;
  }

  async #gather(): Promise<ReadonlySet<string>> {
    if (this.#came.size > MANY) {
      this.#listed = undefined;
      this.#came.clear();
      this.#gone.clear();
    }
    const uris = await (this.#listed ??= this.#port.list());
    const files = new Set(uris.filter((uri) => !this.#gone.has(uri) && !isConfigFile(uri)));
    for (const [uri, known] of [...this.#came]) {
      const isListed = known ?? (await this.#port.lists(uri));
      if (this.#came.has(uri)) this.#came.set(uri, isListed);
      if (isListed) files.add(uri);
    }
    return files;
  }
}
