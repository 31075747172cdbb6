import { opensAfter as jsonOpensAfter } from '../../jsonText/unasked.ts';
import type { AnyCursor } from './yamlCursor.ts';

/** Elements that one word is the value of. */
const SINGLE = new Set(['Version', 'Effect']);

/**
 * Whether a list may open by itself where a character was just typed: as in JSON, but behind a colon only where a word is due: Enter
 * there begins the lines of a list or a mapping, and must stay a new line.
 */
export function opensAfter(cursor: AnyCursor, character: string): boolean {
  if ('inner' in cursor) return opensAfter(cursor.inner, character);
  if ('layers' in cursor || character !== ':' || cursor.inText) return jsonOpensAfter(cursor, character);
  return cursor.at === 'value' && cursor.typed === '' && SINGLE.has(String(cursor.path.at(-1)));
}
