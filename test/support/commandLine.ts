import { run } from '../../server/src/cli/main.ts';
import type { World } from '../../server/src/cli/world.ts';

/** What a call of the command line came to. */
export interface Called {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Calls the command line in a world without a disk, where every path is a file of its own. */
export async function callIn(world: Partial<World>, ...argv: string[]): Promise<Called> {
  let out = '';
  let err = '';
  const code = await run(argv, {
    version: '1.2.3',
    now: 0,
    random: () => '',
    pages: 'https://pages',
    async *find(given) {
      for (const path of given) yield await Promise.resolve({ kind: 'file', path, named: true } as const);
    },
    filesIn: () => Promise.resolve([]),
    read: () => undefined,
    replace: () => Promise.resolve('is not to be written'),
    open: () => ({ write: () => undefined, end: () => Promise.resolve('is not to be written') }),
    folders: () => [''],
    relative: (folder, file) => file.slice(folder.length),
    out: (text) => (out += text),
    err: (text) => (err += text),
    ...world,
  });
  return { code, out, err };
}
