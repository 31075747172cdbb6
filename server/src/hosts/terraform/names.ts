/** Whether a key of an object is read the same without quotes: the words of the language are not. */
export function isBare(name: string): boolean {
  return /^[A-Za-z_][\w-]*$/.test(name) && !WORDS.has(name);
}

/** Words that say something else than a name. */
const WORDS: ReadonlySet<string> = new Set(['for', 'if', 'in', 'null', 'true', 'false']);
