import type { Span } from '../../../text/span.ts';
import { endOfLine, isGap } from '../characters.ts';

/** Whether a tag is that of a function which names a resource, or on its way to be. */
export function isReferenceTag(tag: string): boolean {
  return tag.startsWith('!') && ('!Ref'.startsWith(tag) || '!GetAtt'.startsWith(tag));
}

/** The tag before a value, which an anchor and comments may stand beside. @param from behind a colon or a dash */
export function tagIn(text: string, from: number, to: number): Span | undefined {
  for (let at = from; at < to; at++) {
    const c = text.charAt(at);
    if (c === '#') at = endOfLine(text, at, to);
    else if (!isGap(text, at)) {
      const start = at;
      while (at < to && !isGap(text, at)) at++;
      if (c === '!') return { start, end: at };
      if (c !== '&') return undefined;
    }
  }
  return undefined;
}
