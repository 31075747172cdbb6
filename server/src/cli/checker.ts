import { check, finish, isConfigFile, type Config, type Context } from '../service.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Governing } from './configs.ts';
import { Chance, reported, type Reported } from './reported.ts';
import { wordsOf, type Candidate, type Closed, type Opened, type Result } from './results.ts';
import type { Run } from './run.ts';

/** Finds what is wrong in files. */
export class Checker {
  readonly #run: Run;
  readonly #chance: Chance;
  readonly #wantsEdits: boolean;

  constructor(run: Run) {
    this.#run = run;
    this.#chance = new Chance(run.world.random);
    this.#wantsEdits = run.given.formats.some(({ name }) => name === 'json');
  }

  /** What comes of a file. @param roles that other files tell of */
  async resultOf(read: Opened | Closed, roles?: Context['roles']): Promise<Result | Closed> {
    if ('document' in read) return this.#check(read, roles);
    if (read.refused === undefined) await this.#configOf(read.file);
    return read;
  }

  /** What holds for a file. A config file speaks of the file, be it a policy or not. */
  async #configOf({ name }: Candidate): Promise<{ config: Config; governing: Governing | undefined }> {
    const { config, governing } = await this.#run.configs.of(name);
    if (!isConfigFile(name)) for (const { index } of config.overrides) governing?.spoken.add(index);
    return { config, governing };
  }

  async #check({ file, document }: Opened, roles: Context['roles']): Promise<Result> {
    const { config, governing } = await this.#configOf(file);
    const crashes: Reported[] = [];
    const onCrash = (rule: string, error: unknown): void => {
      crashes.push(this.#run.crash(file, `rule ${rule}: ${wordsOf(error)}`));
    };
    try {
      const { findings, used, silenced } = this.#analysis(document, config, onCrash, roles);
      for (const index of used) governing?.used.add(index);
      const lines = new LineIndex(findings.length ? document.text : '');
      const around = { file: file.name, document, lines, pages: this.#run.world.pages, chance: this.#chance };
      return {
        file,
        findings: [...crashes, ...findings.map((f) => reported(f, { ...around, wantsEdits: this.#wantsEdits }))],
        ruling: { governing, silenced: silenced.filter((rule) => !this.#run.off.has(rule)).length, isPolicy: true },
      };
    } catch (error) {
      const ruling = { governing, silenced: undefined, isPolicy: true };
      return { file, findings: [...crashes, this.#run.crash(file, wordsOf(error))], ruling };
    }
  }

  #analysis(document: Opened['document'], config: Config, onCrash: Context['onCrash'], roles: Context['roles']) {
    const { now } = this.#run.world;
    return finish(check(document, { config, now, random: this.#chance.draw, onCrash, ...(roles && { roles }) }));
  }
}
