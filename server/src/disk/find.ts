import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, readlink, realpath, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { NO_FILE, type FindOptions, type Found } from '../files.ts';
import { globMatcher } from '../hosts/glob.ts';
import { IgnoreRules } from '../workspace/gitignore.ts';
import { isLeftOut, isListed, NO_IGNORE_FILES, type IgnoreFiles, type Ignoring } from '../workspace/ignore.ts';
import { ignoreFilesIn, ignoringIn } from './ignoreFiles.ts';
import { DANGLING, isMissing, systemWords } from './read.ts';

/**
 * The files that somebody means by files, folders and globs: each once, in the order given, within a folder by path. A file that is
 * named is taken whatever it is; of folders and globs what may hold policies and no ignore file leaves out.
 */
export async function* find(given: readonly string[], options: FindOptions): AsyncGenerator<Found> {
  const places: Place[] = [];
  for (const one of given) places.push(await placeOf(asSlashes(one)));
  const named = new Set(places.flatMap((place) => (place.kind === 'file' ? [place.real] : [])));
  const seen = new Set<string>();
  const once = places.length > 1; // one folder gives no file twice
  for (const place of places) {
    if (place.kind === 'file') {
      if (seen.size === seen.add(place.real).size) continue;
      yield { kind: 'file', path: place.path, named: true };
      continue;
    }
    let matched = false;
    let passed = 0;
    for await (const { found, real } of new Walk(place, options).run()) {
      if (found.kind === 'passed') passed++;
      else matched = true;
      if (found.kind === 'passed' || found.kind === 'unmatched') yield found;
      else if (!named.has(real) && !(once && seen.has(real))) {
        if (once) seen.add(real);
        yield found;
      }
    }
    if (!matched) yield { kind: 'unmatched', searched: place.searched, passed };
  }
}

/** Whether a file is one of those that `find` gives for a folder. Both are absolute. */
export async function isFound(file: string, folder: string): Promise<boolean> {
  const relative = path.relative(folder, file);
  if (relative === '' || !isBelow(file, folder)) return false;
  if (await leftOut(asSlashes(relative), folder, await ignoringIn(folder), ignoreFilesIn)) return false;
  const isLink = (await lstat(file).catch(() => undefined))?.isSymbolicLink() ?? false;
  if (!isLink) return true;
  const target = await targetOf(file);
  const root = await realpath(folder).catch(() => folder);
  return !target.stats?.isDirectory() && isBelow(target.path, root) && !(await isFound(target.path, root));
}

/** Where to look. */
type Place = { readonly kind: 'file'; readonly path: string; readonly real: string } | Root;

interface Root {
  readonly kind: 'folder';
  /** As it was given. */
  readonly searched: string;
  /** What stands before the names found in it: empty, or a path with a slash at its end. */
  readonly prefix: string;
  /** Without links; undefined where there is no such folder. */
  readonly real: string | undefined;
  readonly matches: (path: string) => boolean;
  /** Folders within folders that are looked into. */
  readonly deepest: number;
}

async function placeOf(given: string): Promise<Place> {
  if (given === '-') return { kind: 'file', path: '-', real: '-' };
  const stats = await stat(given).catch(() => undefined);
  if (stats?.isDirectory()) return rootOf(given, given, () => true, Infinity);
  const isThere = stats !== undefined || (await lstat(given).catch(() => undefined)) !== undefined;
  if (!isThere && MAGIC.test(given)) return globRoot(given);
  const folder = await realpath(path.dirname(given)).catch(() => path.resolve(path.dirname(given)));
  return { kind: 'file', path: given, real: path.join(folder, path.basename(given)) };
}

