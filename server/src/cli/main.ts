import { loggable } from '../text/printable.ts';
import { readArguments, UsageError, type Given } from './arguments.ts';
import { helpText } from './help.ts';
import type { ExitCode } from './results.ts';
import type { World } from './world.ts';

/** Does what the command line asks for. Returns the exit code: 0 nothing, 1 findings, 2 not everything could be done. */
export async function run(argv: readonly string[], world: World): Promise<ExitCode> {
  try {
    return await obey(readArguments(argv), world);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    world.err(`iam-trust-policy: ${loggable(error.message)}\nSee iam-trust-policy --help\n`);
    return 2;
  }
}

/** What checks is loaded only where it is needed: help and the version answer at once. */
async function obey(given: Given, world: World): Promise<ExitCode> {
  const { show } = given;
  switch (show) {
    case 'help':
    case 'all help':
      await world.out(helpText(show === 'all help'));
      return 0;
    case 'version':
      await world.out(`${world.version}\n`);
      return 0;
    case 'files':
      return (await import('./commands/show.ts')).showFiles(given, world);
    case undefined:
      break;
    default:
      return (await import('./commands/show.ts')).showConfig(show.config, given, world);
  }
  switch (given.command) {
    case 'check':
      if (given.fix === undefined) return (await import('./commands/check.ts')).check(given, world);
      return (await import('./commands/fix.ts')).fix(given, world);
    case 'fix':
      return (await import('./commands/fix.ts')).fix(given, world);
    case 'explain':
      return (await import('./commands/explain.ts')).explain(given, world);
    case 'rules':
      return (await import('./commands/rules.ts')).rules(given, world);
  }
}
