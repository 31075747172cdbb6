import type { JsonValue } from '../../../tree/node.ts';
import type { Tag } from '../../role.ts';

/** Lines of a script for a POSIX shell. */
export type Lines = readonly string[];

/** A command with an option on each line. */
export function command(name: string, ...options: readonly string[]): Lines {
  const lines = [name, ...options.map((o) => `  ${o}`)];
  return lines.map((line, i) => (i < lines.length - 1 ? `${line} \\` : line));
}

/** With an equals sign, so that a value such as `-rf` is no option of its own. */
export function option(name: string, value: string): string {
  return `${name}=${quoted(value)}`;
}

/** Several values: a plain word as it is, else as JSON, in which none can be read as an option or an address. */
export function list(name: string, values: readonly JsonValue[]): string {
  const [first] = values;
  const plain = values.length === 1 && typeof first === 'string' && /^[\w.-]+$/.test(first);
  return option(name, plain ? first : JSON.stringify(values));
}

/** Tags in the short form of the CLI, which takes no equals sign in a value. */
export function tagList(tags: readonly Tag[]): string {
  return tags.flat().every((text) => /^[^=\u{10000}-\u{10ffff}]*$/u.test(text))
    ? ['--tags', ...tags.map(([key, value]) => quoted(`Key=${key},Value=${value}`))].join(' ')
    : list(
        '--tags',
        tags.map(([Key, Value]) => ({ Key, Value })),
      );
}

/**
 * A value that may read like an address: as an option of its own the CLI would send what is there, version 1 from the web
 * too. In JSON it is sent as it is; only as a word of its own this option also stands in for options that are required.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
export function asIs(name: string, member: string, value: string): string {
  return /^(?:fileb?|https?):\/\//.test(value)
    ? `--cli-input-json ${quoted(JSON.stringify({ [member]: value }))}`
    : option(name, value);
}

/** What a command prints, as a word. */
export function printed(name: string, ...options: readonly string[]): string {
  return `"$(${[name, ...options].join(' ')})"`;
}

/** Runs the first lines if a command succeeds, else the others. What it says is of no use: it may say that something isn't there. */
export function ifSucceeds(name: string, options: readonly string[], then: Lines, otherwise: Lines): Lines {
  const quiet = '> /dev/null 2>&1';
  return then.length
    ? [`if ${[name, ...options, quiet].join(' ')}; then`, ...indented(then), 'else', ...indented(otherwise), 'fi']
    : [`if ! ${[name, ...options, quiet].join(' ')}; then`, ...indented(otherwise), 'fi'];
}

/** Two ways to the same, the second where the first fails. What went wrong is said by the second alone. */
export function orElse(first: Lines, second: Lines): Lines {
  return [...first.slice(0, -1), `${first.at(-1) ?? ''} 2> /dev/null ||`, ...indented(second)];
}

/** A file of JSON: no line of it is the word that ends it, since JSON has no line that is a bare word. */
export function jsonFile(name: string, value: JsonValue): Lines {
  return [`cat > ${name} <<'${END}'`, ...JSON.stringify(value, null, 2).split('\n'), END];
}

const END = 'POLICY';

export function commented(lines: Lines): Lines {
  return lines.map((line) => `# ${line}`);
}

export function indented(lines: Lines): Lines {
  return lines.map((line) => `  ${line}`);
}

/** As a POSIX shell reads it literally. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, `'\\''`)}'`;
}
