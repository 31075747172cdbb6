import assert from 'node:assert/strict';

/** Where the larger run takes less than this, noise would decide. Milliseconds. */
const NOTICEABLE = 8;
/** Four times the input in about four times the time; a busy machine adds to it, what is quadratic would take sixteen times as long. */
const MOST = 8;

/**
 * Asserts the shape of the time that a work takes: linear, never a number of milliseconds. Of three runs the best counts,
 * and what a busy machine spoils is measured again. Of a run counts the time on the clock or the process's own on the CPU,
 * whichever is less: other processes add to the first, the collector's threads to the second.
 * @param noticeable where the larger run takes less, nothing is said; milliseconds
 * @param prepare makes the work on an input of that size, outside of what is measured
 */
export function growsLinearly(
  what: string,
  prepare: (size: number) => () => unknown,
  size: number,
  noticeable = NOTICEABLE,
): void {
  const [small, large] = [prepare(size), prepare(4 * size)];
  let ratio = Infinity;
  for (let round = 0; round < 20; round++) {
    const after = best(large, noticeable);
    if (after < noticeable) return;
    ratio = Math.min(ratio, after / best(small));
    if (ratio <= MOST) return;
    if (round > 0 && ratio > 2 * MOST) break; // no noise
  }
  assert.fail(`${what}: four times the input takes ${ratio.toFixed(1)} times as long`);
}

/** @param enough a run that takes less ends it */
function best(work: () => unknown, enough = 0): number {
  let least = Infinity;
  for (let run = 0; run < 3 && least >= enough; run++) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    work();
    const { user, system } = process.cpuUsage(used);
    least = Math.min(least, performance.now() - start, (user + system) / 1000);
  }
  return least;
}
