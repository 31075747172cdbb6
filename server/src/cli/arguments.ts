import { parseArgs } from 'node:util';
import { LEVELS, type Level } from '../findings.ts';
import { nearest } from '../text/distance.ts';
import { abridged } from '../text/printable.ts';
import { ALL_FLAGS, COMMANDS, FAIL_ON, FORMATS, type Command, type FlagName, type FormatName } from './flags.ts';

export interface Format {
  readonly name: FormatName;
  /** Undefined for standard output. */
  readonly file: string | undefined;
}

/** What a person asked for. */
export interface Given {
  readonly command: Command;
  readonly paths: readonly string[];
  /** The first word, where it may be a command that was misspelt. */
  readonly word: string | undefined;
  readonly formats: readonly Format[];
  /** The lowest level that makes the exit code 1. */
  readonly failOn: Level | 'never';
  /** The lowest level that is shown. */
  readonly level: Level;
  readonly quiet: boolean;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly verbose: boolean;
  readonly fix: 'write' | 'show' | undefined;
  readonly stdinName: string | undefined;
  readonly ignoreFiles: boolean;
  readonly ignorePatterns: readonly string[];
  readonly unmatchedFails: boolean;
  /** Undefined for the usual one. Bytes. */
  readonly largest: number | undefined;
  /** The config file to use; undefined looks for one upwards from each file, false uses none. */
  readonly config: string | false | undefined;
  readonly ownAccounts: Readonly<Record<string, string>>;
  readonly quota: number | undefined;
  /** Instead of doing the command's work. */
  readonly show: { readonly config: string } | 'files' | 'help' | 'all help' | 'version' | undefined;
}

/** Something is wrong with the command line. */
export class UsageError extends Error {}

