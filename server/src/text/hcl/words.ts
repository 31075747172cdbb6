// The words and texts of Terraform's language. https://developer.hashicorp.com/terraform/language/expressions/strings

/** Whether a key of an object is read the same without quotes: the words of the language are not. */
export function isBare(name: string): boolean {
  return /^[A-Za-z_][\w-]*$/.test(name) && !WORDS.has(name);
}

/** Words that say something else than a name. */
const WORDS: ReadonlySet<string> = new Set(['for', 'if', 'in', 'null', 'true', 'false']);

/** A text in quotes, in which nothing is filled in. */
export function quoted(text: string): string {
  return `"${encoded('quoted', text)}"`;
}

/**
 * Text as it stands in quotes or in a heredoc: signs that would open a hole are doubled, as `${aws:username}` is IAM's. In quotes
 * it is escaped, and what no reader sees is written by its number.
 */
export function encoded(form: 'quoted' | 'heredoc', text: string): string {
  const doubled = text.replace(/([$%])(?=\{)/g, '$1$1');
  if (form === 'heredoc') return doubled;
  return doubled
    .replace(/["\\]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, byNumber);
}

function byNumber(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}
