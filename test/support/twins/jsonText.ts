import type { Span } from '../../../server/src/text/span.ts';
import type { Printed } from './printer.ts';

/**
 * A text as another one has it inside, unit by unit.
 * @param before what stands before it
 * @param encode what stands for the unit at an index
 */
export function embedded(original: string, before: string, after: string, encode: (at: number) => string): Printed {
  const offsets: number[] = [];
  let text = before;
  for (let at = 0; at < original.length; at++) {
    offsets.push(text.length);
    text += encode(at);
  }
  offsets.push(text.length);
  const offset = (at: number): number => offsets[at] ?? 0;
  const place = ({ start, end }: Span): Span => ({ start: offset(start), end: offset(end) });
  return { text: text + after, place, head: () => undefined };
}
