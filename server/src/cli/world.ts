import type { FindOptions, Found } from '../files.ts';
import type { ConfigWorld } from './configs.ts';

/** What the command line needs of the world. */
export interface World extends ConfigWorld {
  readonly version: string;
  readonly now: number;
  readonly random: () => string;
  /** Somebody wants it to end: what is done is still written. */
  readonly interrupted?: boolean;
  /** The address of the product's pages, without a slash at its end. */
  readonly pages: string;
  find(given: readonly string[], options: FindOptions): AsyncIterable<Found>;
  /** The files of a folder that may hold policies. @param folder empty, or with a slash at its end */
  filesIn(folder: string): Promise<readonly string[]>;
  /** Puts a text in place of another one, at once or not at all. Returns why not, to go behind the file's name. */
  replace(file: string, before: string, after: string): Promise<string | undefined>;
  /** Opens a file to write to. */
  open(file: string): Sink;
  /** What they return is waited for. */
  out(text: string): unknown;
  err(text: string): unknown;
}

/** Where output goes. */
export interface Sink {
  /** What it returns is waited for. */
  write(text: string): unknown;
  /** Returns why something could not be written, to go behind its name. */
  end(): Promise<string | undefined>;
}
