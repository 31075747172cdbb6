import { factsOf, isReadWithFolder, isTakenFrom, loadHost, type Facts } from '../service.ts';

/** What is to be known of files that are read with others of their folder, or of a folder above. A file goes by a path or an address. */
export interface ModulesPort {
  /** The files of a folder, whatever they are. @param folder with a slash at its end; empty for the folder that one works in */
  filesIn(folder: string): Promise<readonly string[]>;
  /** Whether a folder may be looked into for who takes the files of one below. */
  isWithin(folder: string): boolean;
  /** What counts as the text of a file; undefined where it cannot be had. */
  read(id: string): Promise<string | undefined>;
  /** What a host is told of where a file is. */
  pathOf(id: string): string;
  /** A file tells its neighbours something else than before. */
  changed(id: string): void;
}

/** What the files of a folder tell each other: worked out when first asked for, then kept up with what changes. */
export class Modules {
  readonly #port: ModulesPort;
  /** By folder. */
  readonly #files = new Map<string, Promise<readonly string[]>>();
  /** Files that may take one, by its folder. */
  readonly #takers = new Map<string, Promise<readonly string[]>>();
  readonly #facts = new Map<string, Promise<Facts | undefined>>();
  /** What each file told last. */
  readonly #keys = new Map<string, string | undefined>();
  /** What each file was read with last. */
  readonly #beside = new Map<string, readonly Facts[]>();

  constructor(port: ModulesPort) {
    this.#port = port;
  }

  /**
   * What others tell a file: those of its folder, where it is read as one with them, else those that take a policy from it. The
   * same list as long as they tell the same.
   */
  async beside(id: string): Promise<readonly Facts[]> {
    const isOne = isReadWithFolder(id);
    const others = isOne ? await this.neighbours(id) : await this.#mayTake(id);
    if (!others.length && !this.#beside.has(id)) return NONE;
    const path = this.#port.pathOf(id);
    const facts: Facts[] = [];
    for (const told of await Promise.all(others.map((other) => this.#factsOf(other))))
      if (told && (isOne || isTakenFrom(path, told))) facts.push(told);
    const known = this.#beside.get(id);
    if (known?.length === facts.length && known.every(({ path, key }, i) => isSame(facts[i], path, key))) return known;
    this.#beside.set(id, facts);
    return facts;
  }

  /** The files that were read with what a file tells. */
  readWith(id: string): readonly string[] {
    const folder = folderOf(id);
    return [...this.#beside.keys()].filter(
      (other) => other !== id && (isReadWithFolder(other) ? folderOf(other) === folder : other.startsWith(folder)),
    );
  }

  /** A file changed. Those that asked for it before learn whether it tells something else now. */
  changed(id: string): void {
    this.#facts.delete(id);
    if (this.#keys.has(id)) void this.#factsOf(id);
  }

  /** Files may have come or gone: in the folder of a file, else anywhere. */
  relist(id?: string): void {
    this.#takers.clear();
    if (id === undefined) this.#files.clear();
    else this.#files.delete(folderOf(id));
  }

  /** All texts may be others: who asks again learns it, and gets the same list where they are not. */
  forget(): void {
    this.#facts.clear();
  }

  /** The files that are read as one with a file. */
  async neighbours(id: string): Promise<readonly string[]> {
    if (!isReadWithFolder(id)) return NO_FILES;
    return (await this.#modulesIn(folderOf(id))).filter((other) => other !== id);
  }

  /** The files of the folder of a file and of those above it, as far up as somebody takes a file from. */
  #mayTake(id: string): Promise<readonly string[]> {
    const folder = folderOf(id);
    let takers = this.#takers.get(folder);
    if (!takers) this.#takers.set(folder, (takers = this.#findTakers(folder)));
    return takers;
  }

  async #findTakers(own: string): Promise<readonly string[]> {
    const found: string[] = [];
    let folder = own;
    for (let up = 0; up <= MOST_UP && this.#port.isWithin(folder); up++) {
      found.push(...(await this.#modulesIn(folder)));
      const above = folderOf(folder.slice(0, -1));
      if (above === folder) break;
      folder = above;
    }
    return found;
  }

  #modulesIn(folder: string): Promise<readonly string[]> {
    let files = this.#files.get(folder);
    if (!files)
      this.#files.set(folder, (files = this.#port.filesIn(folder).then((all) => all.filter(isReadWithFolder))));
    return files;
  }

  #factsOf(id: string): Promise<Facts | undefined> {
    let facts = this.#facts.get(id);
    if (!facts) {
      this.#facts.set(id, (facts = this.#work(id)));
      const mine = facts;
      void mine.then((told) => {
        if (this.#facts.get(id) === mine) this.#tell(id, told?.key);
      });
    }
    return facts;
  }

  async #work(id: string): Promise<Facts | undefined> {
    const text = await this.#port.read(id);
    if (text === undefined) return undefined;
    const document = { languageId: undefined, path: this.#port.pathOf(id), text };
    await loadHost(document);
    return factsOf(document);
  }

  #tell(id: string, key: string | undefined): void {
    const isOther = this.#keys.has(id) && this.#keys.get(id) !== key;
    this.#keys.set(id, key);
    if (isOther) this.#port.changed(id);
  }
}

/** Folders for policies lie no deeper in a module. */
const MOST_UP = 2;

const NONE: readonly Facts[] = [];
const NO_FILES: readonly string[] = [];

function isSame(facts: Facts | undefined, path: string, key: string): boolean {
  return facts?.path === path && facts.key === key;
}

function folderOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/') + 1);
}
