import { LEVELS, type Level } from '../findings.ts';
import type { Format as Wanted } from './arguments.ts';
import { Concise } from './formats/concise.ts';
import type { Format } from './formats/format.ts';
import { Json } from './formats/json.ts';
import type { Reported } from './reported.ts';
import type { Sink, World } from './world.ts';

const FORMATS: Readonly<Record<Wanted['name'], new () => Format>> = { concise: Concise, json: Json };

interface Target {
  readonly format: Format;
  /** Undefined for a stream that stays open. */
  readonly file: string | undefined;
  readonly sink: Sink;
  /** Leaves out what standard error was told already. */
  readonly isLog: boolean;
}

/** Where the findings go, each in every format that is wanted. */
export class Output {
  readonly #targets: readonly Target[];
  readonly #least: number;

  /** @param stream where goes what is not written to a file */
  constructor(wanted: readonly Wanted[], level: Level, world: World, stream: (text: string) => unknown) {
    this.#least = LEVELS.indexOf(level);
    this.#targets = wanted.map(({ name, file }) => ({
      format: new FORMATS[name](),
      file,
      sink: file === undefined ? { write: stream, end: () => Promise.resolve(undefined) } : world.open(file),
      isLog: name === 'concise' && file === undefined,
    }));
  }

  async begin(): Promise<void> {
    for (const { format, sink } of this.#targets) await sink.write(format.begin());
  }

  /** @param isSaid whether standard error was told of these findings */
  async write(findings: readonly Reported[], isSaid: boolean): Promise<void> {
    const shown = findings.filter((f) => LEVELS.indexOf(f.level) <= this.#least);
    if (!shown.length) return;
    for (const { format, sink, isLog } of this.#targets)
      if (!(isLog && isSaid)) await sink.write(shown.map((f) => format.finding(f)).join(''));
  }

  /** The files that could not be written, with the reasons. */
  async end(): Promise<readonly { readonly file: string; readonly refused: string }[]> {
    const failed = [];
    for (const { format, sink, file } of this.#targets) {
      await sink.write(format.end());
      const refused = await sink.end();
      if (file !== undefined && refused !== undefined) failed.push({ file, refused });
    }
    return failed;
  }
}
