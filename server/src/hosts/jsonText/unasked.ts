import type { Cursor } from '../../tree/cursor.ts';
import type { Span } from '../../text/span.ts';

/**
 * Whether a list may open by itself where a character was just typed. Where a bracket or a comma was, Enter means a new line
 * and must stay one: nothing opens there.
 */
export function opensAfter(
  { at, inText, typed, replace }: Cursor & { readonly replace: Span },
  character: string,
): boolean {
  switch (character) {
    case '"':
      return inText && typed === '' && at !== 'document';
    case ':':
      return inText || (at === 'value' && replace.start === replace.end);
    case '.':
    case '/':
      return inText;
    default:
      return false;
  }
}
