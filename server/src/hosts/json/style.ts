import type { JsonValue } from '../../tree/node.ts';

/** How an author lays out JSON. */
export interface Style {
  readonly eol: string;
  /** One level of indentation. */
  readonly unit: string;
  /** Whether all of it stands on one line. */
  readonly oneLine: boolean;
}

/** How far a text, and a line of it, is looked at for its style. UTF-16 units. */
const LOOK = 20_000;

/** The text's own line end and indentation; two spaces where it shows none. */
export function styleOf(text: string): Style {
  const oneLine = !text.includes('\n');
  const head = text.slice(0, LOOK);
  const lines = head.split('\n');
  const eol = lines.length > 1 && lines[0]?.endsWith('\r') ? '\r\n' : '\n';
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1];
    if (next === undefined || !/[{[]\s*$/.test(line.slice(-200))) continue;
    const outer = leadOf(line);
    const inner = leadOf(next);
    if (inner.length > outer.length && next.trim() !== '')
      return { eol, unit: inner.startsWith(outer) ? inner.slice(outer.length) : inner, oneLine };
  }
  return { eol, unit: '  ', oneLine };
}

function leadOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** The white space that starts the line of `offset`; none of a line so long that nobody laid it out. */
export function indentAt(text: string, offset: number): string {
  const from = Math.max(0, offset - LOOK);
  const before = text.slice(from, offset);
  const start = before.lastIndexOf('\n') + 1;
  return start > 0 || from === 0 ? leadOf(before.slice(start)) : '';
}

/** JSON over several lines, as the author's style has it; lists of one or of short strings stay on one line. */
export function layOut(value: JsonValue, style: Style, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = indent + style.unit;
  const parts = Array.isArray(value)
    ? (value as readonly JsonValue[]).map((v) => layOut(v, style, inner))
    : Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}: ${layOut(v, style, inner)}`);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (!parts.length) return open + close;
  return open + parts.map((p) => style.eol + inner + p).join(',') + style.eol + indent + close;
}

/** JSON on one line, with a space behind colons and commas. */
export function inline(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(inline).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([k, v]) => `${JSON.stringify(k)}: ${inline(v)}`)
    .join(', ')}}`;
}
