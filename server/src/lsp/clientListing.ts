import { isRefused, LARGEST_CONFIG, MOST_FILES, type Files, type Listed } from '../files.ts';
import { IgnoreRules } from '../workspace/gitignore.ts';
import { Ignoring, isLeftOut, NO_IGNORE_FILES, type IgnoreFiles } from '../workspace/ignore.ts';
import { decoded, workplaceOf } from './folders.ts';

const IGNORE_FILE = '.gitignore';

/** The files that a client finds, without those that the command line would leave out. */
export class ClientListing {
  readonly #find: () => Promise<readonly string[]>;
  readonly #read: Files['read'];
  /** By folder: its address, decoded, with a slash at its end. */
  #ignoreFiles: ReadonlyMap<string, IgnoreFiles> = new Map();

  /** @param find the addresses of files that may hold policies, and of ignore files */
  constructor(find: () => Promise<readonly string[]>, read: Files['read']) {
    this.#find = find;
    this.#read = read;
  }

  async list(folders: readonly string[]): Promise<Listed> {
    const found = await this.#find();
    const ignoreFiles = new Map<string, IgnoreFiles>();
    for (const uri of found) {
      if (!uri.endsWith(`/${IGNORE_FILE}`)) continue;
      const text = await this.#read(uri, LARGEST_CONFIG);
      if (text === undefined || isRefused(text)) continue;
      ignoreFiles.set(decoded(uri.slice(0, -IGNORE_FILE.length)), {
        rules: [new IgnoreRules(text)],
        isRepository: false,
      });
    }
    this.#ignoreFiles = ignoreFiles;
    const others = found.filter((uri) => !uri.endsWith(`/${IGNORE_FILE}`));
    const uris = others.filter((uri) => this.lists(uri, folders));
    return { uris: uris.slice(0, MOST_FILES), passed: others.length - uris.length, isCut: uris.length > MOST_FILES };
  }

  /** Whether a file belongs to the list, by the ignore files as they were when it was made. */
  lists(uri: string, folders: readonly string[]): boolean {
    const workplace = workplaceOf(uri, folders);
    if (workplace === undefined) return false;
    const root = decoded(workplace);
    const filesIn = (at: string): IgnoreFiles => this.#ignoreFiles.get(root + at) ?? NO_IGNORE_FILES;
    return !isLeftOut(decoded(uri.slice(workplace.length)), new Ignoring(filesIn('')), (at) => filesIn(`${at}/`));
  }
}
