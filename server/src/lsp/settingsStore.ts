import { workplaceOf } from './folders.ts';
import { recordOf } from './given.ts';
import { DEFAULT_SETTINGS, readSettings, type Settings } from './settings.ts';

/** Settings by workspace folder, as clients have them; of documents outside of any by document. Fetched once and kept until they change. */
export class SettingsStore {
  readonly #fetch: ((uri: string) => Promise<unknown>) | undefined;
  readonly #folders: () => readonly string[];
  readonly #fetched = new Map<string, Promise<Settings>>();
  #given: Settings;

  /**
   * @param fetch asks the client for a document's settings; undefined when it answers no such question
   * @param given settings for all documents, of a client that cannot be asked
   */
  constructor(
    fetch: ((uri: string) => Promise<unknown>) | undefined,
    folders: () => readonly string[],
    given?: unknown,
  ) {
    this.#fetch = fetch;
    this.#folders = folders;
    this.#given = given === undefined ? DEFAULT_SETTINGS : readSettings(given);
  }

  of(uri: string): Promise<Settings> {
    if (!this.#fetch) return Promise.resolve(this.#given);
    const scope = workplaceOf(uri, this.#folders())?.replace(/([^/])\/$/, '$1') ?? uri;
    let fetched = this.#fetched.get(scope);
    if (!fetched) {
      fetched = this.#fetch(scope).then(readSettings, () => this.#given);
      this.#fetched.set(scope, fetched);
    }
    return fetched;
  }

  forget(): void {
    this.#fetched.clear();
  }

  close(uri: string): void {
    this.#fetched.delete(uri);
  }

  /** Settings pushed with didChangeConfiguration, for clients that cannot be asked. */
  given(settings: unknown): void {
    const section = recordOf(settings)['trustPolicy'];
    if (!this.#fetch && section !== undefined) this.#given = readSettings(section);
  }
}
