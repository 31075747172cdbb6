import * as fs from 'node:fs';
import * as path from 'node:path';
import { reachOf } from '../config/reach.ts';

const repositories = new Map<string, boolean>();
const reaches = new Map<string, readonly string[]>();

/** The folders whose config counts for a file, the nearest first, each with a separator at its end. Of standard input, the working directory. */
export function configFolders(file: string): readonly string[] {
  const folder = file === '-' ? process.cwd() : path.dirname(path.resolve(file));
  let reach = reaches.get(folder);
  if (!reach) {
    const folders: string[] = [];
    for (let at = folder; ; at = path.dirname(at)) {
      folders.push(at.endsWith(path.sep) ? at : at + path.sep);
      if (path.dirname(at) === at) break;
    }
    reaches.set(folder, (reach = reachOf(folders, folders.find(isRepository), folders.find(isWorkingDirectory))));
  }
  return reach;
}

function isRepository(folder: string): boolean {
  let found = repositories.get(folder);
  if (found === undefined) repositories.set(folder, (found = fs.existsSync(`${folder}.git`)));
  return found;
}

function isWorkingDirectory(folder: string): boolean {
  return path.relative(folder, process.cwd()) === '';
}
