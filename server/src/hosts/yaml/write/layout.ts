import type { CST } from 'yaml';
import type { Span } from '../../../text/span.ts';
import { colonIn, endOfItem, endOfToken, startOfBlock, type Fragment, type Properties } from '../tokens.ts';

/** A member of a mapping or an item of a list, as it stands in a text. */
export interface Part {
  /** All of it: from the dash, or what stands before the name, to the end of its value. */
  readonly span: Span;
  readonly key: Span | undefined;
  /** Behind the colon or the dash; where it begins in a list in brackets. */
  readonly sign: number;
  /** Its value, with anchor and tags; undefined where none stands. */
  readonly value: Span | undefined;
  /** Where the value begins behind its anchor and tags, and behind its anchor alone. */
  readonly bare: number;
  readonly behindAnchor: number;
  readonly isTagged: boolean;
  readonly kind: 'block' | 'flow' | 'word' | 'quoted' | 'text' | 'alias' | 'nothing';
  readonly within: Collection;
  readonly index: number;
}

/** A mapping or a list, as it stands in a text. */
export interface Collection {
  readonly kind: 'mapping' | 'list';
  readonly isBlock: boolean;
  readonly span: Span;
  readonly parts: readonly Part[];
}

/** Where the values of a part of a document stand. All places are those of the text that it stands in. */
export class Layout {
  readonly faults: readonly Span[];
  /** Names and values that are no collections, in order. */
  readonly scalars: Span[] = [];
  readonly anchors: Anchored[] = [];
  readonly aliases: Alias[] = [];
  /** The mapping or list that all others stand in. */
  readonly root: Collection | undefined;
  readonly #fragment: Fragment;
  readonly #collections = new Map<number, Collection>();
  readonly #keys = new Map<number, Part>();
  readonly #values = new Map<number, Part>();

  constructor(fragment: Fragment) {
    this.#fragment = fragment;
    this.faults = fragment.faults;
    this.#anchored(fragment.root, fragment.properties);
    const open = fragment.root ? [fragment.root] : [];
    // Without recursion: nesting may be as deep as the text is long.
    for (let token = open.pop(); token; token = open.pop()) {
      if (!isCollection(token)) continue;
      this.#collection(token);
      for (const { key, value } of token.items) {
        if (key) open.push(key);
        if (value) open.push(value);
      }
    }
    this.root = fragment.root && this.#collections.get(this.#place(fragment.root.offset));
    this.scalars.sort((a, b) => a.start - b.start);
  }

  /** The mapping or list that begins at a place. */
  collectionAt(start: number): Collection | undefined {
    return this.#collections.get(start);
  }

  /** The member whose name begins at a place. */
  memberAt(key: number): Part | undefined {
    return this.#keys.get(key);
  }

  /** Of what a value is that begins at a place: with its tags, or without. */
  partAt(value: number): Part | undefined {
    return this.#values.get(value);
  }

