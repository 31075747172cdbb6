import type { CST } from 'yaml';
import { spanThrough } from '../../text/layer.ts';
import type { Span } from '../../text/span.ts';
import type { Member, OpaqueNode, OpenReason, StringNode, ValueNode } from '../../tree/node.ts';
import { calledValue, isIntrinsic } from '../intrinsics.ts';
import { SubString } from '../subString.ts';
import { arrayOf, objectOf } from '../writtenParts.ts';
import type { Anchors } from './anchors.ts';
import { isMergeKey, mergedMembers } from './merges.ts';
import { isNothing, wordText, wordValue, type Version } from './plain.ts';
import type { Notes } from './reading.ts';
import type { ScalarToken } from './scalars.ts';
import { tagName, YamlString, type Place } from './strings.ts';
import { functionOf, isTextTag } from './tags.ts';
import {
  baseOf,
  colonIn,
  endOfItem,
  endOfToken,
  MAX_DEPTH,
  propertyOf,
  type Fragment,
  type Properties,
} from './tokens.ts';

/** Where values are read, and how. */
export interface Surroundings {
  readonly place: Place;
  readonly anchors: Anchors;
  /** By which version of YAML numbers and booleans without quotes are told from text; false where all values are text. */
  readonly typed: Version | false;
}

type Item = CST.CollectionItem;

/** Makes the nodes of a part of a document. */
export class ValueReader {
  readonly #in: Surroundings;
  readonly #fragment: Fragment;
  readonly #notes: Notes;
  #depth = 0;

  constructor(surroundings: Surroundings, fragment: Fragment, notes: Notes) {
    this.#in = surroundings;
    this.#fragment = fragment;
    this.#notes = notes;
    for (const { start, end } of fragment.errors) this.#unreadable(start, end);
  }

  /** A value, with what its tag makes of it; undefined where none stands. */
  value(token: CST.Token | null | undefined, properties: Properties | undefined): ValueNode | undefined {
    const tag = propertyOf(properties, 'tag');
    if (!token) return tag && this.#opaque(tag.offset, tag.offset + tag.source.length, 'unreadable');
    if (tag && isTextTag(tag.source)) return isScalar(token) ? this.#string(token) : this.#untagged(token);
    const name = tag && functionOf(tag.source);
    if (!tag || name === undefined) return this.#untagged(token);
    const end = endOfToken(token);
    const span = this.#span(tag.offset, end);
    const value = isScalar(token) ? this.#string(token) : this.#untagged(token);
    const key = tagName(name, this.#span(tag.offset, tag.offset + tag.source.length));
    return calledValue({ key, value, span }, span, () => this.#written(tag.offset, end));
  }

  #untagged(token: CST.Token): ValueNode | undefined {
    if (this.#depth >= MAX_DEPTH) return this.#opaque(token.offset, endOfToken(token), 'unreadable');
    this.#depth++;
    try {
      return this.#node(token);
    } finally {
      this.#depth--;
    }
  }

  #node(token: CST.Token): ValueNode | undefined {
    switch (token.type) {
      case 'alias':
        return this.#alias(token);
      case 'scalar':
        return this.#word(token);
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
      case 'block-scalar':
        return this.#string(token);
      case 'block-map':
        return this.#mapping(token, token.items);
      case 'block-seq':
        return this.#list(token, token.items);
      case 'flow-collection':
        if (isTemplateToken(token)) return this.#opaque(token.offset, endOfToken(token), 'placeholder');
        if (!token.end.length) this.#unreadable(endOfToken(token) - 1, endOfToken(token));
        return token.start.type === 'flow-map-start'
          ? this.#mapping(token, token.items)
          : this.#list(token, token.items);
      default:
        return undefined;
    }
  }

  #alias(token: CST.FlowScalar): ValueNode {
    const found = this.#in.anchors.resolve(token.source.slice(1), this.#fragment.place(token.offset), this.#notes);
    return found ?? this.#opaque(token.offset, endOfToken(token), 'intrinsic');
  }

