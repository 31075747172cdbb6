import type { Entry } from '../lines.ts';
import { fragmentOf } from '../tokens.ts';
import type { Place } from '../strings.ts';
import { Layout } from './layout.ts';
import { Styles } from './style.ts';

interface Known {
  layout?: Layout;
  styles?: Styles;
}

/** Read once for all that is asked of a document. */
const known = new WeakMap<Entry, Known>();

/** Where the values of an entry of a text stand. */
export function layoutOf(text: string, entry: Entry): Layout {
  const { start, end, kind, column } = entry;
  return (knownOf(entry).layout ??= new Layout(fragmentOf(text, start, end, kind === 'document' ? 0 : column)));
}

/** The ways of a document's author. */
export function stylesOf({ text, substituted }: Place, document: Entry): Styles {
  return (knownOf(document).styles ??= new Styles(text, substituted));
}

function knownOf(entry: Entry): Known {
  const found = known.get(entry) ?? {};
  known.set(entry, found);
  return found;
}