/** Reads the command line. Throws a `UsageError` that says what is wrong with it. */
export function readArguments(argv: readonly string[]): Given {
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      ALL_FLAGS.map(({ name, short, value }) => [
        name,
        {
          type: value === undefined ? ('boolean' as const) : ('string' as const),
          ...(short === undefined ? {} : { short }),
        },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const words: string[] = [];
  const values = new Values();
  let onlyPaths = false;
  let command: Command | undefined;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') onlyPaths = true;
    else if (token.kind === 'option') values.take(token);
    else if (!onlyPaths && command === undefined && !words.length && isCommand(token.value)) command = token.value;
    else words.push(token.value);
  }
  const [word] = onlyPaths || command !== undefined ? [] : words;
  return givenBy(values, command, words, word);
}

function isCommand(word: string): word is Command {
  return Object.hasOwn(COMMANDS, word);
}

/** Flags with what was given for them. */
class Values {
  readonly #given = new Map<string, string[]>();

  take({
    name,
    rawName,
    value,
  }: {
    readonly name: string;
    readonly rawName: string;
    readonly value?: string | undefined;
  }): void {
    const flag = ALL_FLAGS.find((f) => f.name === name);
    if (!flag) {
      const known = ALL_FLAGS.flatMap((f) => (f.hidden ? [] : [`--${f.name}`]));
      throw new UsageError(`Unknown option ${abridged(rawName)}${meant(rawName, known)}`);
    }
    if (flag.value === undefined) {
      if (value !== undefined) throw new UsageError(`--${name} takes no value`);
      // Of --config and --no-config the last one counts.
      if (name === 'no-config') this.#given.delete('config');
      this.#given.set(name, ['']);
      return;
    }
    if (value === undefined) throw new UsageError(`--${name} needs a value: ${flag.as ?? ''}`);
    if (name === 'config') this.#given.delete('no-config');
    if (typeof flag.value === 'object' && !flag.value.includes(value))
      throw new UsageError(`--${name} must be ${listed(flag.value)}, not ${quoted(value)}${meant(value, flag.value)}`);
    this.#given.set(name, flag.many ? [...this.all(name as FlagName), value] : [value]);
  }

  has(name: FlagName): boolean {
    return this.#given.has(name);
  }

  all(name: FlagName): readonly string[] {
    return this.#given.get(name) ?? [];
  }

  last(name: FlagName): string | undefined {
    return this.all(name).at(-1);
  }
}

function givenBy(
  values: Values,
  first: Command | undefined,
  paths: readonly string[],
  word: string | undefined,
): Given {
  const quiet = values.has('quiet');
  const command = first === undefined || first === 'check' ? (values.has('explain') ? 'explain' : 'check') : first;
  const writes = command === 'check' || command === 'fix';
  for (const name of ['fix', 'fix-dry-run'] as const)
    if (!writes && values.has(name)) throw new UsageError(`--${name} doesn't go with ${command}`);
  const formats = formatsOf(values.all('format'));
  if (!writes && (formats.length > 1 || formats[0]?.file !== undefined))
    throw new UsageError(`${command} takes one --format, and writes to standard output`);
  return {
    command,
    paths,
    word,
    formats,
    failOn: FAIL_ON.find((l) => l === values.last('fail-on')) ?? 'warning',
    level: LEVELS.find((l) => l === values.last('level')) ?? (quiet ? 'error' : 'hint'),
    quiet,
    only: idsOf(values.all('only')),
    skip: idsOf(values.all('skip')),
    verbose: values.has('verbose'),
    fix: values.has('fix-dry-run') ? 'show' : values.has('fix') || command === 'fix' ? 'write' : undefined,
    stdinName: values.last('stdin-filename'),
    ignoreFiles: !values.has('no-ignore'),
    ignorePatterns: values.all('ignore-pattern'),
    unmatchedFails: !values.has('no-error-on-unmatched-pattern'),
    largest: sizeOf(values.last('max-file-size')),
    config: values.has('no-config') ? false : values.last('config'),
    ownAccounts: accountsOf(values.all('own-account')),
    quota: quotaOf(values.last('quota')),
    show: showOf(values),
  };
}

function showOf(values: Values): Given['show'] {
  if (values.has('help-all')) return 'all help';
  if (values.has('help')) return 'help';
  if (values.has('version')) return 'version';
  const config = values.last('show-config');
  if (config !== undefined) return { config };
  return values.has('show-files') ? 'files' : undefined;
}

function formatsOf(given: readonly string[]): readonly Format[] {
  const formats = given.map((value): Format => {
    const at = value.indexOf('=');
    const word = at < 0 ? value : value.slice(0, at);
    const name = word === 'text' ? 'concise' : FORMATS.find((f) => f === word); // what it was called before
    if (name === undefined)
      throw new UsageError(`--format must be ${listed(FORMATS)}, not ${quoted(word)}${meant(word, FORMATS)}`);
    return { name, file: at < 0 ? undefined : value.slice(at + 1) };
  });
  // As ever, of two for standard output the last one would count, and the other one be missed.
  if (formats.filter((f) => f.file === undefined).length > 1)
    throw new UsageError(
      'Only one --format can go to standard output. Write the other one to a file: --format json=FILE',
    );
  if (formats.some((f) => f.file === '')) throw new UsageError('--format needs the name of a file after "="');
  return formats.length ? formats : [{ name: 'concise', file: undefined }];
}

function idsOf(given: readonly string[]): readonly string[] {
  return given.flatMap((value) => value.split(',').map((id) => id.trim())).filter((id) => id !== '');
}

function sizeOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const [, number, unit = ''] = /^(\d{1,12})([kM]?)B?$/i.exec(given) ?? [];
  if (number === undefined) throw new UsageError(`--max-file-size must be a size such as 20MB, not ${quoted(given)}`);
  return Number(number) * (unit === '' ? 1 : unit.toLowerCase() === 'k' ? 1_000 : 1_000_000);
}

function quotaOf(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const quota = Number(given);
  if (!/^\d+$/.test(given) || quota < 2048 || quota > 8192)
    throw new UsageError(`--quota must be a number from 2048 to 8192, not ${quoted(given)}`);
  return quota;
}

function accountsOf(given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((value) => {
      const [id = '', ...name] = value.split('=');
      if (!/^\d{12}$/.test(id)) throw new UsageError(`--own-account must start with 12 digits, not ${quoted(id)}`);
      return [id, name.join('=')];
    }),
  );
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

function quoted(text: string): string {
  return `"${abridged(text)}"`;
}

/** What was likely meant by a word, as a question behind it. */
export function meant(word: string, known: readonly string[]): string {
  const [near] = nearest(word, known, word.length < 5 ? 1 : Math.min(3, Math.floor(word.length / 3)), 1);
  return near === undefined ? '' : `. Did you mean ${near}?`;
}