  #collection(token: CST.BlockMap | CST.BlockSequence | CST.FlowCollection): void {
    const isList =
      token.type === 'block-seq' || (token.type === 'flow-collection' && token.start.type === 'flow-seq-start');
    const parts: Part[] = [];
    const collection: Collection = {
      kind: isList ? 'list' : 'mapping',
      isBlock: token.type !== 'flow-collection',
      span: this.#span(token.offset, endOfToken(token)),
      parts,
    };
    for (const item of token.items as readonly CST.CollectionItem[]) {
      if (item.key) this.#scalar(item.key);
      if (item.value) this.#scalar(item.value);
      if (item.key) this.#anchored(item.key, item.start);
      this.#anchored(item.value, item.key || item.sep ? item.sep : item.start);
      if (isPart(item)) parts.push(this.#part(item, collection, parts.length));
    }
    if (!this.#collections.has(collection.span.start)) this.#collections.set(collection.span.start, collection);
  }

  #part(item: CST.CollectionItem, within: Collection, index: number): Part {
    const { start, key, sep, value } = item;
    const colon = colonIn(sep);
    const dash = start.find(({ type }) => type === 'seq-item-ind');
    const properties = (within.kind === 'list' && !colon ? start : sep)?.filter(isProperty) ?? [];
    const before = [...start, ...(sep ?? [])].find((each) => !UNSEEN.has(each.type))?.offset;
    const from = Math.min(...[before, key?.offset, value?.offset].filter((at) => at !== undefined));
    const anchor = properties.find(({ type }) => type === 'anchor');
    const sign = colon ?? dash;
    const bare = value?.offset ?? from;
    const end = Math.max(endOfItem(item), from);
    const behind = sign ? sign.offset + sign.source.length : from;
    const valueStart = Math.min(bare, ...properties.map(({ offset }) => offset));
    const part: Part = {
      span: this.#span(from, value?.type === 'block-scalar' ? endOfText(value) : end),
      key: key ? this.#span(key.offset, endOfToken(key)) : undefined,
      sign: this.#place(behind),
      value: value
        ? this.#span(valueStart, value.type === 'block-scalar' ? endOfText(value) : endOfToken(value))
        : undefined,
      bare: this.#place(bare),
      behindAnchor: this.#place(anchor ? anchor.offset + anchor.source.length : behind),
      isTagged: properties.some(({ type }) => type === 'tag'),
      kind: value ? kindOf(value) : 'nothing',
      within,
      index,
    };
    if (part.key) this.#keys.set(part.key.start, part);
    const starts = [bare, ...properties.map(({ offset }) => offset)];
    if (value)
      for (const each of starts) if (!this.#values.has(this.#place(each))) this.#values.set(this.#place(each), part);
    return part;
  }

  #scalar(token: CST.Token): void {
    if (!isCollection(token)) this.scalars.push(this.#span(token.offset, endOfToken(token)));
    if (token.type === 'alias') this.aliases.push({ name: token.source.slice(1), at: this.#place(token.offset) });
  }

  #anchored(token: CST.Token | null | undefined, properties: Properties | undefined): void {
    for (const { type, source, offset } of properties ?? [])
      if (type === 'anchor') {
        const end = token ? endOfToken(token) : offset + source.length;
        this.anchors.push({ name: source.slice(1), span: this.#span(offset, Math.max(end, offset + source.length)) });
      }
  }

  #span(start: number, end: number): Span {
    return { start: this.#place(start), end: this.#place(end) };
  }

  #place(offset: number): number {
    return this.#fragment.place(offset);
  }
}

/** An anchor with what it names. */
export interface Anchored {
  readonly name: string;
  readonly span: Span;
}

export interface Alias {
  readonly name: string;
  readonly at: number;
}

function isCollection(token: CST.Token): token is CST.BlockMap | CST.BlockSequence | CST.FlowCollection {
  return token.type === 'block-map' || token.type === 'block-seq' || token.type === 'flow-collection';
}

function isPart({ start, key, sep, value }: CST.CollectionItem): boolean {
  return Boolean(key ?? value ?? colonIn(sep)) || start.some(({ type }) => type === 'seq-item-ind');
}

function isProperty({ type }: CST.SourceToken): boolean {
  return type === 'anchor' || type === 'tag';
}

/** Where the lines of a text end: those that are blank too where they are part of it. */
function endOfText(token: CST.BlockScalar): number {
  const keeps = token.props.some((each) => each.type === 'block-scalar-header' && each.source.includes('+'));
  return keeps ? startOfBlock(token) + token.source.replace(/\r?\n$/, '').length : endOfToken(token);
}

function kindOf(token: CST.Token): Part['kind'] {
  switch (token.type) {
    case 'block-map':
    case 'block-seq':
      return 'block';
    case 'flow-collection':
      return 'flow';
    case 'block-scalar':
      return 'text';
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      return 'quoted';
    case 'alias':
      return 'alias';
    default:
      return 'word';
  }
}

const UNSEEN: ReadonlySet<CST.SourceToken['type']> = new Set(['space', 'comment', 'newline', 'comma']);
