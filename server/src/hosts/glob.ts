import picomatch from 'picomatch';

/** Whether a path fits a glob; without case, dots and leading slashes count for nothing. */
export function matchesGlob(path: string, pattern: string): boolean {
  const options = { nocase: true, dot: true, noextglob: true, nonegate: true };
  return pattern.length <= 1000 && picomatch.isMatch(path.replace(/^\/+/, ''), pattern.replace(/^\/+/, ''), options);
}
