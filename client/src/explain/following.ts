import { Throttle } from './throttle.ts';

/** What is followed. */
interface Followed {
  /** What it is now, as a text to compare. */
  state(): string;
  /** Whether anybody sees what is made of it. */
  isSeen(): boolean;
  /** Brings what is made of it up to date. Rejects where that has to be tried again. */
  make(): Promise<void>;
}

/** Keeps something up to date while it is seen: at most every so often, last as it is then, and not where nothing changed. */
export class Following {
  readonly #followed: Followed;
  readonly #throttle: Throttle;
  #madeOf: string | undefined;

  /** @param every milliseconds between two beginnings */
  constructor(followed: Followed, every: number) {
    this.#followed = followed;
    this.#throttle = new Throttle(() => this.#follow(), every);
  }

  /** It may have changed. */
  changed(): void {
    if (this.#followed.isSeen()) this.#throttle.ask();
  }

  /** It was made of this state. */
  made(state: string): void {
    this.#madeOf = state;
  }

  /** Nobody sees it any more; who sees it next sees it made anew. */
  hidden(): void {
    this.#throttle.stop();
    this.#madeOf = undefined;
  }

  async #follow(): Promise<void> {
    if (!this.#followed.isSeen() || this.#madeOf === this.#followed.state()) return;
    try {
      await this.#followed.make();
    } catch {
      // Typed in meanwhile, or the server went away: both bring the next question. Any other error is in the log.
    }
  }
}
