import { ALL_FLAGS, COMMANDS } from '../src/cli/flags.ts';
import { written } from '../src/cli/help.ts';
import { RUN_FINDINGS } from '../src/cli/runFindings.ts';
import { LARGEST_POLICY } from '../src/files.ts';
import { ENDINGS } from '../src/hosts/detect.ts';
import { NEVER_ENTERED } from '../src/workspace/ignore.ts';

/** docs/cli.md: what stands in the table of flags, and how files are found. */
export function cliDocs(): string {
  const flags = ALL_FLAGS.filter((f) => !f.hidden);
  const groups = [...new Set(flags.map((f) => f.group))];
  const commands = Object.entries(COMMANDS).map(([name, help]) => [`\`${name}\``, help]);
  const parts = [
    '# Command line',
    '```\niam-trust-policy [command] [options] [paths…]\n```',
    'Paths are files, folders, globs in quotes, or `-` for standard input. Without a path the working directory is checked. Everything after `--` is a path.',
    '## Commands',
    table(['command', 'does'], commands),
    'The first word is a command if it is one of these. A file with such a name is given as `./check` or after `--`.',
    ...groups.flatMap((group) => [
      `## ${group === 'Help' ? 'Help' : `Flags: ${group.toLowerCase()}`}`,
      table(
        ['flag', 'meaning'],
        flags.flatMap((f) => (f.group === group ? [[`\`${written(f)}\``, f.help]] : [])),
      ),
    ]),
    '`--format text` is the old name of `concise`, and `--explain` is the old name of the command `explain`.',
    '## Exit codes',
    table(
      ['code', 'when'],
      [
        ['0', 'Nothing was found at or above `--fail-on`.'],
        [
          '1',
          'Something was found at or above it. A file in a folder was not checked (not with `--fail-on never`). `--fix-dry-run` printed a difference.',
        ],
        [
          '2',
          'Not everything could be done: an unknown flag or rule, a missing `--config`, a folder or glob without a file to check, a path given by name that could not be read, a file that could not be written, a rule that failed. The other files are still checked. 2 goes before 1.',
        ],
        ['130', 'Interrupted with Ctrl+C. What was done until then is written.'],
      ],
    ),
    '## Which files are checked',
    [
      `- A file given by name is always read, also if it is ignored. In folders and globs these are: ${ENDINGS.map((e) => `\`*${e}\``).join(', ')}. Files without a trust policy are skipped, whatever their names are.`,
      '- A path that exists is never a glob. `*` and `?` match within a folder, `**` any folders, `[a-z]` and `{a,b}` as in a shell; letters match in either case. Quote globs, so that they work the same in every shell.',
      `- \`.gitignore\` files count at every level, up to the root of the repository, as does \`.git/info/exclude\`. ${[...NEVER_ENTERED].map((name) => `\`${name}\``).join(', ')} are never entered unless they are given by name. Other folders that begin with a dot are entered.`,
      '- A link to a file counts if the file is in the folder that is checked and is not found under its own name. A link to a folder is followed only if it is given by name.',
      `- A file larger than ${LARGEST_POLICY / 1_000_000} MB, or not in UTF-8, is a finding if it looks like a trust policy, and skipped otherwise. Devices, pipes and sockets are never opened.`,
      '- The roles of all checked files are known: roles that trust each other in a loop are found across files.',
    ].join('\n'),
    '## Output',
    '`concise` prints `file:line:column: level: message [rule]`, file by file in the order given, sorted within folders. `json` is one array, sorted by path, then by place. Both are written while files are checked; findings about config files come last. The same input gives the same output.',
    table(
      ['member', 'meaning'],
      [
        ['`file`', 'The path, with `/` on every system.'],
        ['`line`, `column`, `endLine`, `endColumn`', 'From 1; columns in UTF-16 code units.'],
        ['`offset`, `length`', 'The same place from the start of the text, from 0, in UTF-16 code units.'],
        ['`level`, `rule`, `messageId`, `message`', 'What was found.'],
        [
          '`policy`',
          '`role` (its ARN, its name, or its address in Terraform), `sid` of the statement, `index` of the policy in the file.',
        ],
        ['`url`', 'The page of the rule.'],
        ['`related`', 'Other places that belong to it, each with a `message`.'],
        [
          '`fixes`',
          '`title`, `safety` (`safe` or `review`), and `edits` (`offset`, `length`, `newText`). A fix with a random value, such as a new external ID, has no `edits`.',
        ],
      ],
    ),
    'A summary is printed on standard error when folders or globs were searched.',
    '## Fixing',
    "`fix` writes the fixes that are unambiguous and don't allow anyone else to assume the role, then checks again and reports what is left. A file is replaced at once or not at all; its mode and line endings stay, and symbolic links are followed. A file that changed in the meantime isn't written, and is reported.",
    '## Findings of the run',
    "In addition to [the rules](rules), a run can report these findings. A file that wasn't checked never gives exit code 0, except with `--fail-on never`.",
    ...Object.entries(RUN_FINDINGS).flatMap(([id, { title, why }]) => [`### ${id}`, `**${title}.** ${why}`]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
