/** Does work at once, then at most every so often and never twice at a time; what is asked for meanwhile is done once, last. */
export class Throttle {
  readonly #work: () => Promise<void>;
  readonly #every: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #working = false;
  #again = false;

  /** @param every milliseconds between two beginnings */
  constructor(work: () => Promise<void>, every: number) {
    this.#work = work;
    this.#every = every;
  }

  ask(): void {
    if (this.#working || this.#timer !== undefined) this.#again = true;
    else void this.#begin();
  }

  /** What is asked for and not begun is not done. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#again = false;
  }

  async #begin(): Promise<void> {
    this.#again = false;
    this.#working = true;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#next();
    }, this.#every);
    try {
      await this.#work();
    } finally {
      this.#working = false;
      this.#next();
    }
  }

  #next(): void {
    if (this.#again && !this.#working && this.#timer === undefined) void this.#begin();
  }
}
