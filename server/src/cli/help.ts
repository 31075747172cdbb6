import { ALL_FLAGS, COMMANDS, type Flag } from './flags.ts';

/** How wide help is. Characters. */
const WIDTH = 100;

/** What `--help` prints. @param all the flags that few people need as well */
export function helpText(all: boolean): string {
  const commands = Object.entries(COMMANDS);
  const flags = ALL_FLAGS.filter((flag) => !flag.hidden && (all || flag.common));
  const groups = [...new Set(flags.map((f) => f.group))];
  return [
    'iam-trust-policy: checks AWS IAM trust policies',
    '',
    '  iam-trust-policy [options] [paths…]',
    '  iam-trust-policy [command] [options] [paths…]',
    '',
    'Paths are files, folders, globs in quotes, or - for standard input. Without a path the working directory is checked.',
    '',
    'Commands',
    ...rows(commands.map(([name, help]) => [name, help])),
    ...groups.flatMap((group) => [
      '',
      group,
      ...rows(flags.flatMap((f) => (f.group === group ? [[written(f), f.help]] : []))),
    ]),
    '',
    ...(all ? [] : ['--help-all shows all flags.', '']),
    'Exit codes: 0 without findings, 1 with findings (see --fail-on), 2 if not everything could be done, 130 if interrupted.',
    '',
  ].join('\n');
}

/** A flag as it is written: `--format FORMAT`. */
export function written({ name, short, as }: Flag): string {
  return `${short === undefined ? '' : `-${short}, `}--${name}${as === undefined ? '' : ` ${as}`}`;
}

/** Two columns; a left side that is too long has a line of its own. */
function rows(pairs: readonly (readonly string[])[]): string[] {
  const left = Math.min(30, Math.max(...pairs.map(([name = '']) => name.length)));
  return pairs.flatMap(([name = '', help = '']) => {
    const lines = wrapped(help, WIDTH - left - 4);
    const indent = ' '.repeat(left + 4);
    if (name.length > left) return [`  ${name}`, ...lines.map((line) => indent + line)];
    return lines.map((line, i) => (i === 0 ? `  ${name.padEnd(left)}  ${line}` : indent + line));
  });
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
