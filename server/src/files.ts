/** What was read of a file: its text, or why it was not read; undefined where there is no such file. */
export type ReadResult = string | Refused | undefined;

/** A file that is not read. */
export interface Refused {
  /** Goes behind the file's name: "is not a regular file". */
  readonly refused: string;
}

/** Reads files that no editor has open. */
export interface Files {
  /** @param largest a file of more bytes is refused */
  read(uri: string, largest: number): Promise<ReadResult>;
  /** Whether anything is there: a file, a folder, a device. */
  exists(uri: string): Promise<boolean>;
  /** The addresses of the JSON files in these folders. */
  list(folders: readonly string[]): Promise<readonly string[]>;
}

/** A config file is written by hand; more bytes are something else. */
export const LARGEST_CONFIG = 1_000_000;
/** Larger files are no policies, and would only take memory. Bytes. */
export const LARGEST_POLICY = 20_000_000;

/**
 * Why a file is not even opened; undefined where it may be. A device never ends, a pipe waits for whoever writes it: both can
 * come with a repository, as a link.
 */
export function refusalOf(
  { isFile, size }: { readonly isFile: boolean; readonly size: number },
  largest: number,
): Refused | undefined {
  if (!isFile) return { refused: 'is not a regular file' };
  return size > largest ? tooLarge(largest) : undefined;
}

export function tooLarge(largest: number): Refused {
  return { refused: `is larger than ${largest / 1_000_000} MB` };
}

export function isRefused(read: unknown): read is Refused {
  return typeof read === 'object' && read !== null && 'refused' in read && typeof read.refused === 'string';
}
