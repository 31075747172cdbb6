import { configFor, type ConfigFile } from '../service.ts';
import type { ConfigStore } from './configStore.ts';
import type { Settings } from './settings.ts';
import type { SettingsStore } from './settingsStore.ts';

/** The editor's settings with the config file over them; the same object as long as both are the same. */
export class EffectiveSettings {
  readonly #settings: () => SettingsStore;
  readonly #configs: ConfigStore;
  readonly #made = new Map<string, Made>();

  constructor(settings: () => SettingsStore, configs: ConfigStore) {
    this.#settings = settings;
    this.#configs = configs;
  }

  async of(uri: string): Promise<Settings> {
    const [base, found] = await Promise.all([this.#settings().of(uri), this.#configs.of(uri)]);
    if (!found?.file) return base;
    const { file } = found;
    const known = this.#made.get(uri);
    if (known?.base === base && known.file === file) return known.settings;
    const settings = { ...base, config: configFor(base.config, file, pathFrom(found.uri, uri)) };
    this.#made.set(uri, { base, file, settings });
    return settings;
  }

  close(uri: string): void {
    this.#made.delete(uri);
  }
}

interface Made {
  readonly base: Settings;
  readonly file: ConfigFile;
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
