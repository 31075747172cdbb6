import { isRefused, LARGEST_CONFIG, type Files } from '../files.ts';
import { CONFIG_FILE, readConfig, type ConfigFile } from '../service.ts';

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
  readonly #report: (error: unknown) => void;

  /**
   * @param files undefined when nothing but open documents can be read
   * @param open the text of an open document
   */
  constructor(
    files: () => Files | undefined,
    open: (uri: string) => string | undefined,
    report: (error: unknown) => void,
  ) {
    this.#files = files;
    this.#open = open;
    this.#report = report;
  }

  /** The config file that governs a document: the nearest one upwards. */
  async of(uri: string): Promise<FoundConfig | undefined> {
    for (const folder of foldersOf(uri)) {
      const found = await this.at(folder + CONFIG_FILE);
      if (found) return found;
    }
    return undefined;
  }

  at(uri: string): Promise<FoundConfig | undefined> {
    let read = this.#read.get(uri);
    if (!read) this.#read.set(uri, (read = this.#load(uri)));
    return read;
  }

  /** Something about a config file changed, or any may have. */
  forget(uri?: string): void {
    if (uri === undefined) this.#read.clear();
    else this.#read.delete(uri);
  }

  async #load(uri: string): Promise<FoundConfig | undefined> {
    const open = this.#open(uri);
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
      this.#report(error);
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

/** No path is deeper. */
const DEEPEST = 64;

/** The folders of a document, nearest first, each with a slash at its end; none of one without a path. */
export function foldersOf(uri: string): readonly string[] {
  const root = /^[a-z][a-z0-9+.-]*:\/\/[^/]*\//i.exec(uri)?.[0];
  if (root === undefined) return [];
  const folders: string[] = [];
  for (
    let at = uri.lastIndexOf('/');
    at >= root.length - 1 && folders.length < DEEPEST;
    at = uri.lastIndexOf('/', at - 1)
  ) {
    folders.push(uri.slice(0, at + 1));
    if (at === 0) break;
  }
  return folders;
}
