import type { CST } from 'yaml';
import { spanThrough } from '../../text/layer.ts';
import type { Span } from '../../text/span.ts';
import type { ValueNode } from '../../tree/node.ts';
import type { Entry } from './lines.ts';
import { MOST_EXPANDED, newNotes, sizeOf, type Notes } from './reading.ts';
import type { Place } from './strings.ts';
import { endOfToken, fragmentOf, propertyOf, type Fragment, type Properties } from './tokens.ts';

interface Anchor {
  readonly name: string;
  readonly offset: number;
  readonly token: CST.Token;
  readonly properties: Properties;
}

/** A value that an anchor names, with where its text stands. */
interface Anchored {
  readonly node: ValueNode;
  readonly taken: ReadonlySet<Span>;
}

/** Reads the value that an anchor names. */
export type ReadAnchored = (
  fragment: Fragment,
  token: CST.Token,
  properties: Properties,
  notes: Notes,
) => ValueNode | undefined;

/** The anchors of a document, which all of it is read for once the first alias is met. */
export class Anchors {
  readonly #place: Place;
  readonly #document: Entry;
  readonly #read: ReadAnchored;
  #fragment: Fragment | undefined;
  readonly #byName = new Map<string, Anchor[]>();
  readonly #known = new Map<Anchor, Anchored | undefined>();

  constructor(place: Place, document: Entry, read: ReadAnchored) {
    this.#place = place;
    this.#document = document;
    this.#read = read;
  }

  /**
   * The value of the last anchor of a name before its alias; undefined where there is none, where it holds itself, and where it
   * is too large.
   */
  resolve(name: string, alias: number, notes: Notes): ValueNode | undefined {
    const fragment = (this.#fragment ??= this.#all());
    const anchor = this.#byName.get(name)?.findLast(({ offset }) => fragment.place(offset) < alias);
    const found = anchor && this.#anchored(fragment, anchor);
    if (!found) return undefined;
    const size = sizeOf(found.node);
    if (size > MOST_EXPANDED - notes.expanded) return undefined;
    notes.expanded += size;
    for (const span of found.taken) notes.taken.add(span);
    return found.node;
  }

  #anchored(fragment: Fragment, anchor: Anchor): Anchored | undefined {
    if (this.#known.has(anchor)) return this.#known.get(anchor);
    this.#known.set(anchor, undefined); // while it is read, it holds itself
    const notes = newNotes();
    const node = this.#read(fragment, anchor.token, anchor.properties, notes);
    if (!node) return undefined;
    const start = fragment.place(anchor.token.offset);
    const own = spanThrough(this.#place.layers, start, Math.max(start, fragment.place(endOfToken(anchor.token))));
    const found = { node, taken: new Set([own, ...notes.taken]) };
    this.#known.set(anchor, found);
    return found;
  }

  #all(): Fragment {
    const { start, end } = this.#document;
    const fragment = fragmentOf(this.#place.text, start, end, 0);
    if (fragment.root) this.#collect(fragment.root);
    for (const anchors of this.#byName.values()) anchors.sort((a, b) => a.offset - b.offset);
    return fragment;
  }

  /** Walked without recursion: nesting may be as deep as the text is long. */
  #collect(root: CST.Token): void {
    const open: CST.Token[] = [root];
    for (let token = open.pop(); token; token = open.pop()) {
      if (!('items' in token)) continue;
      for (const { start, key, sep, value } of token.items as readonly CST.CollectionItem[]) {
        const [keyProperties, valueProperties] = key || sep ? [start, sep] : [undefined, start];
        if (key) this.#note(key, keyProperties);
        if (value) this.#note(value, valueProperties);
        if (key) open.push(key);
        if (value) open.push(value);
      }
    }
  }

  #note(token: CST.Token, properties: Properties | undefined): void {
    const anchor = propertyOf(properties, 'anchor');
    if (!anchor || !properties) return;
    const name = anchor.source.slice(1);
    const found = { name, offset: anchor.offset, token, properties };
    const known = this.#byName.get(name);
    if (known) known.push(found);
    else this.#byName.set(name, [found]);
  }
}
