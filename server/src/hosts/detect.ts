import picomatch from 'picomatch';

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
 * patterns the longest decides, so that one file can be taken out of a wider pattern.
 * @param path the file's path with forward slashes, absolute or relative to its folder
 */
export function namedTrustPolicy(path: string, files: FilePatterns): boolean | undefined {
  let best: string | undefined;
  for (const pattern of Object.keys(files)) {
    if ((best === undefined || pattern.length > best.length) && matches(path, pattern)) best = pattern;
  }
  return best === undefined ? undefined : files[best];
}

function matches(path: string, pattern: string): boolean {
  if (pattern.length > 1000) return false;
  const options = { nocase: true, dot: true, noextglob: true };
  const relative = path.replace(/^\/+/, '');
  if (picomatch.isMatch(relative, pattern.replace(/^\/+/, ''), options)) return true;
  return (
    !pattern.startsWith('**/') && !pattern.startsWith('/') && picomatch.isMatch(relative, `**/${pattern}`, options)
  );
}
