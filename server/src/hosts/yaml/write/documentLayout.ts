import type { Entry } from '../lines.ts';
import { fragmentOf } from '../tokens.ts';
import { Layout } from './layout.ts';

/** Read once for all that is asked of a document. */
const known = new WeakMap<Entry, Layout>();

/** Where the values of an entry of a text stand. */
export function layoutOf(text: string, entry: Entry): Layout {
  let layout = known.get(entry);
  if (!layout) {
    const { start, end, kind, column } = entry;
    known.set(entry, (layout = new Layout(fragmentOf(text, start, end, kind === 'document' ? 0 : column))));
  }
  return layout;
}
