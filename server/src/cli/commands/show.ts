import { printableName } from '../../text/printable.ts';
import type { Given } from '../arguments.ts';
import { candidatesOf } from '../candidates.ts';
import { jsonLines } from '../formats/json.ts';
import { Reading } from '../reading.ts';
import type { ExitCode } from '../results.ts';
import { Run } from '../run.ts';
import type { World } from '../world.ts';

/** Lists the files that would be checked; of the others the reasons, on standard error. */
export async function showFiles(given: Given, world: World): Promise<ExitCode> {
  const run = new Run({ ...given, verbose: true }, world);
  const reading = new Reading(run, await candidatesOf(run));
  for await (const read of reading.all()) {
    reading.forget(read.file);
    if ('document' in read) await world.out(`${printableName(read.file.name)}\n`);
    else run.sayClosed(read);
  }
  return run.exitCode();
}

/** Prints what holds for a file, as JSON. */
export async function showConfig(file: string, given: Given, world: World): Promise<ExitCode> {
  const run = new Run(given, world);
  const { config, governing } = await run.configs.of(file);
  if (governing?.refused !== undefined) run.failFile(governing.path, governing.refused);
  const { rules, overrides, ownAccounts, trustedOrganizations, quota } = config;
  const shown = {
    config: governing?.path ?? null,
    rules,
    overrides: overrides.map(({ sids, rules }) => ({ sids, rules })),
    ownAccounts,
    trustedOrganizations,
    quota,
  };
  await world.out(`${jsonLines(shown)}\n`);
  return run.exitCode();
}
