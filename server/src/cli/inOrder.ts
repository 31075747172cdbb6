/** Passes results on in the order of their turns, each as soon as all before it are there. */
export class InOrder<T> {
  readonly #pass: (result: T) => Promise<void>;
  readonly #waiting = new Map<number, T>();
  #next = 0;

  constructor(pass: (result: T) => Promise<void>) {
    this.#pass = pass;
  }

  async put(turn: number, result: T): Promise<void> {
    this.#waiting.set(turn, result);
    for (let next = this.#waiting.get(this.#next); next !== undefined; next = this.#waiting.get(this.#next)) {
      this.#waiting.delete(this.#next++);
      await this.#pass(next);
    }
  }

  /** Passes on what waits for a turn that will not come. */
  async end(): Promise<void> {
    for (const [, result] of [...this.#waiting].sort(([a], [b]) => a - b)) await this.#pass(result);
    this.#waiting.clear();
  }
}
