import { spawnSync } from 'node:child_process';
import { server } from './server.ts';

/** Where start.mjs puts the empty server. */
const EMPTY = '.test-out/emptyServer.cjs';

/** From starting a process to its answer to `initialize`, one after the other so that a busy machine is busy for all. Milliseconds. */
export async function startTimes(rounds: number): Promise<Readonly<Record<'node' | 'empty' | 'ours', number[]>>> {
  const times: Record<'node' | 'empty' | 'ours', number[]> = { node: [], empty: [], ours: [] };
  const timed = async (list: number[], run: () => Promise<() => void>): Promise<void> => {
    const start = performance.now();
    const stop = await run();
    list.push(performance.now() - start);
    stop();
  };
  for (let i = 0; i < rounds; i++) {
    await timed(times.node, () => {
      spawnSync(process.execPath, ['-e', '0']);
      return Promise.resolve(() => undefined);
    });
    await timed(times.empty, async () => (await server(EMPTY)).stop);
    await timed(times.ours, async () => (await server()).stop);
  }
  return times;
}
