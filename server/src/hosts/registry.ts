import { hostIdOf, isYaml, type NamedText } from './detect.ts';
import type { HostAdapter } from './host.ts';
import { jsonHost } from './json/index.ts';

/** A host whose code is loaded with the first document that is its own. */
export interface LazyHost {
  readonly id: HostAdapter['id'];
  /** By language id, then by the file's name; by content only where a name fits several hosts. */
  accepts(document: NamedText): boolean;
  load(): Promise<HostAdapter>;
}

/** Who reads which document. What nobody accepts is the first host's. */
export class HostRegistry {
  readonly #first: HostAdapter;
  readonly #lazy: readonly LazyHost[];
  readonly #loaded = new Map<LazyHost, HostAdapter>();
  readonly #loading = new Map<LazyHost, Promise<void>>();

  constructor(first: HostAdapter, lazy: readonly LazyHost[]) {
    this.#first = first;
    this.#lazy = lazy;
  }

  /** Loads the host of a document, to be awaited before it is read; undefined where it is there already. */
  load(document: NamedText): Promise<void> | undefined {
    const lazy = this.#hostOf(document);
    if (!lazy || this.#loaded.has(lazy)) return undefined;
    let loading = this.#loading.get(lazy);
    if (!loading) this.#loading.set(lazy, (loading = this.#fetch(lazy)));
    return loading;
  }

  /** Whether the host of a document can read it now. */
  isLoaded(document: NamedText): boolean {
    const lazy = this.#hostOf(document);
    return !lazy || this.#loaded.has(lazy);
  }

  async #fetch(lazy: LazyHost): Promise<void> {
    try {
      this.#loaded.set(lazy, await lazy.load());
    } finally {
      this.#loading.delete(lazy); // what failed is tried again
    }
  }

  /** The host of a document, which is loaded. */
  of(document: NamedText): HostAdapter {
    const lazy = this.#hostOf(document);
    if (!lazy) return this.#first;
    const host = this.#loaded.get(lazy);
    if (!host) throw new Error(`The host ${lazy.id} isn't loaded`);
    return host;
  }

  #hostOf(document: NamedText): LazyHost | undefined {
    return this.#lazy.find((host) => host.accepts(document));
  }
}

/** The hosts of this product. A further one is a line here: its id, what it accepts, and an import of its folder. */
export const hosts = new HostRegistry(jsonHost, [
  {
    id: 'terraform',
    accepts: (document) => hostIdOf(document) === 'terraform',
    load: async () => (await import('./terraform/index.ts')).terraformHost,
  },
  { id: 'yaml', accepts: isYaml, load: async () => (await import('./yaml/index.ts')).yamlHost },
]);
