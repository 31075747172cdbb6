/** What documents tell, by what it is about. All that a document tells comes and goes together. */
export class Contributions<T> {
  readonly #byKey = new Map<string, Map<string, T[]>>();
  readonly #keysOf = new Map<string, ReadonlySet<string>>();

  /** Puts what a document tells in place of what it told before. */
  set(document: string, told: Iterable<readonly [key: string, item: T]>): void {
    this.delete(document);
    const keys = new Set<string>();
    for (const [key, item] of told) {
      keys.add(key);
      let about = this.#byKey.get(key);
      if (!about) this.#byKey.set(key, (about = new Map<string, T[]>()));
      const items = about.get(document);
      if (items) items.push(item);
      else about.set(document, [item]);
    }
    if (keys.size) this.#keysOf.set(document, keys);
  }

  delete(document: string): void {
    for (const key of this.#keysOf.get(document) ?? []) {
      const about = this.#byKey.get(key);
      about?.delete(document);
      if (!about?.size) this.#byKey.delete(key);
    }
    this.#keysOf.delete(document);
  }

  clear(): void {
    this.#byKey.clear();
    this.#keysOf.clear();
  }

  get keys(): Iterable<string> {
    return this.#byKey.keys();
  }

  /** What is told of a key, by document. */
  about(key: string): ReadonlyMap<string, readonly T[]> {
    return this.#byKey.get(key) ?? NOTHING;
  }
}

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();
