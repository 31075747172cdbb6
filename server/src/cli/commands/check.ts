import { KnownRoles, rolesIn } from '../../service.ts';
import type { Given } from '../arguments.ts';
import { candidatesOf } from '../candidates.ts';
import { Checker } from '../checker.ts';
import { InOrder } from '../inOrder.ts';
import { Reading } from '../reading.ts';
import type { Candidate, Closed, ExitCode, Result } from '../results.ts';
import { Run } from '../run.ts';
import type { World } from '../world.ts';

/** Checks files. */
export async function check(given: Given, world: World): Promise<ExitCode> {
  const run = new Run(given, world);
  await run.begin();
  const files = await candidatesOf(run);
  await checkFiles(run, new Reading(run, files));
  const code = await run.end();
  if (files.some((f) => !f.named)) run.summarize(0);
  return code;
}

/**
 * Checks files. One that tells of no role is judged as it is read; the others wait until all roles are known. Results are written as
 * soon as those before them are.
 */
export async function checkFiles(run: Run, reading: Reading): Promise<void> {
  const checker = new Checker(run);
  const results = new InOrder((result: Result | Closed) => run.report(result));
  const roles = new KnownRoles();
  const waiting: { readonly turn: number; readonly file: Candidate }[] = [];
  let turn = 0;
  for await (const read of reading.all()) {
    const { file } = read;
    const own = 'document' in read ? run.attempt(file, READING, () => rolesIn(read.document.trustPolicies)) : [];
    if (own?.length) {
      roles.set(file.path, own);
      waiting.push({ turn, file });
    } else {
      await results.put(turn, await checker.resultOf(read));
      reading.forget(file);
    }
    turn++;
  }
  for (const { turn, file } of waiting) {
    await run.turn();
    if (run.world.interrupted) break;
    await results.put(turn, await checker.resultOf(await reading.again(file), roles.beside(file.path)));
    reading.forget(file);
  }
  await results.end();
}

const READING = "can't be read for its roles";
