/** What tells the time. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** @returns what calls it off */
  after(milliseconds: number, then: () => void): () => void;
}

export const SYSTEM_CLOCK: Clock = {
  now: Date.now,
  after: (milliseconds, then) => {
    const timer = setTimeout(then, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Timers take no more. Milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** Rings once when the earliest of the instants that it was set to is over. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #at = Infinity;
  #off: () => void = () => undefined;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** @param instant the last millisecond before the alarm, since 1970; with Infinity there is none */
  set(instant: number): void {
    if (instant >= this.#at) return;
    this.#off();
    this.#at = instant;
    this.#wait();
  }

  #wait(): void {
    const left = this.#at + 1 - this.#clock.now();
    this.#off = this.#clock.after(Math.min(Math.max(left, 0), LONGEST), () => {
      if (this.#clock.now() <= this.#at) {
        this.#wait();
        return;
      }
      this.#at = Infinity;
      this.#ring();
    });
  }
}
