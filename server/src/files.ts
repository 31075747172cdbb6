/** What was read of a file: its text, or why it was not read; undefined where there is no such file. */
export type ReadResult = string | Refused | undefined;

/** A file that is not read. */
export interface Refused {
  /** Goes behind the file's name: "is not a regular file". */
  readonly refused: string;
  /** It is there and could be read, but is larger than wanted. */
  readonly tooLarge?: true;
  /** Whether its bytes look as if it held a trust policy; undefined where nobody looked. */
  readonly mayHoldPolicy?: boolean | undefined;
}

/** Reads files that no editor has open. */
export interface Files {
  /** @param largest a file of more bytes is refused */
  read(uri: string, largest: number): Promise<ReadResult>;
  /** Whether anything is there: a file, a folder, a device. */
  exists(uri: string): Promise<boolean>;
  /** The files in these folders that may hold policies, without those that are left out. */
  list(folders: readonly string[]): Promise<Listed>;
  /** The files that may hold policies of one folder, without those of folders in it. @param folder with a slash at its end */
  filesIn(folder: string): Promise<readonly string[]>;
  /** Whether a file that came since would be listed. */
  lists(uri: string, folders: readonly string[]): Promise<boolean>;
}

/** The files of some folders. */
export interface Listed {
  /** Their addresses, in order. */
  readonly uris: readonly string[];
  /** How many files and folders were left out: by ignore files, as what tools made, as links. */
  readonly passed: number;
  /** Whether there are more than anybody keeps policies in, and only the first are listed. */
  readonly isCut: boolean;
}

/** More files than anybody keeps policies in. */
export const MOST_FILES = 20_000;

/** A config file is written by hand; more bytes are something else. */
export const LARGEST_CONFIG = 1_000_000;
/** Larger files are no policies, and would only take memory. Bytes. */
export const LARGEST_POLICY = 20_000_000;

/** What is said of a file that nobody has. */
export const MISSING: Refused = { refused: "doesn't exist" };

/** What is said of a device, a pipe, a socket, a folder. */
export const NO_FILE = 'is not a regular file';

/**
 * Why a file is not even opened; undefined where it may be. A device never ends, a pipe waits for whoever writes it: both can
 * come with a repository, as a link.
 */
export function refusalOf(
  { isFile, size }: { readonly isFile: boolean; readonly size: number },
  largest: number,
): Refused | undefined {
  if (!isFile) return { refused: NO_FILE };
  return size > largest ? tooLarge(largest) : undefined;
}

export function tooLarge(largest: number): Refused {
  return { refused: `is larger than ${sizeOf(largest)}`, tooLarge: true };
}

function sizeOf(bytes: number): string {
  if (bytes >= 1_000_000) return `${bytes / 1_000_000} MB`;
  return bytes >= 1_000 ? `${bytes / 1_000} kB` : `${bytes} bytes`;
}

export function isRefused(read: unknown): read is Refused {
  return typeof read === 'object' && read !== null && 'refused' in read && typeof read.refused === 'string';
}

/** What comes of looking for files where somebody said: each file, and what was not taken for one. */
export type Found =
  | { readonly kind: 'file'; readonly path: string; /** By its own name, not in a folder. */ readonly named: boolean }
  /** A file or folder that is meant, but is not to be read. */
  | { readonly kind: 'refused'; readonly path: string; /** Goes behind its name. */ readonly refused: string }
  /** What may hold policies and is left out; a folder's path ends with a slash. */
  | { readonly kind: 'passed'; readonly path: string; /** Goes behind its name. */ readonly why: string }
  /** Where nothing was found. */
  | {
      readonly kind: 'unmatched';
      readonly searched: string;
      /** How many files and folders were left out there. */ readonly passed: number;
    };

/** How files are looked for. */
export interface FindOptions {
  /** Whether `.gitignore` and its like count. */
  readonly ignoreFiles: boolean;
  /** More lines as a `.gitignore` of the working directory may have. */
  readonly ignorePatterns: readonly string[];
}
