import { LEVELS, type Finding } from '../findings.ts';
import { isRefused, LARGEST_POLICY } from '../files.ts';
import { check, explain, finish, isConfigFile, namedTrustPolicy, PolicyDocument } from '../service.ts';
import { LineIndex } from '../text/lineIndex.ts';
import { loggable, printableName } from '../text/printable.ts';
import { readArguments, USAGE } from './arguments.ts';
import { Configs, type ConfigWorld, type Governing } from './configs.ts';

/** What the command line needs of the world. */
export interface World extends ConfigWorld {
  readonly version: string;
  readonly now: number;
  readonly random: () => string;
  out(text: string): void;
  err(text: string): void;
}

/** What a file was judged by, for who asks. */
interface Ruling {
  readonly governing: Governing | undefined;
  /** Of the config; undefined where nothing was judged. */
  readonly silenced: number | undefined;
  readonly isPolicy: boolean;
}

interface Reported {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly level: Finding['level'];
  readonly rule: string;
  readonly message: string;
}

/** Checks files. Returns the exit code: 0 nothing, 1 findings, 2 the command could not do its work. */
export function run(argv: readonly string[], world: World): 0 | 1 | 2 {
  const given = readArguments(argv);
  if (typeof given === 'string') {
    world.err(`iam-trust-policy: ${loggable(given)}\n\n${USAGE}`);
    return 2;
  }
  if (given.help || given.version) {
    world.out(given.help ? USAGE : `${world.version}\n`);
    return 0;
  }
  let failures = 0;
  const reported: Reported[] = [];
  const fail = (file: string, reason: string): void => {
    failures++;
    world.err(`iam-trust-policy: ${printableName(file)}${loggable(reason)}\n`);
  };
  const tell = (file: string, ruling: Ruling): void => {
    if (given.verbose) world.err(`iam-trust-policy: ${printableName(file)} ${wordsOf(ruling)}\n`);
  };
  const configs = new Configs(world, given.config);
  for (const file of given.files) {
    try {
      const text = world.read(file, LARGEST_POLICY) ?? { refused: "doesn't exist" };
      if (isRefused(text)) fail(file, ` ${text.refused}`);
      else if (given.explain) tell(file, explainFile(file, text, world, configs));
      else {
        const { found, ...ruling } = checkFile(file, text, world, configs);
        reported.push(...found);
        tell(file, ruling);
      }
    } catch (error) {
      fail(file, `: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  for (const { path, refused } of configs.all) if (refused !== undefined) fail(path, ` ${refused}`);
  if (given.explain) return failures ? 2 : 0;
  for (const governing of configs.all) reported.push(...aboutConfig(governing));
  if (given.format === 'json') world.out(`${jsonOf(reported)}\n`);
  else
    for (const r of reported)
      world.out(`${printableName(r.file)}:${r.line}:${r.column}: ${r.level}: ${loggable(r.message)} [${r.rule}]\n`);
  if (failures) return 2;
  const counts = LEVELS.slice(0, LEVELS.indexOf(given.failOn) + 1);
  return reported.some((r) => counts.includes(r.level)) ? 1 : 0;
}

/** JSON keeps names as they are, in its own escapes: also of what a terminal would obey and JSON would let stand. */
function jsonOf(reported: readonly Reported[]): string {
  return JSON.stringify(reported, null, 2).split('\n').map(loggable).join('\n');
}

function wordsOf({ governing, silenced, isPolicy }: Ruling): string {
  if (!isPolicy) return 'skipped: contains no trust policy';
  if (!governing) return 'uses no config file';
  const config = printableName(governing.path);
  if (governing.refused !== undefined) return `uses no config file: ${config} ${loggable(governing.refused)}`;
  const count = silenced === undefined ? '' : `: ${silenced} ${silenced === 1 ? 'finding' : 'findings'} silenced`;
  return `uses ${config}${count}`;
}

function checkFile(file: string, text: string, world: World, configs: Configs): Ruling & { found: Reported[] } {
  const onCrash = (ruleId: string, error: unknown): void => {
    throw new Error(`rule ${ruleId} failed`, { cause: error });
  };
  const { config, governing } = configs.of(file);
  const { findings, used, silenced, policies } = finish(
    check(policyDocumentOf(file, text), { config, now: world.now, random: world.random, onCrash }),
  );
  if (!isConfigFile(file)) for (const { index } of config.overrides) governing?.spoken.add(index);
  for (const index of used) governing?.used.add(index);
  const lines = new LineIndex(text);
  const found = findings.map((f) => {
    const { line, character } = lines.at(f.span.start);
    return { file, line: line + 1, column: character + 1, level: f.level, rule: f.ruleId, message: f.message };
  });
  return { found, governing, silenced: silenced.length, isPolicy: policies.length > 0 || findings.length > 0 };
}

/** A file as its name has it; what comes on standard input is meant to be a trust policy. */
function policyDocumentOf(file: string, text: string): PolicyDocument {
  return new PolicyDocument(text, file === '-' ? true : namedTrustPolicy(file, {}));
}

/** A line for each statement: where it stands, and whom it lets in. */
function explainFile(file: string, text: string, world: World, configs: Configs): Ruling {
  const lines = new LineIndex(text);
  const { config, governing } = configs.of(file);
  const statements = explain(policyDocumentOf(file, text), config);
  for (const { statement, sentence } of statements) {
    const { line, character } = lines.at(statement.node.span.start);
    world.out(`${printableName(file)}:${line + 1}:${character + 1}: ${loggable(sentence)}.\n`);
  }
  return { governing, silenced: undefined, isPolicy: statements.length > 0 };
}

/** What in a config file makes no sense, or turned out to do nothing for the files given. */
function aboutConfig({ path, text, file, used, spoken }: Governing): Reported[] {
  const lines = new LineIndex(text);
  const idle = [...spoken].filter((index) => !used.has(index)).sort((a, b) => a - b);
  const problems = [
    ...file.problems,
    ...idle.flatMap((index) => {
      const override = file.overrides[index];
      return override
        ? [{ span: override.span, message: 'This override changes no finding of the files it is for.' }]
        : [];
    }),
  ];
  return problems.map(({ span, message }) => {
    const { line, character } = lines.at(span.start);
    return { file: path, line: line + 1, column: character + 1, level: 'warning', rule: 'config', message };
  });
}
