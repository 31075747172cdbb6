import { Session, type Profiler } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';

/** Counts how often the blocks of our own code are entered while a work runs: the same for each run, however busy the machine is. */
export class StepCounter {
  readonly #session = new Session();

  constructor() {
    setFlagsFromString('--no-opt'); // what is optimized is no longer counted
    this.#session.connect();
    this.#session.post('Profiler.enable');
    this.#session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  count(work: () => unknown): number {
    this.#take();
    work();
    return this.#take();
  }

  close(): void {
    this.#session.disconnect();
    setFlagsFromString('--opt');
  }

  /** The steps since it was asked last. */
  #take(): number {
    let steps = 0;
    // The answer comes before the call returns.
    this.#session.post('Profiler.takePreciseCoverage', (error, { result }: Profiler.TakePreciseCoverageReturnType) => {
      if (error) throw error;
      for (const { url, functions } of result)
        if (url.includes('/server/src/'))
          for (const { ranges } of functions) for (const { count } of ranges) steps += count;
    });
    return steps;
  }
}
