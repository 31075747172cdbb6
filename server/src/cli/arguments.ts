/** What a person asked for on the command line. */
export interface Arguments {
  readonly files: readonly string[];
  /** Print who can assume the roles instead of checking. */
  readonly explain: boolean;
  readonly format: 'text' | 'json';
  /** The lowest level that makes the exit code 1. */
  readonly failOn: 'error' | 'warning' | 'information' | 'hint';
  /** The config file to use; undefined looks for one upwards from each file, false uses none. */
  readonly config: string | false | undefined;
  /** Say which config file counts for each file, and what was passed over. */
  readonly verbose: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

export const USAGE = `iam-trust-policy: checks AWS IAM trust policies

  iam-trust-policy [options] <file>…     check files; - reads standard input
  iam-trust-policy --explain <file>…     say in plain words who can assume the roles

  --format text|json     how findings are printed (text)
  --fail-on LEVEL        exit with 1 from this level on: error, warning, information, hint (warning)
  --config FILE          use this config instead of the trust-policy.config.json found upwards from each file
  --no-config            use none
  --verbose              on standard error: the config each file uses, how many findings it silences, and files without a trust policy
  --                     all that follows is a file
  --version, --help

Exit codes: 0 nothing found, 1 findings, 2 the command could not do its work.
`;

/** Reads the command line; a string is what is wrong with it. */
export function readArguments(argv: readonly string[]): Arguments | string {
  const files: string[] = [];
  let format: Arguments['format'] = 'text';
  let failOn: Arguments['failOn'] = 'warning';
  let config: Arguments['config'];
  let explain = false;
  let verbose = false;
  let help = false;
  let version = false;
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    const [name, inline] = argument.startsWith('--') ? splitOnce(argument) : [argument, undefined];
    const value = (): string | undefined => inline ?? argv[++i];
    if (argument === '--') {
      files.push(...argv.slice(i + 1));
      break;
    } else if (name === '--help' || name === '-h') help = true;
    else if (name === '--version') version = true;
    else if (argument === '--explain') explain = true;
    else if (argument === '--verbose') verbose = true;
    else if (name === '--format') {
      const given = value();
      if (given !== 'text' && given !== 'json') return `--format takes text or json, not ${given ?? 'nothing'}`;
      format = given;
    } else if (argument === '--no-config') config = false;
    else if (name === '--config') {
      config = value();
      if (config === undefined) return '--config takes a file';
    } else if (name === '--fail-on') {
      const given = value();
      if (given !== 'error' && given !== 'warning' && given !== 'information' && given !== 'hint')
        return `--fail-on takes a level, not ${given ?? 'nothing'}`;
      failOn = given;
    } else if (argument.startsWith('-') && argument !== '-') return `no such option: ${name}`;
    else files.push(argument);
  }
  if (!files.length && !help && !version) return 'no files given';
  return { files, explain, format, failOn, config, verbose, help, version };
}

function splitOnce(argument: string): [string, string | undefined] {
  const at = argument.indexOf('=');
  return at < 0 ? [argument, undefined] : [argument.slice(0, at), argument.slice(at + 1)];
}
