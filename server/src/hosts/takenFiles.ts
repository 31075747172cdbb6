import type { Hole } from '../text/holedText.ts';
import { plainPath } from './fileNames.ts';
import type { HostDocument, TakenFile } from './host.ts';
import type { Filling } from './settle.ts';

/** What a file beside a document says of it, where one takes a trust policy from it. */
export function takenFrom({ path, beside }: Pick<HostDocument, 'path' | 'beside'>): TakenFile | undefined {
  if (!beside.length) return undefined;
  const own = plainPath(path);
  for (const { path: taker, takes } of beside) {
    const folder = taker.slice(0, Math.max(taker.lastIndexOf('/'), taker.lastIndexOf('\\')) + 1);
    const taken = takes.find((file) => !file.path.startsWith('/') && plainPath(folder + file.path) === own);
    if (taken) return taken;
  }
  return undefined;
}

/** What whoever takes a file fills into it. */
export const FILLED: Filling = { holesOf, meaningOf: () => undefined };

function holesOf(text: string): readonly Hole[] {
  if (!text.includes('${')) return NONE;
  return [...text.matchAll(/\$?\$\{[^{}]*\}/g)].flatMap(({ 0: token, index: from }): Hole[] =>
    token.startsWith('$$') ? [] : [{ from, to: from + token.length, reason: 'interpolation' }],
  );
}

const NONE: readonly Hole[] = [];
