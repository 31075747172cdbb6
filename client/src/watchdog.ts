/** How often a silent server is asked whether it is there. Milliseconds. */
const EVERY = 10_000;
/** So many questions in a row without an answer, and it hangs. */
const MOST_SILENT = 3;

/** Asks a server that owes an answer whether it is still there, and tells when it hangs. */
export class Watchdog {
  readonly #ping: () => Promise<unknown>;
  readonly #hung: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = 0;
  /** Questions since the last answer: counted, not timed, so that a computer that slept is no server that hangs. */
  #silent = 0;

  /**
   * @param ping a request that the server answers at once
   * @param hung called when nothing was answered for three questions; the watch begins anew with the next request
   */
  constructor(ping: () => Promise<unknown>, hung: () => void) {
    this.#ping = ping;
    this.#hung = hung;
  }

  /** Watches while a request waits for its answer, whatever that is. */
  async watch<T>(answer: Promise<T>): Promise<T> {
    this.#due++;
    this.#timer ??= this.#next();
    try {
      return await answer;
    } finally {
      this.#silent = 0;
      if (--this.#due === 0) this.#stop();
    }
  }

  /** The server is gone: what it owed will not come. */
  reset(): void {
    this.#silent = 0;
    this.#stop();
  }

  #look(): void {
    if (this.#silent >= MOST_SILENT) {
      this.reset();
      this.#hung();
      return;
    }
    this.#silent++;
    this.#timer = this.#next();
    const heard = (): void => {
      this.#silent = 0;
    };
    this.#ping().then(heard, heard); // an error is an answer too
  }

  #next(): ReturnType<typeof setTimeout> {
    return setTimeout(() => {
      this.#look();
    }, EVERY);
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
