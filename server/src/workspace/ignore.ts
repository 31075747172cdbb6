import { ENDINGS } from '../hosts/detect.ts';
import type { IgnoreRules } from './gitignore.ts';

/** Folders of what others wrote or tools made: never looked into unless somebody names them. */
export const NEVER_ENTERED: ReadonlySet<string> = new Set([
  '.git',
  'node_modules',
  '.terraform',
  '.terragrunt-cache',
  'cdk.out',
]);

export function isListed(name: string): boolean {
  const lower = name.toLowerCase();
  return ENDINGS.some((ending) => lower.endsWith(ending));
}

/** What a folder's own ignore files say. */
export interface IgnoreFiles {
  /** Those that weigh more first. */
  readonly rules: readonly IgnoreRules[];
  /** The folder is a repository of its own: what the one around it leaves out is none of its business. */
  readonly isRepository: boolean;
}

/** Of a folder without any. */
export const NO_IGNORE_FILES: IgnoreFiles = { rules: [], isRepository: false };

/** What is left out of a folder: what its own ignore files say, before what those of the folders above say. */
export class Ignoring {
  readonly #rules: readonly IgnoreRules[];
  readonly #above: Ignoring | undefined;
  /** In the folder above. */
  readonly #name: string;

  constructor({ rules, isRepository }: IgnoreFiles, above?: Ignoring, name = '') {
    this.#rules = rules.filter((r) => !r.isEmpty);
    this.#above = isRepository ? undefined : above;
    this.#name = name;
  }

  /** What counts in one of the folders. */
  within(name: string, files: IgnoreFiles): Ignoring {
    return new Ignoring(files, this, name);
  }

  /** Whether a file or folder that lies here is left out. */
  leavesOut(name: string, isFolder: boolean): boolean {
    return (isFolder && NEVER_ENTERED.has(name)) || (this.#says(name, isFolder) ?? false);
  }

  #says(path: string, isFolder: boolean): boolean | undefined {
    for (const rules of this.#rules) {
      const says = rules.leavesOut(path, isFolder);
      if (says !== undefined) return says;
    }
    return this.#above && this.#above.#says(`${this.#name}/${path}`, isFolder);
  }
}

/**
 * Whether a file is passed over when the files of a folder are listed: by its kind, by its own name, or with a folder it lies in.
 * @param path from the folder that is listed, with forward slashes
 * @param folder what counts in the folder that is listed
 * @param filesIn the ignore files of a folder within it
 */
export function isLeftOut(path: string, folder: Ignoring, filesIn: (folder: string) => IgnoreFiles): boolean {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  if (!isListed(name)) return true;
  let here = folder;
  let at = '';
  for (const name of folders) {
    if (here.leavesOut(name, true)) return true;
    at += at === '' ? name : `/${name}`;
    here = here.within(name, filesIn(at));
  }
  return here.leavesOut(name, false);
}
