import * as fs from 'node:fs';
import * as fsPromises from 'node:fs/promises';
import { refusalOf, tooLarge, type Refused } from '../files.ts';

type Bytes = Buffer | Refused | undefined;

// A pipe that took the file's place since it was looked at neither makes us wait nor becomes our terminal. Windows has neither.
const { O_RDONLY, O_NONBLOCK = 0, O_NOCTTY = 0 } = fs.constants as Partial<typeof fs.constants> & { O_RDONLY: number };
export const FLAGS = O_RDONLY | O_NONBLOCK | O_NOCTTY;

/** A file's bytes, at most `largest` of them. Links lead to regular files only; nothing else is opened. */
export async function readBytes(file: string, largest: number): Promise<Bytes> {
  try {
    const refused = refusalOf(seen(await fsPromises.stat(file)), largest);
    if (refused) return refused;
    const handle = await fsPromises.open(file, FLAGS);
    try {
      const opened = refusalOf(seen(await handle.stat()), largest);
      if (opened) return opened;
      const taken = new Taken(largest);
      while (taken.wants) taken.took((await handle.read(taken.buffer)).bytesRead);
      return taken.bytes;
    } finally {
      await handle.close();
    }
  } catch (error) {
    return isMissing(error) ? danglingOr(await fsPromises.lstat(file).catch(() => undefined)) : failed(error);
  }
}

/** `readBytes` for who has nothing else to do. */
export function readBytesSync(file: string, largest: number): Bytes {
  try {
    const refused = refusalOf(seen(fs.statSync(file)), largest);
    if (refused) return refused;
    const handle = openFile(file);
    try {
      const opened = seen(fs.fstatSync(handle));
      return refusalOf(opened, largest) ?? readHandleSync(handle, largest, opened.size);
    } finally {
      fs.closeSync(handle);
    }
  } catch (error) {
    return isMissing(error) ? danglingOr(linkAt(file)) : failed(error);
  }
}

/** Opens what was seen to be a file. */
export function openFile(file: string): number {
  return fs.openSync(file, FLAGS);
}

/** What can be read from an open file, at most `largest` bytes. @param size as it says itself */
export function readHandleSync(handle: number, largest: number, size = CHUNK): Buffer | Refused {
  const taken = new Taken(largest, size);
  while (taken.wants) taken.took(fs.readSync(handle, taken.buffer));
  return taken.bytes;
}

/** How much is asked for at once. Bytes. */
const CHUNK = 64 * 1024;

/** Bytes as they come, until there are no more or too many: what a file says of its size need not be true. */
class Taken {
  readonly #largest: number;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #ended = false;
  buffer: Buffer;

  /** @param size how much is likely to come */
  constructor(largest: number, size = CHUNK) {
    this.#largest = largest;
    this.buffer = Buffer.allocUnsafe(Math.min(size + 1, CHUNK)); // one more, to see the end
  }

  get wants(): boolean {
    return !this.#ended && this.#length <= this.#largest;
  }

  took(count: number): void {
    this.#ended = count === 0;
    this.#length += count;
    if (!count) return;
    this.#chunks.push(this.buffer.subarray(0, count));
    // What did not fill the buffer leaves room for what may still come, which is nothing as a rule.
    this.buffer = count < this.buffer.length ? this.buffer.subarray(count) : Buffer.allocUnsafe(CHUNK);
  }

  get bytes(): Buffer | Refused {
    return this.#length > this.#largest ? tooLarge(this.#largest) : Buffer.concat(this.#chunks, this.#length);
  }
}

function seen(stats: fs.Stats): { isFile: boolean; size: number } {
  return { isFile: stats.isFile(), size: stats.size };
}

export function isMissing(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

function linkAt(file: string): fs.Stats | undefined {
  try {
    return fs.lstatSync(file);
  } catch {
    return undefined; // nothing is there, not even a link
  }
}

function danglingOr(link: fs.Stats | undefined): Refused | undefined {
  return link?.isSymbolicLink() ? { refused: DANGLING } : undefined;
}

function failed(error: unknown): Refused {
  return { refused: systemWords(error) };
}

/** Why something cannot be read: the system's own words name the file once more, so that only the reason is said. */
export function systemWords(error: unknown): string {
  const code = systemCode(error);
  if (code === undefined) throw error;
  return code === 'EACCES' || code === 'EPERM' ? "can't be read: permission denied" : `can't be read (${code})`;
}

export const DANGLING = "is a link to a file that doesn't exist";

/** `ENOENT` and the like; undefined for what is no error of the system. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
