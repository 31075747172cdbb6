import { mappedLayer, type Layer } from '../../../text/layer.ts';
import { nextLine } from '../characters.ts';
import type { LongValue } from './outlineOf.ts';

/** A text that has lines of its own, and by how many blanks each of them is indented. */
export interface TextLines {
  readonly layer: Layer;
  readonly indent: number;
}

/**
 * The lines of a scalar as they stand, those included that are blank so far: to JSON it is all one whether line breaks are folded.
 * What is written there is indented as the document's lines are.
 */
export function linesOf(text: string, { start, end, entry }: LongValue, offset: number): TextLines {
  const from = nextLine(text, start, end);
  const indent = /^[^\r\n]*[1-9]/.test(text.slice(start, Math.min(start + 3, end)))
    ? Math.max(entry.column, 0) + Number(/[1-9]/.exec(text.slice(start, start + 3))?.[0])
    : (firstIndent(text, from, end) ?? offset - text.lastIndexOf('\n', offset - 1) - 1);
  let inner = '';
  const offsets: number[] = [];
  for (let line = from; line < end; line = nextLine(text, line, end)) {
    let at = line;
    while (at < end && at - line < indent && text.charCodeAt(at) === SPACE) at++;
    for (const to = nextLine(text, line, end); at < to; at++) {
      inner += text.charAt(at);
      offsets.push(at);
    }
  }
  return { layer: { ...mappedLayer(inner, [...offsets, end], (fresh) => fresh), keepsLines: true }, indent };
}

/** By how many blanks the first line is indented that says something. */
function firstIndent(text: string, from: number, end: number): number | undefined {
  return /^ *(?=[^ \r\n])/m.exec(text.slice(from, end))?.[0].length;
}

const SPACE = 32;
