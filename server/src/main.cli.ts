import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { version } from '../../package.json';
import { run } from './cli/run.ts';
import { readBytesSync, readHandleSync } from './disk/read.ts';
import { isRefused, type ReadResult } from './files.ts';
import { reachOf } from './service.ts';

// A reader such as `head` that has seen enough is no failure; what was found still decides the exit code.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** UTF-8, with or without a byte order mark: what IAM and editors take. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A file as UTF-8 text; `-` is standard input. */
function read(file: string, largest: number): ReadResult {
  const bytes = file === '-' ? readHandleSync(0, largest) : readBytesSync(file, largest);
  if (bytes === undefined || isRefused(bytes)) return bytes;
  try {
    return decoder.decode(bytes);
  } catch {
    return { refused: "isn't UTF-8 text; save it as UTF-8" };
  }
}

/** Of standard input, the working directory. */
function folderOf(file: string): string {
  return file === '-' ? process.cwd() : path.dirname(path.resolve(file));
}

/** The folders whose config counts for a file, the nearest first. */
function foldersOf(file: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folderOf(file); ; at = path.dirname(at)) {
    folders.push(at.endsWith(path.sep) ? at : at + path.sep);
    if (path.dirname(at) === at) break;
  }
  return reachOf(folders, folders.find(isRepository), folders.find(isWorkingDirectory));
}

const repositories = new Map<string, boolean>();

function isRepository(folder: string): boolean {
  let found = repositories.get(folder);
  if (found === undefined) repositories.set(folder, (found = fs.existsSync(`${folder}.git`)));
  return found;
}

function isWorkingDirectory(folder: string): boolean {
  return path.relative(folder, process.cwd()) === '';
}

process.exitCode = run(process.argv.slice(2), {
  version,
  now: Date.now(),
  random: randomUUID,
  read,
  folders: foldersOf,
  relative: (folder, file) => path.relative(folder, path.resolve(file)).split(path.sep).join('/'),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
