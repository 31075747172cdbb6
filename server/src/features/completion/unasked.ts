import type { Cursor } from '../../tree/cursor.ts';

/** Whether an item goes on as the text that is typed: not every client filters a list that opened by itself. */
export function continues(filterText: string, { inText, typed }: Cursor): boolean {
  return !inText || filterText.toLowerCase().includes(typed.toLowerCase());
}

const LITERALS = ['true', 'false', 'null'];

/** Whether a bare word says all it has to: Enter behind it is a new line. */
export function isLiteral({ inText, typed }: Cursor): boolean {
  return !inText && LITERALS.includes(typed);
}

/** Whether a bare word may become one: then the next letter decides what is offered. */
export function mayBeLiteral({ inText, typed }: Cursor): boolean {
  return !inText && typed !== '' && LITERALS.some((literal) => literal.startsWith(typed));
}
