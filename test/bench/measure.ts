import { DEFAULT_CONFIG, type Context } from '../../server/src/service.ts';

export const context: Context = {
  config: DEFAULT_CONFIG,
  now: Date.now(),
  random: () => 'random',
  onCrash: (id, error) => {
    throw new Error(id, { cause: error });
  },
};

/** Median of several runs, after a warm-up; milliseconds for one call. */
export function median(run: () => unknown, budget = 400): number {
  return middle(timesOf(run, budget));
}

export function timesOf(run: () => unknown, budget = 400): number[] {
  const calls = (from: number, until: number): number[] => {
    const times: number[] = [];
    while (performance.now() - from < until || times.length < 5) {
      const start = performance.now();
      run();
      times.push(performance.now() - start);
    }
    return times;
  };
  calls(performance.now(), budget / 2);
  return calls(performance.now(), budget);
}

export function middle(times: number[], part = 0.5): number {
  times.sort((a, b) => a - b);
  return times[Math.floor(times.length * part)] ?? 0;
}

export const ms = (n: number): string => (n < 0.1 ? n.toFixed(4) : n < 10 ? n.toFixed(2) : n.toFixed(1));
export const row = (...cells: string[]): void => {
  console.log(cells.map((c, i) => (i ? c.padStart(13) : c.padEnd(10))).join(''));
};

export const exceeded: string[] = [];

/** Other work on the machine makes most runs longer, and none shorter. */
export const UNDISTURBED = 0.1;

/** A machine may be slow, but not twice as slow as the target. */
export function hold(what: string, is: number, target: number): void {
  if (is > 2 * target) exceeded.push(`${what}: ${is.toFixed(2)}, more than twice ${target}`);
}
