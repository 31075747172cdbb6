import { LEVELS } from '../findings.ts';

/** What the command line can be asked to do. */
export const COMMANDS = {
  check: 'Report the problems of trust policies. The default: without a command, paths are checked.',
  fix: 'Write the safe fixes, then report what is left: check --fix.',
  explain: 'Show who can assume the roles, statement by statement.',
  rules: 'List the rules, or describe the one with this ID.',
} as const;

export type Command = keyof typeof COMMANDS;

/** What a flag takes: nothing, a text, the name of a file, a number, a size in bytes, a format, or one of these words. */
type Value = 'text' | 'file' | 'count' | 'size' | 'format' | readonly string[];

export interface Flag {
  readonly name: string;
  readonly short?: string;
  readonly value?: Value;
  /** What stands for the value in help. */
  readonly as?: string;
  /** Counts each time that it is given. */
  readonly many?: boolean;
  readonly group: 'Report' | 'Fix' | 'Files' | 'Configuration' | 'Help';
  readonly help: string;
  /** Among those that people use most. */
  readonly common?: boolean;
  /** Still understood, no longer shown. */
  readonly hidden?: boolean;
}

export const FORMATS = ['concise', 'json'] as const;
export type FormatName = (typeof FORMATS)[number];

export const FAIL_ON = [...LEVELS, 'never'] as const;

/** Every flag there is. What is parsed, help, and docs/cli.md come from here. */
const FLAGS = [
  {
    name: 'format',
    value: 'format',
    as: 'FORMAT[=FILE]',
    many: true,
    group: 'Report',
    common: true,
    help: 'How findings are printed: concise (one line each, the default) or json. With =FILE they are written there. Can be repeated; only one can go to standard output.',
  },
  {
    name: 'fail-on',
    value: FAIL_ON,
    as: 'LEVEL',
    group: 'Report',
    common: true,
    help: 'Exit with 1 from this level on: error, warning (the default), information, hint, or never.',
  },
  {
    name: 'level',
    value: LEVELS,
    as: 'LEVEL',
    group: 'Report',
    common: true,
    help: "Don't show findings below this level. The exit code doesn't change.",
  },
  { name: 'quiet', group: 'Report', help: "Show errors only, and no summary. The exit code doesn't change." },
  {
    name: 'only',
    value: 'text',
    as: 'ID',
    many: true,
    group: 'Report',
    help: 'Run only these rules. Separate IDs with commas, or repeat the flag.',
  },
  {
    name: 'skip',
    value: 'text',
    as: 'ID',
    many: true,
    group: 'Report',
    help: "Don't run these rules. Separate IDs with commas, or repeat the flag.",
  },
  {
    name: 'verbose',
    group: 'Report',
    help: 'Show on standard error which config file applies to each file, how many findings it silences, and which files are skipped.',
  },
  {
    name: 'fix',
    group: 'Fix',
    common: true,
    help: 'Write safe fixes to the files, then report what is left. With - the fixed text goes to standard output, findings to standard error.',
  },
  {
    name: 'fix-dry-run',
    group: 'Fix',
    common: true,
    help: 'Print what --fix would change as a unified diff, and write nothing. Exits with 1 if there is a difference.',
  },
  {
    name: 'stdin-filename',
    value: 'file',
    as: 'FILE',
    group: 'Files',
    common: true,
    help: 'The name of what is read from standard input: its config, overrides and reports are those of this file.',
  },
  { name: 'no-ignore', group: 'Files', help: 'Also check what .gitignore files and .git/info/exclude leave out.' },
  {
    name: 'ignore-pattern',
    value: 'text',
    as: 'PATTERN',
    many: true,
    group: 'Files',
    help: 'Leave out more files: a line as in a .gitignore file of the working directory. Can be repeated.',
  },
  {
    name: 'no-error-on-unmatched-pattern',
    group: 'Files',
    help: "Don't fail when a folder or glob contains no file to check.",
  },
  {
    name: 'max-file-size',
    value: 'size',
    as: 'SIZE',
    group: 'Files',
    help: "Don't read larger files: bytes, or a number with kB or MB. The default is 20MB.",
  },
  {
    name: 'show-files',
    group: 'Files',
    help: 'List the files that would be checked, and on standard error why others are not; then stop.',
  },
  {
    name: 'config',
    value: 'file',
    as: 'FILE',
    group: 'Configuration',
    common: true,
    help: 'Use this config file. The default is the nearest trust-policy.config.json, from the folder of each file upwards.',
  },
  { name: 'no-config', group: 'Configuration', help: 'Use no config file.' },
  {
    name: 'show-config',
    value: 'file',
    as: 'FILE',
    group: 'Configuration',
    help: 'Print the configuration that applies to this file as JSON, then stop.',
  },
  {
    name: 'own-account',
    value: 'text',
    as: 'ID[=NAME]',
    many: true,
    group: 'Configuration',
    help: 'An AWS account of yours, added to those of the config file. Can be repeated.',
  },
  {
    name: 'quota',
    value: 'count',
    as: 'NUMBER',
    group: 'Configuration',
    help: 'The quota "Role trust policy length" of your account, instead of the one in the config file: 2048 to 8192 characters.',
  },
  { name: 'explain', group: 'Report', hidden: true, help: 'The command explain, as it was called before.' },
  { name: 'help', short: 'h', group: 'Help', common: true, help: 'Show the flags that are used most.' },
  { name: 'help-all', group: 'Help', common: true, help: 'Show all flags.' },
  { name: 'version', group: 'Help', common: true, help: 'Print the version.' },
] as const satisfies readonly Flag[];

export type FlagName = (typeof FLAGS)[number]['name'];

/** Every flag as its interface says. */
export const ALL_FLAGS: readonly Flag[] = FLAGS;
