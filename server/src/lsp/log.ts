import { isRefused, type Files, type Listed } from '../files.ts';
import { counted } from '../text/counted.ts';
import { printableLines, printableName } from '../text/printable.ts';
import type { ConfigFile } from '../service.ts';
import type { Count } from '../workspace/roleIndex.ts';

/** Where lines go. */
export interface Lines {
  info(line: string): void;
  warn(line: string): void;
  error(line: string): void;
}

/** What the server says of its work, for people who wonder. Never a text of a document. */
export class Log {
  readonly #lines: Lines;
  /** By address: what was last said of a file. */
  readonly #said = new Map<string, string>();

  constructor(lines: Lines) {
    this.#lines = lines;
  }

  folders(folders: readonly string[]): void {
    this.#lines.info(folders.length ? `Folders: ${folders.map(printableName).join(', ')}` : 'No folder is open');
  }

  /** A config file was read. */
  config(uri: string, found: { readonly now: ConfigFile; readonly refused: string | undefined } | undefined): void {
    if (found?.refused !== undefined) return; // told as any file that is refused
    const { rules = {}, overrides = [], problems = [] } = found?.now ?? {};
    const counts = [
      counted(Object.keys(rules).length, 'rule'),
      counted(overrides.length, 'override'),
      ...(problems.length ? [counted(problems.length, 'problem')] : []),
    ];
    if (found) this.#once(uri, `Config file ${printableName(uri)}: ${counts.join(', ')}`, 'info');
    else if (this.#said.delete(uri)) this.#lines.info(`Config file ${printableName(uri)} is gone`);
  }

  /** All files were looked at. */
  read({ passed, isCut, uris }: Listed, { document, passed: others, refused, failed }: Count): void {
    this.#lines.info(
      `Looked at ${counted(document + others + refused + failed, 'file')}: ${document} with trust policies, ` +
        `${others} without, ${refused + failed} not readable; ${passed} left out by ignore files or as links`,
    );
    if (isCut) this.#lines.warn(`There are more files: only the first ${uris.length} are looked at`);
  }

  /** A file is not read; said once, as long as the reason stays. */
  refused(uri: string, refused: string): void {
    this.#once(uri, `${printableName(uri)} ${refused}`, 'warn');
  }

  error(error: unknown, where?: string): void {
    const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#lines.error(printableLines(where === undefined ? words : `${where}: ${words}`));
  }

  /** The same files, of which is said what is not read. */
  of(files: Files): Files {
    return {
      ...files,
      read: async (uri, largest) => {
        const read = await files.read(uri, largest);
        if (isRefused(read)) this.refused(uri, read.refused);
        return read;
      },
    };
  }

  #once(uri: string, line: string, level: 'info' | 'warn'): void {
    if (this.#said.get(uri) === line) return;
    this.#said.set(uri, line);
    this.#lines[level](line);
  }
}
