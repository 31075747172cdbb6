/**
 * What no reader sees as it is: controls and line breaks, marks of direction and other invisible ones, halves of characters,
 * and what is no character at all. XML takes none of these but the blanks.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/gu;

/** Nearly every text: nothing to look for. */
const PLAIN = /^[\u0020-\u007e]*$/;

/** The first hidden character of a text, as `U+202E`; undefined when there is none. */
export function hiddenIn(text: string): string | undefined {
  const [character] = text.match(HIDDEN) ?? [];
  return character === undefined ? undefined : codePoint(character);
}

/** A character by its number: `U+202E`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Text of a policy can hold anything; a terminal must not obey it, a line must not break, no reader be misled by its direction. */
export function printable(text: string): string {
  return PLAIN.test(text) ? text : text.replace(HIDDEN, escape);
}

/** The same for a text of several lines. JSON says the same with it. */
export function printableLines(text: string): string {
  return text.replace(HIDDEN, (c) => (c === '\n' ? c : escape(c)));
}

function escape(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

/** The beginning of a printable text, no character and no escape of it cut in two. */
export function beginning(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$|\\(?:u[0-9a-f]{0,3})?$/, '');
}

/** No message shows more of a value. Characters. */
const LONGEST = 200;

/** A value as a message quotes it: printable, and of a long one its beginning and its end. */
export function abridged(text: string, longest = LONGEST): string {
  // Printable text is never shorter, so no more of it can show.
  const safe = printable(text.length > 2 * longest ? text.slice(0, longest) + text.slice(-longest) : text);
  if (safe.length <= longest) return safe;
  const half = longest / 2;
  return `${beginning(safe, half)}…${safe.slice(1 - half).replace(/^[\udc00-\udfff]/, '')}`;
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
  const line = loggable(name.replace(HIDDEN, shortEscape));
  return start.startsWith('::') || start.startsWith('##') ? `./${line}` : line;
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function shortEscape(c: string): string {
  const code = c.charCodeAt(0);
  return SHORT.get(c) ?? (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : escape(c));
}
