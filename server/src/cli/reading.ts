import { isRefused, LARGEST_POLICY, MISSING, type Refused } from '../files.ts';
import { namedDocument, type Named } from '../service.ts';
import { Modules } from '../workspace/modules.ts';
import { scan, ScannedFiles, type Scanned } from '../workspace/scan.ts';
import { runFinding } from './reported.ts';
import { wordsOf, type Candidate, type Closed, type Opened } from './results.ts';
import type { Run } from './run.ts';
import type { RunFindingId } from './runFindings.ts';

/** The files of a run, each read and parsed once, as far as it is not too much to keep. */
export class Reading {
  readonly #run: Run;
  readonly #files = new Map<string, Candidate>();
  readonly #texts = new Map<string, string>();
  readonly #scanned: ScannedFiles;
  readonly #modules: Modules;
  #input: Promise<string | Refused> | undefined;

  constructor(run: Run, files: readonly Candidate[]) {
    this.#run = run;
    for (const file of files) this.#files.set(file.path, file);
    this.#modules = new Modules({
      filesIn: (folder) => run.world.filesIn(folder),
      isWithin: (folder) => !folder.split('/').includes('..'),
      read: async (path) => {
        const text = this.#texts.get(path) ?? (await this.textOf(path));
        return isRefused(text) ? undefined : text;
      },
      pathOf: (path) => path,
      changed: () => undefined, // what is written tells as much as before
    });
    this.#scanned = new ScannedFiles({
      read: async (path) => this.#texts.get(path) ?? (await this.textOf(path)),
      named: (path, text) => this.#nameOf(path, text),
      pathOf: (path) => this.#name(path),
      beside: (path) => this.#modules.beside(this.#name(path)),
    });
  }

  /** Every file, in order. */
  async *all(): AsyncGenerator<Opened | Closed> {
    for await (const scanned of scan(
      this.#files.keys(),
      (path) => this.#scanned.look(path),
      () => undefined,
    )) {
      if (this.#run.world.interrupted) return;
      yield this.#told(scanned);
    }
  }

  /** One of them, once more. */
  async again(file: Candidate): Promise<Opened | Closed> {
    return this.#told(await this.#scanned.look(file.path));
  }

  /** A file is done with, or has changed. @param text what counts from now on, whatever is on disk */
  forget(file: Candidate, text?: string): void {
    this.#scanned.forget(file.path);
    if (text !== undefined) this.#texts.set(file.path, text);
  }

  /** The text of a file, or why it cannot be had. Standard input is read once. */
  async textOf(path: string): Promise<string | Refused> {
    const refused = this.#files.get(path)?.refused;
    if (refused !== undefined) return { refused };
    if (path !== '-') return this.#read(path);
    this.#input ??= this.#read(path);
    return this.#input;
  }

  async #read(path: string): Promise<string | Refused> {
    const { world, given } = this.#run;
    try {
      return (await world.read(path, given.largest ?? LARGEST_POLICY)) ?? MISSING;
    } catch (error) {
      return { refused: `can't be read: ${wordsOf(error)}` };
    }
  }

  #told(scanned: Scanned): Opened | Closed {
    const file = this.#files.get(scanned.id);
    if (!file) throw new Error(`${scanned.id} was not asked for`);
    switch (scanned.kind) {
      case 'document':
        return { file, document: scanned.document };
      case 'passed':
        return { file, refused: undefined, findings: [] };
      case 'refused':
        return this.#closed(file, scanned.why);
      case 'failed':
        return { file, refused: undefined, findings: [this.#run.crash(file, wordsOf(scanned.error))] };
    }
  }

  #closed(file: Candidate, { refused, tooLarge }: Refused): Closed {
    const id: RunFindingId = tooLarge ? 'file-too-large' : 'file-unreadable';
    const what = file.path.endsWith('/') ? 'folder' : 'file';
    const message = `This ${what} ${refused}. It was not checked.`;
    return { file, refused, findings: [runFinding(id, file.name, message, this.#run.world.pages)] };
  }

  /** What comes on standard input without a name is meant to be a trust policy. */
  async #nameOf(path: string, text: string | undefined): Promise<Named> {
    const name = this.#name(path);
    const { config } = await this.#run.configs.of(name);
    return name === '-' ? true : namedDocument({ languageId: undefined, path: name, text }, {}, config.hosts);
  }

  #name(path: string): string {
    return this.#files.get(path)?.name ?? path;
  }
}
