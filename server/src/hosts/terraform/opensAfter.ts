import { opensAfter as jsonOpensAfter } from '../jsonText/unasked.ts';
import type { TerraformCursor } from './locate.ts';

/** Whether a list may open by itself where a character was just typed: as in JSON, never where Enter means a new line. */
export function opensAfter(cursor: TerraformCursor, character: string): boolean {
  if ('place' in cursor) return false;
  if ('layers' in cursor || character !== ':') return jsonOpensAfter(cursor, character);
  const isEmpty = cursor.replace.start === cursor.replace.end;
  return cursor.inText || (cursor.at === 'value' && isEmpty && cursor.members.assign.includes(':'));
}
