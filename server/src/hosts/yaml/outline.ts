import { spanThrough } from '../../text/layer.ts';
import type { Span } from '../../text/span.ts';
import type { Member, ObjectNode, StringNode, ValueNode } from '../../tree/node.ts';
import { skipBlanks } from './characters.ts';
import { nameOf, type Entry } from './lines.ts';
import type { Place } from './strings.ts';

/** Reads the value of an entry in earnest. */
export type ReadValue = (entry: Entry) => ValueNode | undefined;

/** The mappings of a document, of which only that is read which is asked for. */
export class Outline {
  readonly #place: Place;
  readonly #read: ReadValue;
  readonly #values = new WeakMap<Entry, { readonly node: ValueNode | undefined }>();

  constructor(place: Place, read: ReadValue) {
    this.#place = place;
    this.#read = read;
  }

  /** What stands in an entry: a mapping whose members are read when they are asked for, else its value. */
  valueOf(entry: Entry): ValueNode | undefined {
    let known = this.#values.get(entry);
    if (!known) this.#values.set(entry, (known = { node: this.#outlined(entry) ?? this.#read(entry) }));
    return known.node;
  }

  /** The mapping that an entry is; undefined where it is none. */
  mappingOf(entry: Entry | undefined): ObjectNode | undefined {
    const node = entry && this.valueOf(entry);
    return node?.kind === 'object' ? node : undefined;
  }

  /** The name of a member. */
  keyOf(entry: Entry): StringNode {
    const { text, layers } = this.#place;
    const value = nameOf(text, entry);
    const start = entry.start + (entry.nameEnd - entry.start > value.length ? 1 : 0);
    const slice = (from: number, to: number): Span => spanThrough(layers, start + from, start + to);
    return { kind: 'string', span: spanThrough(layers, entry.start, entry.nameEnd), value, holes: [], slice };
  }

  #outlined(entry: Entry): ObjectNode | undefined {
    const { text } = this.#place;
    const { children, isFull } = entry;
    if (!children || isFull || text.charAt(skipBlanks(text, entry.value, entry.end)) === '!') return undefined;
    const isMapping = children.every(
      (inner) => inner.kind === 'member' && !inner.isStray && nameOf(text, inner) !== '<<',
    );
    return isMapping ? new Section(this, this.#place, entry, children) : undefined;
  }
}

class Section implements ObjectNode {
  readonly kind = 'object';
  readonly span: Span;
  readonly members: readonly Member[];

  constructor(outline: Outline, place: Place, entry: Entry, members: readonly Entry[]) {
    const [first] = members;
    this.span = spanThrough(place.layers, first?.start ?? entry.value, entry.end);
    this.members = members.map((member) => new SectionMember(outline, place, member));
  }
}

class SectionMember implements Member {
  readonly key: StringNode;
  readonly span: Span;
  readonly #outline: Outline;
  readonly #entry: Entry;

  constructor(outline: Outline, place: Place, entry: Entry) {
    this.#outline = outline;
    this.#entry = entry;
    this.key = outline.keyOf(entry);
    this.span = spanThrough(place.layers, entry.start, entry.end);
  }

  get value(): ValueNode | undefined {
    return this.#outline.valueOf(this.#entry);
  }
}
