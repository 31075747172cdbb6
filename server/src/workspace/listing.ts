import type { Listed } from '../files.ts';
import { isConfigFile } from '../service.ts';

/** What a list of files is made of. */
export interface ListingPort {
  list(): Promise<Listed>;
  /** Whether a file that came since would be listed. */
  lists(uri: string): Promise<boolean>;
}

/** The files of a workspace that may hold policies: listed once, then kept up with what comes and goes. */
export class Listing {
  readonly #port: ListingPort;
  #listed: Promise<Listed> | undefined;
  /** Files that came since, each with whether it is listed. */
  readonly #came = new Map<string, Promise<boolean>>();
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

  /** The list as it was made. */
  whole(): Promise<Listed> {
    return (this.#listed ??= this.#port.list());
  }

  /** A file changed, or came. What is left out of the list is left out here. */
  changed(uri: string): void {
    if (!this.#listed || this.#known?.has(uri) || isConfigFile(uri)) return;
    const isListed = this.#port.lists(uri);
    isListed.catch(() => undefined); // who asks for the files is told
    this.#gone.delete(uri);
    this.#came.set(uri, isListed);
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
    const { uris } = await this.whole();
    const files = new Set(uris.filter((uri) => !this.#gone.has(uri) && !isConfigFile(uri)));
    for (const [uri, isListed] of this.#came) if (await isListed) files.add(uri);
    return files;
  }
}
