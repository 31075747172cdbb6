import { readdir } from 'node:fs/promises';
import * as path from 'node:path';
import { isListed } from '../workspace/ignore.ts';

/** The files in a folder that may hold policies, links among them; none where there is no folder. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder === '' ? '.' : folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && isListed(entry.name))
    .map((entry) => folder + entry.name)
    .sort();
}

/** The same of a folder by its absolute path. */
export function pathsIn(folder: string): Promise<readonly string[]> {
  return filesIn(folder.endsWith(path.sep) ? folder : folder + path.sep);
}