  #word(token: CST.FlowScalar): ValueNode | undefined {
    if (this.#fragment.strayQuotes.has(token.offset)) return this.#strayed(token);
    const { source } = token;
    if (isNothing(source)) return { kind: 'literal', span: this.#span(token.offset, endOfToken(token)), value: null };
    if (!this.#in.typed) return this.#text(token, wordText(source));
    const value = wordValue(source, this.#in.typed);
    return value === undefined
      ? this.#string(token)
      : { kind: 'literal', span: this.#span(token.offset, endOfToken(token)), value };
  }

  #string(token: ScalarToken): ValueNode {
    if (this.#fragment.strayQuotes.has(token.offset)) return this.#strayed(token);
    return this.#text(token);
  }

  /** @param meant what it says, where that is not its text */
  #text(token: ScalarToken, meant?: string): StringNode {
    const written = new YamlString(token, baseOf(this.#fragment, token), this.#in.place, meant);
    return this.#in.place.substituted ? new SubString(written, written.span) : written;
  }

  /** A text whose quotes have no end. */
  #strayed(token: ScalarToken): OpaqueNode {
    this.#unreadable(token.offset, endOfToken(token));
    return this.#opaque(token.offset, endOfToken(token), 'unreadable');
  }

  #list(token: CST.Token, items: readonly Item[]): ValueNode {
    const nodes = items.flatMap((item) => {
      // Without braces a pair in a list is a mapping.
      if (colonIn(item.sep)) return this.#mapping(item.key ?? token, [item]);
      const node = this.value(item.value, item.start);
      return node ? [node] : [];
    });
    const isHalfTyped = items.some(({ start, value }) => !value && start.some(({ type }) => type === 'seq-item-ind'));
    return arrayOf(this.#span(token.offset, endOfToken(token)), nodes, isHalfTyped ? 'unreadable' : undefined);
  }

  #mapping(token: CST.Token, items: readonly Item[]): ValueNode {
    const members: Member[] = [];
    const merges: (ValueNode | undefined)[] = [];
    this.#members(items, members, merges);
    const { members: brought, open } = mergedMembers(merges, members);
    const end = endOfToken(token);
    return this.#object(token.offset, Math.max(end, endOfLast(items)), [...brought, ...members], open);
  }

  #object(start: number, end: number, members: readonly Member[], open: OpenReason | undefined): ValueNode {
    const span = this.#span(start, end);
    const [call] = members;
    if (call && !open && isIntrinsic(members)) return calledValue(call, span, () => this.#written(start, end));
    return objectOf(span, members, open);
  }

  #members(items: readonly Item[], members: Member[], merges: (ValueNode | undefined)[]): void {
    for (const item of items) {
      const colon = colonIn(item.sep);
      if (!colon) {
        if (item.key ?? item.value) this.#unreadable(item.key?.offset ?? item.value?.offset ?? 0, endOfItem(item));
        continue;
      }
      if (isMergeKey(item.key)) {
        merges.push(this.value(item.value, item.sep));
        continue;
      }
      const key = this.#key(item, colon.offset);
      const swallowed = swallowedBy(item, colon);
      if (swallowed) {
        // `a: b: c`, which is no YAML: what was read into it stands beside it.
        const [first, ...others] = swallowed.items;
        const end = first ? endOfItem(first) : colon.offset + 1;
        this.#unreadable(swallowed.offset, end);
        if (key) this.#put(members, key, this.#opaque(swallowed.offset, end, 'unreadable'), end);
        this.#members(others, members, merges);
      } else if (key) {
        const value = this.value(item.value, item.sep);
        this.#put(members, key, value, Math.max(endOfItem(item), colon.offset + 1));
      }
    }
  }

  #put(members: Member[], key: StringNode, value: ValueNode | undefined, end: number): void {
    members.push({ key, value, span: { start: key.span.start, end: this.#span(end, end).end } });
  }

  /** The name of a member; undefined where it is no text. */
  #key({ start, key }: Item, colon: number): StringNode | undefined {
    if (!key || !isScalar(key) || this.#fragment.strayQuotes.has(key.offset)) {
      this.#unreadable(key?.offset ?? colon, colon + 1);
      return undefined;
    }
    const lines = key.type === 'scalar' ? key.source.lastIndexOf('\n') + 1 : 0;
    let name: ScalarToken = key;
    if (lines > 0 && key.type === 'scalar') {
      // The lines above are half-typed names, without their colons.
      this.#unreadable(key.offset, key.offset + key.source.slice(0, lines).trimEnd().length);
      const source = key.source.slice(lines).trimStart();
      name = { ...key, offset: key.offset + key.source.length - source.length, source };
    }
    const tag = propertyOf(start, 'tag');
    if ((!tag || isTextTag(tag.source)) && key.type !== 'alias') return this.#text(name);
    const node = new YamlString(name, baseOf(this.#fragment, name), this.#in.place);
    const isCall = tag !== undefined && functionOf(tag.source) !== undefined;
    node.tell([{ from: 0, to: node.value.length, reason: 'intrinsic', ...(isCall && { isMisplaced: true }) }]);
    return node;
  }

  #opaque(start: number, end: number, reason: OpaqueNode['reason']): OpaqueNode {
    return { kind: 'opaque', span: this.#span(start, end), reason, text: this.#written(start, end) };
  }

  #unreadable(start: number, end: number): void {
    this.#notes.unreadable.push(this.#span(start, Math.max(start, end)));
  }

  #span(start: number, end: number): Span {
    const { place } = this.#fragment;
    const from = place(start);
    return spanThrough(this.#in.place.layers, from, Math.max(from, place(end)));
  }

  #written(start: number, end: number): string {
    const { place } = this.#fragment;
    return this.#in.place.text.slice(place(start), place(end));
  }
}

function isScalar(token: CST.Token): token is ScalarToken {
  switch (token.type) {
    case 'scalar':
    case 'alias':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
    case 'block-scalar':
      return true;
    default:
      return false;
  }
}

/** Whether what reads like a mapping in a mapping is a token of a template language, which stands for a value. */
function isTemplateToken({ start, offset, items }: CST.FlowCollection): boolean {
  const [first] = items;
  const inner = first?.key ?? first?.value;
  return (
    start.type === 'flow-map-start' &&
    inner?.type === 'flow-collection' &&
    inner.start.type === 'flow-map-start' &&
    inner.offset === offset + 1
  );
}

/** The mapping that the parser makes of a value with a colon in it, which takes the following members in. */
function swallowedBy({ start, sep, value }: Item, colon: CST.SourceToken): CST.BlockMap | undefined {
  if (value?.type !== 'block-map') return undefined;
  const behind = sep?.slice(sep.indexOf(colon) + 1) ?? [];
  const mayStand =
    behind.some(({ type }) => type === 'newline') || start.some(({ type }) => type === 'explicit-key-ind');
  return mayStand ? undefined : value;
}

function endOfLast(items: readonly Item[]): number {
  const last = items.at(-1);
  return last ? endOfItem(last) : 0;
}
