import { DEFAULT_SETTINGS, readSettings, recordOf, type Settings } from './settings.ts';

/** Settings by document, fetched once and kept until they change. */
export class SettingsStore {
  readonly #fetch: ((uri: string) => Promise<unknown>) | undefined;
  readonly #fetched = new Map<string, Promise<Settings>>();
  #given: Settings;

  /**
   * @param fetch asks the client for a document's settings; undefined when it answers no such question
   * @param given settings for all documents, of a client that cannot be asked
   */
  constructor(fetch: ((uri: string) => Promise<unknown>) | undefined, given?: unknown) {
    this.#fetch = fetch;
    this.#given = given === undefined ? DEFAULT_SETTINGS : readSettings(given);
  }

  of(uri: string): Promise<Settings> {
    if (!this.#fetch) return Promise.resolve(this.#given);
    let fetched = this.#fetched.get(uri);
    if (!fetched) {
      fetched = this.#fetch(uri).then(readSettings, () => this.#given);
      this.#fetched.set(uri, fetched);
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
