import type { JsonValue } from '../../tree/node.ts';

/** How an author lays out JSON. */
export interface Style {
  readonly eol: string;
  /** One level of indentation. */
  readonly unit: string;
}

/** The text's own line end and indentation; two spaces where it shows none. */
export function styleOf(text: string): Style {
  const indent = /[{[][ \t]*\r?\n([ \t]*)[^\s]/.exec(text);
  const lead = /(?:^|\n)([ \t]*)[^\n]*[{[][ \t]*\r?\n[ \t]*[^\s]/.exec(text);
  const deeper = indent?.[1] ?? '';
  const outer = lead?.[1] ?? '';
  const unit = deeper.startsWith(outer) ? deeper.slice(outer.length) : deeper;
  return { eol: text.includes('\r\n') ? '\r\n' : '\n', unit: unit || '  ' };
}

/** The white space that starts the line of `offset`. */
export function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
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
