import * as path from 'node:path';
import { isRefused, LARGEST_CONFIG } from '../files.ts';
import { IgnoreRules } from '../workspace/gitignore.ts';
import { Ignoring, NO_IGNORE_FILES, type IgnoreFiles } from '../workspace/ignore.ts';
import { readBytes } from './read.ts';

/** What stands in a folder that matters for what is left out. */
interface Holds {
  readonly gitignore: boolean;
  readonly git: boolean;
}

/** The ignore files of a folder. @param holds what is known to stand there, so that it need not be looked for */
export async function ignoreFilesIn(
  folder: string,
  holds: Holds = { gitignore: true, git: true },
): Promise<IgnoreFiles> {
  if (!holds.gitignore && !holds.git) return NO_IGNORE_FILES;
  const rules: IgnoreRules[] = [];
  const read = async (file: string): Promise<void> => {
    const text = await textOf(file);
    if (text !== undefined) rules.push(new IgnoreRules(text));
  };
  if (holds.gitignore) await read(path.join(folder, '.gitignore'));
  const git = holds.git ? await gitFolderOf(folder) : undefined;
  if (git !== undefined) await read(path.join(git, 'info', 'exclude'));
  return { rules, isRepository: git !== undefined };
}

/** What counts in a folder: of the repository that it lies in, up to its root. @param isOn whether ignore files count */
export async function ignoringIn(folder: string, isOn = true): Promise<Ignoring> {
  if (!isOn) return new Ignoring(NO_IGNORE_FILES);
  const names: string[] = [];
  const levels: IgnoreFiles[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    const files = await ignoreFilesIn(at);
    levels.unshift(files);
    if (files.isRepository) break;
    if (at === path.dirname(at)) {
      // No repository: what lies above is nobody's to say.
      levels.splice(0, levels.length - 1);
      break;
    }
    names.unshift(path.basename(at));
  }
  const [first = NO_IGNORE_FILES, ...others] = levels;
  let ignoring = new Ignoring(first);
  for (const [i, files] of others.entries()) ignoring = ignoring.within(names.at(i - others.length) ?? '', files);
  return ignoring;
}

/** Where git keeps what belongs to a folder's repository; undefined for a folder that is none. */
async function gitFolderOf(folder: string): Promise<string | undefined> {
  const git = path.join(folder, '.git');
  const bytes = await readBytes(git, LARGEST_CONFIG);
  if (bytes === undefined) return undefined;
  if (isRefused(bytes)) return git;
  // A worktree or a submodule: a file says where; a worktree shares what its repository has.
  const link = /^gitdir: ([^\r\n]+)/.exec(bytes.toString('utf8'))?.[1];
  if (link === undefined) return git;
  const own = path.resolve(folder, link);
  const common = (await textOf(path.join(own, 'commondir')))?.trim();
  return common === undefined ? own : path.resolve(own, common);
}

async function textOf(file: string): Promise<string | undefined> {
  const bytes = await readBytes(file, LARGEST_CONFIG);
  return bytes === undefined || isRefused(bytes) ? undefined : bytes.toString('utf8');
}