const MAGIC = /[*?[{]/;

/** A glob is looked for in the folder that its part without wildcards names. */
function globRoot(glob: string): Promise<Root> {
  const segments = glob.split('/');
  const first = segments.findIndex((segment) => /[*?[{\\]/.test(segment));
  const pattern = segments.slice(first).join('/');
  const folder = segments.slice(0, first).join('/') || (first > 0 ? '/' : '.');
  const deepest = /\*\*|\{/.test(pattern) ? Infinity : segments.length - first;
  return rootOf(folder, glob, globMatcher(pattern), deepest);
}

async function rootOf(folder: string, searched: string, matches: Root['matches'], deepest: number): Promise<Root> {
  const real = await realpath(folder).catch(() => undefined);
  const prefix = folder === '.' || folder === './' ? '' : folder.endsWith('/') ? folder : `${folder}/`;
  return { kind: 'folder', searched, prefix, real, matches, deepest };
}

/** A folder that is being looked into. */
interface Folder {
  /** From the root, empty or with a slash at its end. */
  readonly path: string;
  readonly depth: number;
  readonly ignoring: Ignoring;
  readonly entries: Iterator<Dirent>;
}

/** A path found, with the one that it has without links. */
interface Step {
  readonly found: Found;
  readonly real: string;
}

class Walk {
  readonly #root: Root;
  readonly #options: FindOptions;
  readonly #more: { readonly rules: IgnoreRules; readonly base: string } | undefined;
  /** Files that links led to. */
  readonly #reached = new Set<string>();

  constructor(root: Root, options: FindOptions) {
    this.#root = root;
    this.#options = options;
    if (options.ignorePatterns.length)
      this.#more = { rules: new IgnoreRules(options.ignorePatterns.join('\n')), base: process.cwd() };
  }

  async *run(): AsyncGenerator<Step> {
    const { real } = this.#root;
    if (real === undefined) return;
    const stack: Folder[] = [];
    const enter = async (at: string, above: Folder | undefined, name: string): Promise<Step | undefined> => {
      const entered = await this.#enter(at, above, name);
      if ('found' in entered) return entered;
      stack.push(entered);
      return undefined;
    };
    const refused = await enter('', undefined, '');
    if (refused) yield refused;
    for (let here = stack.at(-1); here; here = stack.at(-1)) {
      const { value: entry, done } = here.entries.next() as IteratorResult<Dirent, undefined>;
      if (done) {
        stack.pop();
        continue;
      }
      const at = here.path + entry.name;
      if (entry.isDirectory()) {
        if (here.depth >= this.#root.deepest) continue;
        if (this.#leavesOut(here, entry.name, true)) yield this.#step({ kind: 'passed', why: 'is left out' }, `${at}/`);
        else {
          const refused = await enter(`${at}/`, here, entry.name);
          if (refused) yield refused;
        }
      } else {
        const step = await this.#file(here, entry, at);
        if (step) yield step;
      }
    }
  }

  /** Opens a folder; a step where that cannot be done. */
  async #enter(at: string, above: Folder | undefined, name: string): Promise<Folder | Step> {
    const folder = this.#realOf(at);
    let entries: Dirent[];
    try {
      entries = await readdir(folder, { withFileTypes: true });
    } catch (error) {
      return this.#step({ kind: 'refused', refused: systemWords(error) }, at);
    }
    const ignoring = above
      ? above.ignoring.within(name, await this.#ignoreFiles(folder, entries))
      : await this.#ignoring(folder);
    return { path: at, depth: (above?.depth ?? 0) + 1, ignoring, entries: inOrder(entries).values() };
  }

  /** A file, or what takes a file's place; undefined for what is no matter of ours. */
  async #file(here: Folder, entry: Dirent, at: string): Promise<Step | undefined> {
    if (entry.isSymbolicLink()) return this.#link(here, entry.name, at);
    if (!isListed(entry.name) || !this.#root.matches(at)) return undefined;
    if (this.#leavesOut(here, entry.name, false)) return this.#step({ kind: 'passed', why: 'is left out' }, at);
    return entry.isFile()
      ? this.#step({ kind: 'file', named: false }, at)
      : this.#step({ kind: 'refused', refused: NO_FILE }, at);
  }

  /** A link to a file counts when the file lies in the folder too, and is not found under its own name. */
  async #link(here: Folder, name: string, at: string): Promise<Step | undefined> {
    const target = await targetOf(this.#realOf(at));
    const passed = (why: string): Step => this.#step({ kind: 'passed', why }, at);
    if (target.stats?.isDirectory()) return passed('is a link to a folder');
    if (!isListed(name) || !this.#root.matches(at)) return undefined;
    if (this.#leavesOut(here, name, false)) return passed('is left out');
    const root = this.#root.real ?? '';
    if (!isBelow(target.path, root)) return passed('is a link to a file elsewhere');
    if (!target.stats) return this.#step({ kind: 'refused', refused: target.refused ?? NO_FILE }, at);
    if (!target.stats.isFile()) return this.#step({ kind: 'refused', refused: NO_FILE }, at);
    const relative = asSlashes(path.relative(root, target.path));
    if (this.#reached.has(target.path) || (await this.#isFoundItself(relative)))
      return passed('is a link to a file that is found itself');
    this.#reached.add(target.path);
    return { ...this.#step({ kind: 'file', named: false }, at), real: target.path };
  }

  async #isFoundItself(at: string): Promise<boolean> {
    const root = this.#root.real ?? '';
    if (!this.#root.matches(at) || at.split('/').length > this.#root.deepest) return false;
    if (
      this.#more &&
      at.split('/').some((_, i, all) => this.#moreSays(all.slice(0, i + 1).join('/'), i + 1 < all.length))
    )
      return false;
    return !(await leftOut(at, root, await this.#ignoring(root), (folder) => this.#ignoreFiles(folder)));
  }

  #leavesOut(here: Folder, name: string, isFolder: boolean): boolean {
    return this.#moreSays(here.path + name, isFolder) || here.ignoring.leavesOut(name, isFolder);
  }

  #moreSays(at: string, isFolder: boolean): boolean {
    if (!this.#more) return false;
    const full = this.#realOf(at);
    const base = isBelow(full, this.#more.base) ? this.#more.base : (this.#root.real ?? '');
    return this.#more.rules.leavesOut(asSlashes(path.relative(base, full)), isFolder) ?? false;
  }

  #ignoring(folder: string): Promise<Ignoring> {
    return ignoringIn(folder, this.#options.ignoreFiles);
  }

  #ignoreFiles(folder: string, entries?: readonly Dirent[]): Promise<IgnoreFiles> {
    const has = (name: string): boolean => entries?.some((e) => e.name === name) ?? true;
    const isOn = this.#options.ignoreFiles;
    return ignoreFilesIn(folder, { gitignore: isOn && has('.gitignore'), git: isOn && has('.git') });
  }

  #realOf(at: string): string {
    return path.join(this.#root.real ?? '', at);
  }

  #step(found: Unplaced, at: string): Step {
    return { found: { ...found, path: this.#root.prefix + at || '.' }, real: this.#realOf(at) };
  }
}

type Unplaced = Found extends infer F ? (F extends { readonly path: string } ? Omit<F, 'path'> : never) : never;

/** So that paths come in the order of their characters, those of files in folders among them. */
function inOrder(entries: readonly Dirent[]): Dirent[] {
  const key = (e: Dirent): string => (e.isDirectory() ? `${e.name}/` : e.name);
  return entries
    .map((entry) => ({ entry, key: key(entry) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ entry }) => entry);
}

/** Where a link leads in the end, as far as that can be told. */
async function targetOf(link: string): Promise<{ path: string; stats?: Stats; refused?: string }> {
  try {
    return { path: await realpath(link), stats: await stat(link) };
  } catch (error) {
    const next = await readlink(link).catch(() => '');
    return { path: path.resolve(path.dirname(link), next), refused: isMissing(error) ? DANGLING : systemWords(error) };
  }
}

/** Whether a file that a folder holds is left out when the folder is listed. */
async function leftOut(
  at: string,
  root: string,
  ignoring: Ignoring,
  read: (folder: string) => Promise<IgnoreFiles>,
): Promise<boolean> {
  const files = new Map<string, IgnoreFiles>();
  for (let end = at.indexOf('/'); end >= 0; end = at.indexOf('/', end + 1)) {
    const folder = at.slice(0, end);
    files.set(folder, await read(path.join(root, folder)));
  }
  return isLeftOut(at, ignoring, (folder) => files.get(folder) ?? NO_IGNORE_FILES);
}

function isBelow(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

/** Paths are shown with forward slashes everywhere; a backslash separates on Windows alone. */
function asSlashes(file: string): string {
  return path.sep === '\\' ? file.replaceAll('\\', '/') : file;
}
