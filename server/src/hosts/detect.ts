import { matchesGlob } from './glob.ts';

/** How much of a document is looked at to see whether it may hold a trust policy. UTF-16 units. */
export const DETECT_LIMIT = 64 * 1024;

/** Glob to whether matching files are trust policies; the shape of VS Code's `files.exclude`. */
export type FilePatterns = Readonly<Record<string, boolean>>;

/** Files that are taken for trust policies by their names, matched without case. */
export const DEFAULT_FILES: FilePatterns = {
  '**/*trust*policy*.json': true,
  '**/*trust*relationship*.json': true,
  '**/*assume*role*policy*.json': true,
};

/**
 * Whether a text may hold a trust policy: cheap, on its first 64 KB, and rather yes than no. What really is one decides
 * the host, on the tree.
 */
export function mayHoldTrustPolicy(text: string): boolean {
  const head = text.length > DETECT_LIMIT ? text.slice(0, DETECT_LIMIT) : text;
  if (/assume_?role_?policy/i.test(head)) return true;
  return /princip/i.test(head) && /sts(:|%3a)/i.test(head);
}

/**
 * What the file's name says: true or false when a pattern decides, undefined when none matches. Of several matching
 * patterns the most exact decides: a plain path before any glob, then the one with more literal characters; so one file
 * can be taken out of a wider pattern.
 * @param path the file's path with forward slashes, relative to its workspace folder where it has one
 */
export function namedTrustPolicy(path: string, files: FilePatterns): boolean | undefined {
  const file = path.replace(/^\/+/, '').toLowerCase();
  let best: string | undefined;
  let exactness = -1;
  for (const pattern of Object.keys(files)) {
    const literal = literalOf(pattern);
    const own = literal === undefined ? pattern.replace(/[*?[\]{},!]/g, '').length : Infinity;
    if (own > exactness && (literal === undefined ? matchesGlob(file, pattern) : literal === file))
      [best, exactness] = [pattern, own];
  }
  return best === undefined ? undefined : files[best];
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
  return literal.replace(/^\/+/, '').toLowerCase();
}

/** Stand-ins for wildcards that are meant literally. */
const ESCAPED = '\ue000\ue001\ue002\ue003';
