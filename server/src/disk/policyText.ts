import { isUtf8 } from 'node:buffer';
import * as fs from 'node:fs';
import { isRefused, tooLarge, type ReadResult } from '../files.ts';
import { TrustPolicySearch } from '../hosts/search.ts';
import { FLAGS, openFile, readBytes, readBytesSync } from './read.ts';

/** How much of a large file is looked at at once. Bytes. */
const PIECE = 1_000_000;

/** A file as UTF-8 text, with or without a byte order mark: what IAM and editors take. Of others it is told whether they may be meant. */
export function readPolicyText(file: string, largest: number): ReadResult {
  const bytes = readBytesSync(file, largest);
  if (bytes === undefined) return undefined;
  if (!isRefused(bytes)) return textOf(bytes);
  return bytes.tooLarge ? { ...bytes, mayHoldPolicy: searchFile(file) } : bytes;
}

/** The same for who has other things to do meanwhile. */
export async function readPolicyTextLater(file: string, largest: number): Promise<ReadResult> {
  const bytes = await readBytes(file, largest);
  if (bytes === undefined) return undefined;
  if (!isRefused(bytes)) return textOf(bytes);
  return bytes.tooLarge ? { ...bytes, mayHoldPolicy: await searchFileLater(file) } : bytes;
}

/** Standard input, or what else comes in pieces. */
export async function readStream(stream: AsyncIterable<Uint8Array>, largest: number): Promise<ReadResult> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of stream) {
    length += piece.length;
    if (length > largest) return tooLarge(largest);
    pieces.push(piece);
  }
  return textOf(Buffer.concat(pieces, length));
}

function textOf(bytes: Buffer): ReadResult {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const mayHoldPolicy = new TrustPolicySearch().take(readable(bytes));
  return { refused: "isn't UTF-8 text; save it as UTF-8", mayHoldPolicy };
}

/** Looks through a file of any size; not farther than it says that it is long. */
function searchFile(file: string): boolean | undefined {
  const handle = openFile(file);
  try {
    const search = new TrustPolicySearch();
    const piece = Buffer.allocUnsafe(PIECE);
    const { size } = fs.fstatSync(handle);
    for (let at = 0; at < size;) {
      const count = fs.readSync(handle, piece, 0, PIECE, at);
      if (count === 0) break;
      if (search.take(readable(piece.subarray(0, count)))) return true;
      at += count;
    }
    return size ? false : undefined;
  } finally {
    fs.closeSync(handle);
  }
}

async function searchFileLater(file: string): Promise<boolean | undefined> {
  const handle = await fs.promises.open(file, FLAGS);
  try {
    const search = new TrustPolicySearch();
    const piece = Buffer.allocUnsafe(PIECE);
    const { size } = await handle.stat();
    for (let at = 0; at < size;) {
      const { bytesRead } = await handle.read(piece, 0, PIECE, at);
      if (bytesRead === 0) break;
      if (search.take(readable(piece.subarray(0, bytesRead)))) return true;
      at += bytesRead;
    }
    return size ? false : undefined;
  } finally {
    await handle.close();
  }
}

/** Bytes as the letters of ASCII that they hold, in Latin-1 as in UTF-16. */
function readable(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll('\0', '');
}
