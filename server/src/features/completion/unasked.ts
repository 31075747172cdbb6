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

const LITERALS = ['true', 'false', 'null'];

/** Whether a word without quotes says all it has to: Enter behind it is a new line. */
export function isLiteral({ quoted, typed }: Cursor): boolean {
  return !quoted && LITERALS.includes(typed);
}

/** Whether a word without quotes may become one: then the next letter decides what is offered. */
export function mayBeLiteral({ quoted, typed }: Cursor): boolean {
  return !quoted && typed !== '' && LITERALS.some((literal) => literal.startsWith(typed));
}
