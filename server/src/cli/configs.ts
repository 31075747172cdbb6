import { isRefused, LARGEST_CONFIG, type ReadResult } from '../files.ts';
import { CONFIG_FILE, configFor, DEFAULT_CONFIG, readConfig, type Config, type ConfigFile } from '../service.ts';

/** How config files are found and read. */
export interface ConfigWorld {
  /** @param largest a file of more bytes is refused */
  read(file: string, largest: number): ReadResult;
  /** The folders whose config counts for a file, the nearest first, as paths to put a name behind. */
  folders(file: string): readonly string[];
  /** A file's path from a folder, with forward slashes. */
  relative(folder: string, file: string): string;
}

/** A config file that governs some of the files given. */
export interface Governing {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly file: ConfigFile;
  /** Why it was not read, behind its name; then it says nothing. */
  readonly refused: string | undefined;
  /** Overrides that changed a finding, and those that spoke of a file given. */
  readonly used: Set<number>;
  readonly spoken: Set<number>;
}

/** Config files, each read once. */
export class Configs {
  readonly #world: ConfigWorld;
  readonly #given: string | false | undefined;
  readonly #read = new Map<string, Governing | undefined>();

  constructor(world: ConfigWorld, given: string | false | undefined) {
    this.#world = world;
    this.#given = given;
  }

  /** What holds for a file, and the config file that says so. */
  of(file: string): { config: Config; governing: Governing | undefined } {
    const governing = this.#governing(file);
    if (!governing) return { config: DEFAULT_CONFIG, governing };
    return {
      config: configFor(DEFAULT_CONFIG, governing.file, this.#world.relative(governing.folder, file)),
      governing,
    };
  }

  /** Those that governed a file. */
  get all(): readonly Governing[] {
    return [...this.#read.values()].filter((g) => g !== undefined);
  }

  #governing(file: string): Governing | undefined {
    if (this.#given === false) return undefined;
    if (this.#given !== undefined)
      return this.#load(this.#given, this.#world.folders(this.#given)[0] ?? '.', { refused: "doesn't exist" });
    for (const folder of this.#world.folders(file)) {
      const found = this.#load(`${folder}${CONFIG_FILE}`, folder);
      if (found) return found;
    }
    return undefined;
  }

  /** @param missing what a file that is not there counts as */
  #load(path: string, folder: string, missing?: ReadResult): Governing | undefined {
    if (!this.#read.has(path)) {
      const read = this.#world.read(path, LARGEST_CONFIG) ?? missing;
      this.#read.set(path, read === undefined ? undefined : governingOf(path, folder, read));
    }
    return this.#read.get(path);
  }
}

function governingOf(path: string, folder: string, read: NonNullable<ReadResult>): Governing {
  const refused = isRefused(read) ? read.refused : undefined;
  const text = isRefused(read) ? '{}' : read.replace(/^\ufeff/, '');
  return { path, folder, text, file: readConfig(text), refused, used: new Set(), spoken: new Set() };
}
