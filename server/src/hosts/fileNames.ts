import { own } from '../text/own.ts';
import { matchesGlob } from './glob.ts';

/** Glob to whether matching files are trust policies; the shape of VS Code's `files.exclude`. */
export type FilePatterns = Readonly<Record<string, boolean>>;

/**
 * The names that make a file a candidate, as the setting shows them. They do not decide: an entry of the setting that says
 * the same is nobody's own.
 */
export const DEFAULT_FILES: FilePatterns = {
  '**/*trust*policy*.json': true,
  '**/*trust*relationship*.json': true,
  '**/*assume*role*policy*.json': true,
  '**/trust.json': true,
  '**/*-trust.json': true,
  '**/*_trust.json': true,
};

/**
 * What a name that makes a candidate says: `trust`: trust policy, in so many words. `assume`: assume role policy, as IAM's API
 * calls a trust policy, and people call the callers' half. `fits`: only the letters fit (`AWSTrustedAdvisor…Policy`).
 */
export type CandidateName = 'trust' | 'assume' | 'fits';

/**
 * What is said of a document besides its content: that it is a trust policy or that it is none, by the user's own entry; or that
 * it may be one, by its name; undefined leaves all to the content.
 */
export type Named = boolean | CandidateName | undefined;

/**
 * Says how policies are judged; found upwards from a policy's file, shared by editors and the command line. Never a policy
 * itself, though its name reads like one.
 */
export const CONFIG_FILE = 'trust-policy.config.json';

/** Whether a path or address leads to a config file. */
export function isConfigFile(path: string): boolean {
  const base = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return base.toLowerCase() === CONFIG_FILE;
}

/**
 * What is said of a file by its path. The user's entries decide first, of several that match the most exact one: a plain path
 * before any glob, then the one with more literal characters; so one file can be taken out of a wider pattern.
 * @param path however it is written; what patterns match is relative to the workspace folder where there is one
 */
export function namedTrustPolicy(path: string, files: FilePatterns): Named {
  const plain = plainPath(path);
  if (isConfigFile(path)) return false;
  return (
    userSays(plain.toLowerCase(), files) ??
    (TERRAFORM_JSON.test(plain) ? false : candidateName(plain.slice(plain.lastIndexOf('/') + 1)))
  );
}

/** Terraform written as JSON: its strings are templates, which nothing here reads. */
const TERRAFORM_JSON = /\.(?:tf|tofu)\.json$/i;

/** A path with forward slashes, without `.` and `..` or anything before the first folder: many ways to write it, one name. */
export function plainPath(path: string): string {
  const steps: string[] = [];
  for (const step of path.replaceAll('\\', '/').split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

function userSays(file: string, files: FilePatterns): boolean | undefined {
  let best: boolean | undefined;
  let exactness = -1;
  for (const [pattern, says] of Object.entries(files)) {
    if (says === own(DEFAULT_FILES, pattern)) continue; // settings come merged with their defaults
    const literal = literalOf(pattern);
    const exact = literal === undefined ? pattern.replace(/[*?[\]{},!]/g, '').length : Infinity;
    if (exact > exactness && (literal === undefined ? matchesGlob(file, pattern) : literal === file))
      [best, exactness] = [says, exact];
  }
  return best;
}

/** The same names as the globs of `DEFAULT_FILES`, with what they say. */
function candidateName(base: string): CandidateName | undefined {
  if (!/\.json$/i.test(base)) return undefined;
  const stem = base.slice(0, -'.json'.length);
  const name = stem.toLowerCase();
  const isTrust = name === 'trust' || name.endsWith('-trust') || name.endsWith('_trust');
  const fits =
    isTrust ||
    holdsInOrder(name, ['trust', 'policy']) ||
    holdsInOrder(name, ['trust', 'relationship']) ||
    holdsInOrder(name, ['assume', 'role', 'policy']);
  if (!fits) return undefined;
  if (/^(AWS|Amazon)[A-Z][A-Za-z0-9]*$/.test(stem)) return 'fits'; // so AWS names its managed policies
  if (/zero[-_. ]?trust/.test(name)) return 'fits';
  if (isTrust || /trust[-_. ]?(policy|relationship)/.test(name)) return 'trust';
  return /assume[-_. ]?role[-_. ]?policy/.test(name) ? 'assume' : 'fits';
}

function holdsInOrder(text: string, words: readonly string[]): boolean {
  let at = 0;
  for (const word of words) {
    const found = text.indexOf(word, at);
    if (found < 0) return false;
    at = found + word.length;
  }
  return true;
}

/** A pattern that matches exactly this path. */
export function globOf(path: string): string {
  return path.replace(/^\/+/, '').replace(/[*?[{]/g, '[$&]');
}

/** The one path that a pattern without wildcards matches, in lower case. */
function literalOf(pattern: string): string | undefined {
  const unescaped = pattern.replace(/\[([*?[{])\]/g, (_, c: string) => ESCAPED.charAt('*?[{'.indexOf(c)));
  if (/[*?[{]/.test(unescaped)) return undefined;
  const literal = unescaped.replace(/[\ue000-\ue003]/g, (c) => '*?[{'.charAt(ESCAPED.indexOf(c)));
  return plainPath(literal).toLowerCase();
}

/** Stand-ins for wildcards that are meant literally. */
const ESCAPED = '\ue000\ue001\ue002\ue003';
