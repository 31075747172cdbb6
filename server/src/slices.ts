/** How long work may keep the messages waiting that came meanwhile. Milliseconds. */
const SLICE = 8;

/** What Node and browsers have, as far as it is used here. */
declare const setImmediate: ((then: () => void) => unknown) | undefined;
declare const MessageChannel: new () => Record<
  'port1' | 'port2',
  { onmessage: (() => void) | null; postMessage(message: unknown): void }
>;

/** Lets waiting messages in. A timer would do too, but costs a millisecond, in browsers four. */
export const yieldToEventLoop: () => Promise<void> =
  typeof setImmediate === 'function' ? () => new Promise((resolve) => setImmediate(resolve)) : throughChannel();

/** A worker has no `setImmediate`: a message to itself takes its turn behind those that wait. */
function throughChannel(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(undefined);
    });
}

/** Long work in slices: between two of them others are let in. */
export class Slices {
  #until = performance.now() + SLICE;

  /** Whether the slice is over, so that the work should let others in. */
  get over(): boolean {
    return performance.now() >= this.#until;
  }

  /** Lets others in, then begins the next slice. */
  async next(): Promise<void> {
    await yieldToEventLoop();
    this.#until = performance.now() + SLICE;
  }
}

/**
 * Runs stepwise work to its end in slices.
 * @param stillWanted asked between slices; throws when nobody waits for the result any more
 */
export async function inSlices<T>(steps: Iterator<unknown, T>, stillWanted: () => void): Promise<T> {
  const slices = new Slices();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (!slices.over) continue;
    await slices.next();
    stillWanted();
  }
}
