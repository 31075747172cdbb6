import type { MemberStyle } from './cursor.ts';
import { isLineEnd } from './endings.ts';
import type { Frame } from './frames.ts';
import type { Item } from './items.ts';
import { COLON, EQUALS, QUOTED, type Tokens } from './lexing.ts';

/** As the members beside a cursor are written, else those of the objects around it. @param at where a new one begins */
export function memberStyleAt(tokens: Tokens, frames: readonly Frame[], at: number): MemberStyle {
  const frame = frames.at(-1);
  const width = frame ? widthBeside(tokens, frame, at) : 0;
  for (const { content, items } of frames.toReversed()) {
    const member = content === 'object' ? items.list.find((item) => item.assign !== undefined) : undefined;
    if (member) return { ...styleOf(tokens, member), width };
  }
  return { quoted: false, assign: ' = ', width };
}

function styleOf({ text, kinds, starts, ends }: Tokens, { first, assign = first }: Item): Omit<MemberStyle, 'width'> {
  const quoted = kinds[first] === QUOTED;
  if (kinds[assign] === EQUALS) return { quoted, assign: ' = ' };
  const before = (starts[assign] ?? 0) > (ends[assign - 1] ?? 0) ? ' ' : '';
  const after = text.charAt(ends[assign] ?? 0).trim() === '' ? ' ' : '';
  return { quoted, assign: `${before}:${after}` };
}

/** The place of the `=` in the line above or below, where `terraform fmt` has them in one column. */
function widthBeside(tokens: Tokens, { items }: Frame, at: number): number {
  const { starts, ends } = tokens;
  const above = items.list.findLast(({ last }) => (ends[last] ?? 0) <= at && isNextLine(tokens, ends[last] ?? 0, at));
  const below = items.list.find(({ first }) => (starts[first] ?? 0) > at && isNextLine(tokens, at, starts[first] ?? 0));
  return Math.max(above ? widthOf(tokens, above) : 0, below ? widthOf(tokens, below) : 0);
}

/** Of a member that stands alone on one line. */
function widthOf({ text, kinds, starts, ends }: Tokens, { first, assign, last }: Item): number {
  if (assign === undefined || kinds[assign] === COLON) return 0;
  const start = starts[first] ?? 0;
  if (/[\r\n]/.test(text.slice(start, ends[last]))) return 0;
  let line = start;
  while (line > 0 && !isLineEnd(text.charCodeAt(line - 1))) line--;
  return text.slice(line, start).trim() === '' ? (starts[assign] ?? 0) - start : 0;
}

function isNextLine({ text }: Tokens, from: number, to: number): boolean {
  return text.slice(from, Math.min(to, from + FAR)).split('\n').length === 2 && to - from < FAR;
}

/** No line is longer that somebody aligns. */
const FAR = 1000;
