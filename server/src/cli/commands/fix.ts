import { isRefused } from '../../files.ts';
import { finish, fixAll } from '../../service.ts';
import type { Given } from '../arguments.ts';
import { candidatesOf } from '../candidates.ts';
import { patchOf } from '../patch.ts';
import { Reading } from '../reading.ts';
import type { ExitCode, Opened } from '../results.ts';
import { Run } from '../run.ts';
import type { World } from '../world.ts';
import { checkFiles } from './check.ts';

/**
 * Writes the safe fixes, or shows what they would change; then checks what came of it. Of standard input the fixed text is written to
 * standard output. Where that is taken, findings go to standard error.
 */
export async function fix(given: Given, world: World): Promise<ExitCode> {
  const shows = given.fix === 'show';
  const takesOutput = shows || given.paths.includes('-');
  const run = new Run(given, world, (text) => (takesOutput ? world.err(text) : world.out(text)));
  const files = await candidatesOf(run);
  const reading = new Reading(run, files);
  let changed = 0;
  for await (const read of reading.all()) {
    const { file } = read;
    const isInput = file.path === '-';
    const before = 'document' in read ? read.document.text : isInput ? await reading.textOf(file.path) : undefined;
    if (before === undefined || isRefused(before)) continue;
    const after = ('document' in read ? await fixedText(read, run) : undefined) ?? before;
    if (isInput && !shows) await world.out(after);
    reading.forget(file, after !== before && (shows || isInput) ? after : undefined);
    if (after === before) continue;
    if (shows) await world.out(patchOf(file.name, before, after));
    const refused = shows || isInput ? undefined : await world.replace(file.path, before, after);
    if (refused === undefined) changed++;
    else run.failFile(file.name, refused);
  }
  await run.begin();
  await checkFiles(run, reading);
  const code = await run.end(shows && changed > 0);
  if (changed || files.some((f) => !f.named)) run.summarize(shows ? 0 : changed);
  return code;
}

async function fixedText({ file, document }: Opened, run: Run): Promise<string | undefined> {
  const { config } = await run.configs.of(file.name);
  const { now, random } = run.world;
  // A rule that fails offers no fixes; the check that follows says that it failed.
  const onCrash = (): void => undefined;
  return run.attempt(file, "can't be fixed", () => finish(fixAll(document, { config, now, random, onCrash })));
}
