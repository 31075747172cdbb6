import { configFor, type ConfigFile } from '../service.ts';
import type { ConfigStore } from './configStore.ts';
import type { Settings } from './settings.ts';
import type { SettingsStore } from './settingsStore.ts';

/** The editor's settings with the config file over them; the same object as long as both are the same. */
export class EffectiveSettings {
  readonly #settings: SettingsStore;
  readonly #configs: ConfigStore;
  readonly #made = new Map<string, Made>();

  constructor(settings: SettingsStore, configs: ConfigStore) {
    this.#settings = settings;
    this.#configs = configs;
  }

  /** Of an open document. */
  async of(uri: string): Promise<Settings> {
    const made = await this.#make(uri, this.#made.get(uri));
    if (made.file) this.#made.set(uri, made);
    return made.settings;
  }

  /** Of a file that is looked at once: nothing of it is kept. */
  async ofFile(uri: string): Promise<Settings> {
    return (await this.#make(uri)).settings;
  }

  close(uri: string): void {
    this.#made.delete(uri);
  }

  async #make(uri: string, known?: Made): Promise<Made> {
    const [base, found] = await Promise.all([this.#settings.of(uri), this.#configs.of(uri)]);
    const file = found?.file;
    if (!file) return { base, file, settings: base };
    if (known?.base === base && known.file === file) return known;
    return { base, file, settings: { ...base, config: configFor(base.config, file, pathFrom(found.uri, uri)) } };
  }
}

interface Made {
  readonly base: Settings;
  /** Undefined where none governs. */
  readonly file: ConfigFile | undefined;
  readonly settings: Settings;
}

/** A document's path from the folder of a config file, decoded. */
export function pathFrom(config: string, uri: string): string {
  const path = uri.slice(config.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
