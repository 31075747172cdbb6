import { isRefused, LARGEST_CONFIG, type Files } from '../files.ts';
import { CONFIG_FILE, reachOf, readConfig, type ConfigFile } from '../service.ts';
import { canonical } from './address.ts';
import { foldersOf, workplaceOf } from './folders.ts';
import type { Log } from './log.ts';

/** A config file: an open one as it stands in the editor, else as it is on disk. */
export interface FoundConfig {
  readonly uri: string;
  /** What applies: while the text is broken, its last version without errors; undefined where none is known. */
  readonly file: ConfigFile | undefined;
  /** What the text says now; nothing where it was not read. */
  readonly now: ConfigFile;
  /** Why it was not read, behind its name. */
  readonly refused: string | undefined;
}

/** Config files by address, each read once until it changes. */
export class ConfigStore {
  readonly #read = new Map<string, Promise<FoundConfig | undefined>>();
  /** The last version of each without syntax errors. */
  readonly #sound = new Map<string, ConfigFile>();
  readonly #files: () => Files | undefined;
  readonly #open: (uri: string) => string | undefined;
  readonly #workspace: () => readonly string[];
  readonly #log: Pick<Log, 'config' | 'error'>;
  /** By folder: the folders whose config may rule its documents, and whether it is a repository's root. */
  readonly #reaches = new Map<string, Promise<readonly string[]>>();
  readonly #repositories = new Map<string, Promise<boolean>>();

  /**
   * @param files undefined when nothing but open documents can be read
   * @param open the text of an open document
   * @param workspace the addresses of the workspace folders
   */
  constructor(
    files: () => Files | undefined,
    open: (uri: string) => string | undefined,
    workspace: () => readonly string[],
    log: Pick<Log, 'config' | 'error'>,
  ) {
    this.#files = files;
    this.#open = open;
    this.#workspace = workspace;
    this.#log = log;
  }

  /** The config file that governs a document: the nearest one upwards, as far as one counts. */
  async of(uri: string): Promise<FoundConfig | undefined> {
    for (const folder of await this.#reach(uri)) {
      const found = await this.at(folder + CONFIG_FILE);
      if (found) return found;
    }
    return undefined;
  }

  at(uri: string): Promise<FoundConfig | undefined> {
    const key = canonical(uri);
    let read = this.#read.get(key);
    if (!read) this.#read.set(key, (read = this.#load(uri)));
    return read;
  }

  /** The address for a new config file that governs a document: as far up as one counts in the workspace; undefined outside. */
  async homeOf(uri: string): Promise<string | undefined> {
    const workplace = workplaceOf(uri, this.#workspace());
    if (workplace === undefined) return undefined;
    const reach = await this.#reach(uri);
    return `${reach.includes(workplace) ? workplace : (reach.at(-1) ?? workplace)}${CONFIG_FILE}`;
  }

  /** A config file changed, or any may have; other ones may govern now. */
  forget(uri?: string): void {
    if (uri === undefined) this.#read.clear();
    else this.#read.delete(canonical(uri));
    this.#reaches.clear();
    this.#repositories.clear();
  }

  #reach(uri: string): Promise<readonly string[]> {
    const [own = uri] = foldersOf(uri);
    let reach = this.#reaches.get(own);
    if (!reach) this.#reaches.set(own, (reach = this.#lookUp(uri)));
    return reach;
  }

  async #lookUp(uri: string): Promise<readonly string[]> {
    const folders = foldersOf(uri);
    const workplace = workplaceOf(uri, this.#workspace());
    // `git:/ws/a.json` is what a file was once, and `untitled:/ws/a.json` one to come: nothing of their kind lies beside them.
    if (workplace === undefined && !uri.includes('://')) return [];
    let repository: string | undefined;
    for (const folder of folders)
      if (await this.#isRepository(folder)) {
        repository = folder;
        break;
      }
    return reachOf(folders, repository, workplace);
  }

  #isRepository(folder: string): Promise<boolean> {
    let found = this.#repositories.get(folder);
    if (!found) {
      const looked = this.#files()?.exists(`${folder}.git`) ?? Promise.resolve(false);
      found = looked.catch((error: unknown) => {
        this.#log.error(error);
        return false;
      });
      this.#repositories.set(folder, found);
    }
    return found;
  }

  async #load(uri: string): Promise<FoundConfig | undefined> {
    const open = this.#open(uri);
    const found = await this.#find(uri, open);
    if (open === undefined) this.#log.config(uri, found);
    return found;
  }

  async #find(uri: string, open: string | undefined): Promise<FoundConfig | undefined> {
    try {
      const text = open ?? (await this.#files()?.read(uri, LARGEST_CONFIG));
      if (text === undefined || isRefused(text)) {
        this.#sound.delete(uri);
        return text && { uri, file: undefined, now: parsed('{}'), refused: text.refused };
      }
      const now = parsed(text);
      if (!now.broken) {
        this.#sound.set(uri, now);
        return { uri, file: now, now, refused: undefined };
      }
      if (open !== undefined && !this.#sound.has(uri)) await this.#keepSaved(uri);
      return { uri, file: this.#sound.get(uri), now, refused: undefined };
    } catch (error) {
      this.#log.error(error);
      return undefined;
    }
  }

  /** A file opened half-typed: what was saved is its last version. */
  async #keepSaved(uri: string): Promise<void> {
    const text = await this.#files()?.read(uri, LARGEST_CONFIG);
    const saved = text === undefined || isRefused(text) ? undefined : parsed(text);
    if (saved && !saved.broken && !this.#sound.has(uri)) this.#sound.set(uri, saved);
  }
}

function parsed(text: string): ConfigFile {
  return readConfig(text.replace(/^\ufeff/, ''));
}
