import type { JsonValue } from '../../tree/node.ts';

/**
 * A name and an expression in Terraform's language, written as `terraform fmt` leaves it.
 * https://developer.hashicorp.com/terraform/language/style
 */
export type HclMember = readonly [name: string, expression: string];

/** A block of a file. */
export function block(type: string, labels: readonly string[], members: readonly HclMember[]): string {
  return `${[type, ...labels.map(text)].join(' ')} {\n${indented(lines(members))}}\n`;
}

/** Lines that Terraform passes over. */
export function comment(...sentences: readonly string[]): string {
  return sentences.map((sentence) => `# ${sentence.replace(/[\r\n]+/g, ' ')}\n`).join('');
}

/** A value as an expression. */
export function value(json: JsonValue): string {
  if (typeof json === 'string') return text(json);
  if (typeof json !== 'object' || json === null) return String(json);
  if (Array.isArray(json)) return list((json as readonly JsonValue[]).map(value));
  return map(
    Object.entries(json as Readonly<Record<string, JsonValue>>).map(([key, member]) => [nameOf(key), value(member)]),
  );
}

/** A list of expressions, each on a line of its own. */
function list(items: readonly string[]): string {
  return items.length ? `[\n${indented(items.map((item) => `${item},\n`).join(''))}]` : '[]';
}

/** A map of values by texts, in their order. */
export function textMap(pairs: readonly (readonly [key: string, value: string])[]): string {
  return map(pairs.map(([key, member]) => [text(key), text(member)]));
}

/**
 * A text as it is: what a template would fill in is escaped, as `${aws:username}` is IAM's, and what no reader sees is written by
 * its number. https://developer.hashicorp.com/terraform/language/expressions/strings
 */
export function text(content: string): string {
  const escaped = content
    .replace(/["\\]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, byNumber)
    .replace(/[$%](?=\{)/g, '$&$&');
  return `"${escaped}"`;
}

function byNumber(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}

function map(members: readonly HclMember[]): string {
  return members.length ? `{\n${indented(lines(members))}}` : '{}';
}

/** A key of an object, bare where it reads as a name; the words of the language would not. */
function nameOf(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) && !WORDS.includes(key) ? key : text(key);
}

const WORDS: readonly string[] = ['for', 'if', 'in', 'null', 'true', 'false'];

/** Members on lines, with the equals signs of a row below each other; one of several lines ends a row. */
function lines(members: readonly HclMember[]): string {
  const end = members.findIndex(([, expression]) => expression.includes('\n'));
  const row = end < 0 ? members : members.slice(0, end);
  const width = Math.max(0, ...row.map(([name]) => columns(name)));
  const short = row.map(([name, expression]) => `${name}${' '.repeat(width - columns(name))} = ${expression}\n`);
  const long = members.slice(row.length, row.length + 1).map((member) => `${member.join(' = ')}\n`);
  return [...short, ...long, ...(long.length ? [lines(members.slice(row.length + 1))] : [])].join('');
}

/** How many characters a reader sees. */
function columns(name: string): number {
  return [...CHARACTERS.segment(name)].length;
}

const CHARACTERS = new Intl.Segmenter('en');

/** No text has a line break in it, so every line is one of the layout. */
function indented(body: string): string {
  return body.replace(/^(?=.)/gm, '  ');
}
