/** What a terminal obeys, what breaks a line, and what misleads a reader by its direction or by taking no room. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text of a policy can hold anything; a terminal must not obey it, a line must not break, no reader be misled by its direction. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, unicodeEscape);
}

/**
 * `printable` for a line that a build log may show. GitHub and Azure Pipelines take `##[…]` and `##vso[…]` for commands
 * wherever they stand in a line. In a JSON text the escape stands for the same character.
 */
export function loggable(text: string): string {
  return printable(text).replace(/##(?=(?:vso)?\[)/gi, '#\\u0023');
}

/**
 * The name of a file as a line of output may begin with it: escapes are short, as a shell writes them, and a name that looks
 * like a command to a build log (`::error …`, `##[group]`, behind blanks too) begins with `./`, which names the same file.
 */
export function printableName(name: string): string {
  const start = name.trimStart();
  const line = loggable(name.replace(UNPRINTABLE, shortEscape));
  return start.startsWith('::') || start.startsWith('##') ? `./${line}` : line;
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function shortEscape(c: string): string {
  const code = c.charCodeAt(0);
  return SHORT.get(c) ?? (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : unicodeEscape(c));
}

function unicodeEscape(c: string): string {
  return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
