import type { Span } from '../text/span.ts';

/** A name to fill in that is begun in a text. */
export interface BegunHole {
  /** From its sign on; undefined for what is to stay as text. */
  readonly span: Span | undefined;
  /** There is more text beside it. */
  readonly isPart: boolean;
}

/**
 * What `Fn::Sub` fills in where a cursor stands, told by what opens before it; undefined outside of any.
 * @param within where the text stands, with its quotes
 */
export function begunHole(text: string, within: Span, offset: number): BegunHole | undefined {
  const start = text.lastIndexOf('${', offset - 2);
  const before = text.slice(start, offset);
  if (start < within.start || before.includes('}')) return undefined;
  if (!/^\$\{[\w:.]*$/.test(before)) return { span: undefined, isPart: true };
  const end = offset + (/^[\w:.]*\}?/.exec(text.slice(offset, offset + LONGEST))?.[0].length ?? 0);
  const isPart = [text.slice(within.start, start), text.slice(end, within.end)].some((rest) => !/^["']?$/.test(rest));
  return { span: { start, end }, isPart };
}

/** No name is longer. */
const LONGEST = 300;
