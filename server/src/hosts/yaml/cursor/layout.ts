import { endOfLine } from '../characters.ts';
import type { Entry } from '../lines.ts';
import type { TextOutline } from './outlineOf.ts';

/** How a document is laid out. */
export interface Layout {
  readonly eol: string;
  /** By how many blanks a mapping is indented more than the name before it. */
  readonly unit: number;
  /** By how many a list's dashes are. */
  readonly dash: number;
}

/** As the lines next to a place are. */
export function layoutAt({ text, entries }: TextOutline, offset: number): Layout {
  const first = endOfLine(text, 0, text.length);
  const near = [...entries].sort((a, b) => Math.abs(a.start - offset) - Math.abs(b.start - offset));
  const isInner = ({ parent }: Entry): boolean => parent?.kind === 'member';
  const member = near.find((entry) => entry.kind === 'member' && isInner(entry));
  const item = near.find((entry) => entry.kind === 'item' && isInner(entry));
  const unit = member?.parent ? member.column - member.parent.column : 2;
  return {
    eol: text.startsWith('\r\n', first) ? '\r\n' : '\n',
    unit: unit > 0 ? unit : 2,
    dash: item?.parent ? item.column - item.parent.column : 2,
  };
}

/** How many blanks a line begins with. */
export function indentOf(text: string, offset: number): number {
  const line = text.lastIndexOf('\n', offset - 1) + 1;
  let at = line;
  while (text.charAt(at) === ' ') at++;
  return at - line;
}
