import { LEVELS } from '../findings.ts';
import { RULES } from '../service.ts';
import { Slices } from '../slices.ts';
import { loggable, printableName } from '../text/printable.ts';
import { aboutConfig } from './aboutConfig.ts';
import { meant, UsageError, type Given } from './arguments.ts';
import { Configs } from './configs.ts';
import { COMMANDS } from './flags.ts';
import { Output } from './output.ts';
import { isRunFinding, runFinding, type Reported } from './reported.ts';
import { wordsOf, type Candidate, type Closed, type ExitCode, type Result, type Ruling } from './results.ts';
import { counted, Tally } from './tally.ts';
import type { World } from './world.ts';

/** One call of the command line: what it was given, what it says, and how it ends. */
export class Run {
  readonly given: Given;
  readonly world: World;
  readonly configs: Configs;
  /** Rules that do not run. */
  readonly off: ReadonlySet<string>;
  readonly #output: Output;
  readonly #tally: Tally;
  readonly #slices = new Slices();
  /** Not everything could be done. */
  #failed = false;
  /** A file that was found was not checked. */
  #unread = false;

  /** @param stream where findings go that are not written to a file. Throws a `UsageError` for a rule that there is not. */
  constructor(given: Given, world: World, stream: (text: string) => unknown = (text) => world.out(text)) {
    this.given = given;
    this.world = world;
    this.off = rulesOff(given);
    this.configs = new Configs(world, { ...given, off: this.off });
    this.#tally = new Tally(given.level);
    this.#output = new Output(given.formats, given.level, world, stream);
  }

  begin(): Promise<void> {
    return this.#output.begin();
  }

  /** Lets others in now and then: signals for one. */
  async turn(): Promise<void> {
    if (this.#slices.over) await this.#slices.next();
  }

  /** Reports what came of a file. */
  async report(result: Result | Closed): Promise<void> {
    const { file, findings } = result;
    this.#tally.files++;
    const isSaid = this.#note(result);
    if (this.given.verbose && !findings.some(isRunFinding))
      this.tell(file, 'ruling' in result ? result.ruling : NO_POLICY);
    await this.#write(findings, isSaid);
  }

  /** Says on standard error why there is nothing to say of a file. */
  sayClosed(closed: Closed): void {
    const { file, findings } = closed;
    if (this.#note(closed)) return;
    for (const { message } of findings) this.say(`${printableName(file.name)}: ${loggable(message)}`);
    if (!findings.length && this.given.verbose) this.tell(file, NO_POLICY);
  }

  /** Says by which config a file was judged. */
  tell(file: Candidate, ruling: Ruling): void {
    this.say(`${printableName(file.name)} ${rulingWords(ruling)}`);
  }

  /** Not everything could be done. @param words printable */
  fail(words: string): void {
    this.#failed = true;
    this.say(words);
  }

  failFile(file: string, reason: string): void {
    this.fail(`${printableName(file)} ${loggable(reason)}`);
  }

  /** @param words printable */
  say(words: string): void {
    this.world.err(`iam-trust-policy: ${words}\n`);
  }

  /** The finding for a part of the check that failed. */
  crash(file: Candidate, what: string): Reported {
    const message = `A check failed on this file (${what}). All others were done. This is a bug in iam-trust-policy: please report it.`;
    return runFinding('internal-error', file.name, message, this.world.pages);
  }

  /** Does a part of the work that must not end the run. @param what goes behind the file's name if it fails */
  attempt<T>(file: Candidate, what: string, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      this.failFile(file.name, `${what}: ${wordsOf(error)}`);
      return undefined;
    }
  }

  /** Ends what is written, and says how it went. @param change whether a difference was shown */
  async end(change = false): Promise<ExitCode> {
    const { world } = this;
    for (const { path, refused } of this.configs.all) if (refused !== undefined) this.failFile(path, refused);
    // With fewer rules or files, overrides have less to do.
    const tellsIdle = !this.off.size && !world.interrupted;
    for (const governing of this.configs.all) await this.#write(aboutConfig(governing, world.pages, tellsIdle), false);
    for (const { file, refused } of await this.#output.end()) this.failFile(file, refused);
    return this.exitCode(change);
  }

  /** What was found, in one line on standard error. */
  summarize(fixed: number): void {
    const isText = this.given.formats.some(({ name, file }) => name === 'concise' && file === undefined);
    if (!isText || this.given.quiet) return;
    this.world.err(`${this.#tally.summary(fixed)}\n`);
  }

  exitCode(change = false): ExitCode {
    if (this.world.interrupted) return 130;
    if (this.#failed) return 2;
    const { failOn } = this.given;
    const isBad = failOn !== 'never' && (this.#unread || this.#tally.worst <= LEVELS.indexOf(failOn));
    return isBad || change ? 1 : 0;
  }

  /** What a result means for the exit code; returns whether standard error was told of it. */
  #note(result: Result | Closed): boolean {
    const { file, findings } = result;
    if (findings.some((f) => f.rule === 'internal-error')) this.#failed = true;
    const refused = 'refused' in result ? result.refused : undefined;
    if (refused === undefined) return false;
    if (file.named) this.failFile(file.name, refused + this.#commandMeant(file));
    else this.#unread = true;
    return file.named;
  }

  /** A first word that is no file may be a command that was misspelt. */
  #commandMeant({ path }: Candidate): string {
    return path === this.given.word && /^[a-z]+$/.test(path) ? meant(path, Object.keys(COMMANDS)) : '';
  }

  async #write(findings: readonly Reported[], isSaid: boolean): Promise<void> {
    this.#tally.add(findings);
    await this.#output.write(findings, isSaid);
  }
}

const NO_POLICY: Ruling = { governing: undefined, silenced: undefined, isPolicy: false };

function rulesOff({ only, skip }: Given): ReadonlySet<string> {
  const ids = RULES.map((r) => r.id);
  for (const id of [...only, ...skip])
    if (!ids.includes(id)) throw new UsageError(`There is no rule "${id}"${meant(id, ids)}`);
  return new Set([...(only.length ? ids.filter((id) => !only.includes(id)) : []), ...skip]);
}

function rulingWords({ governing, silenced, isPolicy }: Ruling): string {
  if (!isPolicy) return 'skipped: contains no trust policy';
  if (!governing) return 'uses no config file';
  const config = printableName(governing.path);
  if (governing.refused !== undefined) return `uses no config file: ${config} ${loggable(governing.refused)}`;
  return `uses ${config}${silenced === undefined ? '' : `: ${counted(silenced, 'finding')} silenced`}`;
}
