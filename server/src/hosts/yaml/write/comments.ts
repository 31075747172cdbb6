import type { Span } from '../../../text/span.ts';
import { firstIndex } from '../../../text/search.ts';
import { endOfLine } from '../characters.ts';
import type { Layout } from './layout.ts';

/** The comments of a text: what begins with its sign, and is none of a name or a value. */
export class Comments {
  readonly #text: string;
  readonly #scalars: readonly Span[];

  constructor(text: string, { scalars }: Layout) {
    this.#text = text;
    this.#scalars = scalars;
  }

  /** Those that begin in a part of the text. */
  in({ start, end }: Span): readonly Span[] {
    const found: Span[] = [];
    let at = start;
    while (at < end) {
      const scalar = this.#scalars[firstIndex(this.#scalars, (each) => each.end > at)];
      const to = Math.min(scalar?.start ?? end, end);
      const sign = /(?<=^|\s)#/.exec(this.#text.slice(at, Math.max(to, at)));
      if (sign) {
        const comment = at + sign.index;
        const line = endOfLine(this.#text, comment, this.#text.length);
        found.push({ start: comment, end: line });
        at = line + 1;
      } else if (!scalar || scalar.start >= end) break;
      else at = scalar.end;
    }
    return found;
  }
}
