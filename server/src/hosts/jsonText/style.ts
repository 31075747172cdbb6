import { keptNode, newMembers, type NewValue } from '../../tree/edit.ts';
import type { StringNode, ValueNode } from '../../tree/node.ts';

/** How an author lays out JSON. */
export interface Style {
  readonly eol: string;
  /** One level of indentation. */
  readonly unit: string;
  /** Whether all of it stands on one line. */
  readonly oneLine: boolean;
  /** What stands between a key and its value. */
  readonly colon: string;
  /** What stands between two parts on one line. */
  readonly comma: string;
  /** Blanks inside the braces, and the brackets, of what stands on one line. */
  readonly inBraces: string;
  readonly inBrackets: string;
}

/** How far a text, and a line of it, is looked at for its style. UTF-16 units. */
const LOOK = 20_000;

/** The text's own line end and indentation; two spaces where it shows none. */
export function styleOf(text: string): Style {
  const oneLine = !text.includes('\n');
  const head = text.slice(0, LOOK);
  const lines = head.split('\n');
  const signs = signsIn(head);
  const eol = lines.length > 1 && lines[0]?.endsWith('\r') ? '\r\n' : '\n';
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1];
    if (next === undefined || !/[{[]\s*$/.test(line.slice(-200))) continue;
    const outer = leadOf(line);
    const inner = leadOf(next);
    if (inner.length > outer.length && next.trim() !== '')
      return { eol, unit: inner.startsWith(outer) ? inner.slice(outer.length) : inner, oneLine, ...signs };
  }
  return { eol, unit: '  ', oneLine, ...signs };
}

/** Blanks around colons and commas and in brackets, as most of a text's have them. */
function signsIn(text: string): Pick<Style, 'colon' | 'comma' | 'inBraces' | 'inBrackets'> {
  const all = text.match(/" {0,9}:(?:[ \t\r\n]|(?=["{[\\\d$tfn-]))/g) ?? [];
  const share = (of: (colon: string) => boolean): boolean => all.filter(of).length * 2 > all.length;
  const isTight = share((colon) => colon === '":');
  const isApart = !isTight || /["\]}], ?["{[]/.exec(text)?.[0].includes(' ') === true;
  return {
    colon: isTight ? ':' : share((colon) => colon === '" : ') ? ' : ' : ': ',
    comma: isApart ? ', ' : ',',
    inBraces: padIn(text.match(/\{ ?"/g)),
    inBrackets: padIn(text.match(/\[ ?["{]/g)),
  };
}

function padIn(openings: readonly string[] | null): string {
  const all = openings ?? [];
  return all.filter((opening) => opening.includes(' ')).length * 2 > all.length ? ' ' : '';
}

/** Parts on one line, in their braces or brackets. */
export function onOneLine(open: string, parts: readonly string[], close: string, style: Style): string {
  const pad = !parts.length ? '' : open === '{' ? style.inBraces : style.inBrackets;
  return open + pad + parts.join(style.comma) + pad + close;
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

/** How strings and values of the tree are written. */
export interface Pen {
  /** A fresh string, or a key of the tree, with its quotes. */
  text(text: string | StringNode): string;
  /** @param indent of the line where the value begins */
  kept(node: ValueNode, indent: string): string;
}

/** JSON over several lines, as the author's style has it. */
export function layOut(value: NewValue, style: Style, indent: string, pen: Pen): string {
  const parts = partsOf(value, pen, style, (part) => layOut(part, style, indent + style.unit, pen));
  if (parts === undefined) return leaf(value, indent, pen);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (!parts.length) return open + close;
  const line = style.eol + indent + style.unit;
  return open + parts.map((part) => line + part).join(',') + style.eol + indent + close;
}

/** JSON on one line. @param indent of that line */
export function inline(value: NewValue, style: Style, indent: string, pen: Pen): string {
  const parts = partsOf(value, pen, style, (part) => inline(part, style, indent, pen));
  if (parts === undefined) return leaf(value, indent, pen);
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return onOneLine(open, parts, close, style);
}

/** The items or members of a value, written; undefined for one that has none. */
function partsOf(
  value: NewValue,
  pen: Pen,
  { colon }: Style,
  write: (part: NewValue) => string,
): readonly string[] | undefined {
  if (Array.isArray(value)) return (value as readonly NewValue[]).map(write);
  return newMembers(value)?.map(([name, member]) => `${pen.text(name)}${colon}${write(member)}`);
}

function leaf(value: NewValue, indent: string, pen: Pen): string {
  const kept = keptNode(value);
  if (kept) return pen.kept(kept, indent);
  return typeof value === 'string' ? pen.text(value) : JSON.stringify(value);
}
