import type { Cursor } from '../../tree/cursor.ts';

/**
 * Whether a list may open by itself where a character was just typed. Where a bracket or a comma was, Enter means a new line
 * and must stay one: nothing opens there.
 */
export function opensAfter(character: string, { at, quoted, typed, replace }: Cursor): boolean {
  switch (character) {
    case '"':
      return quoted && typed === '' && at !== 'document';
    case ':':
      return quoted || (at === 'value' && replace.start === replace.end);
    case '.':
    case '/':
      return quoted;
    default:
      return false;
  }
}

/** Whether an item goes on as what stands in the string: not every client filters a list that opened by itself. */
export function continues(filterText: string, { quoted, typed }: Cursor): boolean {
  return !quoted || filterText.toLowerCase().includes(typed.toLowerCase());
}
