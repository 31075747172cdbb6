import type { PolicyDocument } from '../service.ts';
import type { Governing } from './configs.ts';
import type { Reported } from './reported.ts';

export type ExitCode = 0 | 1 | 2 | 130;

/** A file to look at. */
export interface Candidate {
  /** Where it is read; `-` is standard input. */
  readonly path: string;
  /** What it is called in reports. */
  readonly name: string;
  /** By its own name, not in a folder. */
  readonly named: boolean;
  /** Why it is not to be read. */
  readonly refused: string | undefined;
}

/** A file that holds a policy, read. */
export interface Opened {
  readonly file: Candidate;
  readonly document: PolicyDocument;
}

/** A file of which nothing more is to be said than this. */
export interface Closed {
  readonly file: Candidate;
  /** Why it was not read, behind its name; undefined where it holds no policy. */
  readonly refused: string | undefined;
  readonly findings: readonly Reported[];
}

/** What came of a file, to be reported in its turn. */
export interface Result {
  readonly file: Candidate;
  readonly findings: readonly Reported[];
  readonly ruling: Ruling;
}

/** What a file was judged by, for who asks. */
export interface Ruling {
  readonly governing: Governing | undefined;
  /** Of the config; undefined where nothing was judged. */
  readonly silenced: number | undefined;
  readonly isPolicy: boolean;
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
