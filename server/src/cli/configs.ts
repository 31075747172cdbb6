import { isRefused, LARGEST_CONFIG, MISSING, type ReadResult } from '../files.ts';
import { CONFIG_FILE, configFor, DEFAULT_CONFIG, readConfig, type Config, type ConfigFile } from '../service.ts';

/** How config files are found and read. */
export interface ConfigWorld {
  /** @param largest a file of more bytes is refused */
  read(file: string, largest: number): ReadResult | Promise<ReadResult>;
  /** The folders whose config counts for a file, the nearest first, as paths to put a name behind. */
  folders(file: string): readonly string[];
  /** A file's path from a folder, with forward slashes. */
  relative(folder: string, file: string): string;
}

/** What the command line itself says; it counts more than any file. */
export interface Wanted {
  /** The config file to use; undefined looks for one upwards from each file, false uses none. */
  readonly config: string | false | undefined;
  readonly ownAccounts: Config['ownAccounts'];
  readonly quota: number | undefined;
  /** Rules that do not run. */
  readonly off: ReadonlySet<string>;
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
  readonly #wanted: Wanted;
  readonly #read = new Map<string, Governing | undefined>();
  /** Those that are being read: files are looked at several at a time. */
  readonly #reading = new Map<string, Promise<Governing | undefined>>();
  /** One for all files that it is the same for: what judges with it is made once. */
  readonly #resolved = new Map<string, Config>();

  constructor(world: ConfigWorld, wanted: Wanted) {
    this.#world = world;
    this.#wanted = wanted;
  }

  /** What holds for a file, and the config file that says so. */
  async of(file: string): Promise<{ config: Config; governing: Governing | undefined }> {
    const governing = await this.#governing(file);
    const config = governing
      ? configFor(DEFAULT_CONFIG, governing.file, this.#world.relative(governing.folder, file))
      : DEFAULT_CONFIG;
    const key = JSON.stringify([governing?.path, config.overrides.map((o) => o.index)]);
    let resolved = this.#resolved.get(key);
    if (!resolved) this.#resolved.set(key, (resolved = withFlags(config, this.#wanted)));
    return { config: resolved, governing };
  }

  /** Those that governed a file. */
  get all(): readonly Governing[] {
    return [...this.#read.values()].filter((g) => g !== undefined);
  }

  async #governing(file: string): Promise<Governing | undefined> {
    const { config } = this.#wanted;
    if (config === false) return undefined;
    if (config !== undefined) return this.#load(config, this.#world.folders(config)[0] ?? '.', MISSING);
    for (const folder of this.#world.folders(file)) {
      const found = await this.#load(`${folder}${CONFIG_FILE}`, folder);
      if (found) return found;
    }
    return undefined;
  }

  /** @param missing what a file that is not there counts as */
  async #load(path: string, folder: string, missing?: ReadResult): Promise<Governing | undefined> {
    if (this.#read.has(path)) return this.#read.get(path);
    let reading = this.#reading.get(path);
    if (!reading) this.#reading.set(path, (reading = this.#readFile(path, folder, missing)));
    const governing = await reading;
    this.#read.set(path, governing);
    return governing;
  }

  async #readFile(path: string, folder: string, missing: ReadResult): Promise<Governing | undefined> {
    const read = (await this.#world.read(path, LARGEST_CONFIG)) ?? missing;
    return read === undefined ? undefined : governingOf(path, folder, read);
  }
}

function governingOf(path: string, folder: string, read: NonNullable<ReadResult>): Governing {
  const refused = isRefused(read) ? read.refused : undefined;
  const text = isRefused(read) ? '{}' : read.replace(/^\ufeff/, '');
  return { path, folder, text, file: readConfig(text), refused, used: new Set(), spoken: new Set() };
}

function withFlags(config: Config, { ownAccounts, quota, off }: Wanted): Config {
  return {
    ...config,
    rules: { ...config.rules, ...Object.fromEntries([...off].map((id) => [id, 'off' as const])) },
    overrides: config.overrides.map((override) => ({
      ...override,
      rules: Object.fromEntries(Object.entries(override.rules).filter(([id]) => !off.has(id))),
    })),
    ownAccounts: { ...config.ownAccounts, ...ownAccounts },
    quota: quota ?? config.quota,
  };
}
