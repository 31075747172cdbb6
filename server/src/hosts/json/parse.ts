import { visit, type ParseErrorCode } from 'jsonc-parser';
import type { Hole } from '../../text/holedText.ts';
import { jsonStringLayer, offsetWithin, spanThrough, type Layer } from '../../text/layer.ts';
import type { Span } from '../../text/span.ts';
import type { ArrayNode, Member, StringNode, ValueNode } from '../../tree/node.ts';
import type { SyntaxProblem } from '../../tree/source.ts';
import { intrinsicOf, isIntrinsic } from './intrinsics.ts';
import { prescan } from './prescan.ts';
import { Problems } from './problems.ts';

/** A JSON text read as far as it can be. */
export interface ParsedText {
  readonly root: ValueNode | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Reads JSON tolerantly; never throws.
 * @param text the innermost text
 * @param layers from the document to that text; spans are in the document
 */
export function parse(text: string, layers: readonly Layer[] = []): ParsedText {
  const scan = prescan(text);
  const problems = new Problems(text, layers, scan.problems);
  if (scan.tooDeepAt !== undefined) {
    problems.tooDeep(scan.tooDeepAt);
    return { root: undefined, problems: problems.result() };
  }
  const builder = new Builder(text, scan.masked, layers, scan.tokens, problems);
  visit(scan.masked, builder, { disallowComments: false, allowTrailingComma: true, allowEmptyContent: true });
  return { root: builder.root, problems: problems.result() };
}

const NO_HOLES: readonly Hole[] = [];

/** The text that nodes stand in. */
interface Place {
  /** Decoded. */
  readonly text: string;
  readonly layers: readonly Layer[];
}

/** One of these is made for every string of a document, so it is kept small. */
class JsonString implements StringNode {
  readonly value: string;
  readonly span: Span;
  readonly #place: Place;
  /** Of a string with escapes: made once, when a part of it is first asked for. */
  #escapes: Layer | undefined;

  constructor(value: string, span: Span, place: Place) {
    this.value = value;
    this.span = span;
    this.#place = place;
  }

  get kind(): 'string' {
    return 'string';
  }

  get holes(): readonly Hole[] {
    return NO_HOLES;
  }

  slice(from: number, to: number): Span {
    const { text, layers } = this.#place;
    const body = offsetWithin(layers, this.span.start) + 1;
    const end = offsetWithin(layers, this.span.end);
    if (end - body <= this.value.length + 1) return spanThrough(layers, body + from, body + to); // no escapes
    this.#escapes ??= jsonStringLayer(text.slice(body, end - 1), body);
    return spanThrough(layers, this.#escapes.outer(from), this.#escapes.outer(to));
  }
}

interface OpenObject {
  readonly kind: 'object';
  readonly start: number;
  readonly members: Member[];
  key: StringNode | undefined;
  keyStart: number;
  colon: boolean;
  comma: number;
}
interface OpenArray {
  readonly kind: 'array';
  readonly start: number;
  readonly items: ValueNode[];
  comma: number;
}

/** Builds our tree from the parser's events, so that no second tree is made and walked. */
class Builder {
  root: ValueNode | undefined;
  readonly #stack: (OpenObject | OpenArray)[] = [];
  readonly #text: string;
  readonly #masked: string;
  readonly #place: Place;
  readonly #layers: readonly Layer[];
  readonly #tokens: ReadonlyMap<number, Span>;
  readonly #problems: Problems;
  /** Where the last value ends. */
  #lastEnd = 0;

  constructor(
    text: string,
    masked: string,
    layers: readonly Layer[],
    tokens: ReadonlyMap<number, Span>,
    problems: Problems,
  ) {
    this.#text = text;
    this.#place = { text, layers };
    this.#masked = masked;
    this.#layers = layers;
    this.#tokens = tokens;
    this.#problems = problems;
  }

  readonly onObjectBegin = (offset: number): void => {
    this.#stack.push({
      kind: 'object',
      start: offset,
      members: [],
      key: undefined,
      keyStart: 0,
      colon: false,
      comma: -1,
    });
  };

  readonly onObjectProperty = (name: string, offset: number, length: number): void => {
    const open = this.#stack.at(-1);
    if (open?.kind !== 'object') return;
    this.#finishMember(open);
    open.comma = -1;
    open.key = this.#string(name, offset, length);
    open.keyStart = offset;
    open.colon = false;
  };

  readonly onObjectEnd = (offset: number, length: number): void => {
    const open = this.#stack.pop();
    if (open?.kind !== 'object') return;
    this.#finishMember(open);
    const closed = this.#masked.charAt(offset) === '}';
    if (closed) this.#lastEnd = offset + length;
    if (closed && open.comma >= 0) this.#problems.trailingComma(open.comma, offset);
    const end = closed ? offset + length : offset;
    const span = this.#span(open.start, end);
    const [call] = open.members;
    if (call && isIntrinsic(open.members)) {
      const text = this.#text.slice(open.start, end);
      this.#put({ kind: 'opaque', span, reason: 'intrinsic', text, ...intrinsicOf(call) });
    } else {
      this.#put({ kind: 'object', span, members: open.members });
    }
  };

  readonly onArrayBegin = (offset: number): void => {
    this.#stack.push({ kind: 'array', start: offset, items: [], comma: -1 });
  };

  readonly onArrayEnd = (offset: number, length: number): void => {
    const open = this.#stack.pop();
    if (open?.kind !== 'array') return;
    const closed = this.#masked.charAt(offset) === ']';
    if (closed) this.#lastEnd = offset + length;
    if (closed && open.comma >= 0) this.#problems.trailingComma(open.comma, offset);
    const node: ArrayNode = {
      kind: 'array',
      span: this.#span(open.start, closed ? offset + length : offset),
      items: open.items,
    };
    this.#put(node);
  };

  readonly onLiteralValue = (value: unknown, offset: number, length: number): void => {
    this.#lastEnd = this.#tokens.get(offset)?.end ?? offset + length;
    const token = this.#tokens.get(offset);
    if (token) {
      const text = this.#text.slice(token.start, token.end);
      this.#put({ kind: 'opaque', span: this.#span(token.start, token.end), reason: 'placeholder', text });
    } else if (typeof value === 'string') {
      this.#put(this.#string(value, offset, length));
    } else if (value === null || typeof value === 'number' || typeof value === 'boolean') {
      this.#put({ kind: 'literal', span: this.#span(offset, offset + length), value });
    }
  };

  readonly onSeparator = (character: string, offset: number): void => {
    const open = this.#stack.at(-1);
    if (!open) return;
    if (character === ',') open.comma = offset;
    else if (open.kind === 'object') open.colon = true;
  };

  readonly onComment = (offset: number, length: number): void => {
    this.#problems.comment(offset, length);
  };

  readonly onError = (code: ParseErrorCode, offset: number, length: number): void => {
    this.#problems.parser(code, offset, length, this.#stack.at(-1)?.kind === 'object', this.#lastEnd);
  };

  #put(node: ValueNode): void {
    const open = this.#stack.at(-1);
    if (!open) {
      this.root ??= node;
    } else if (open.kind === 'array') {
      open.items.push(node);
      open.comma = -1;
    } else if (open.key) {
      const span = { start: open.key.span.start, end: node.span.end };
      open.members.push({ key: open.key, value: node, span });
      open.key = undefined;
      open.comma = -1;
    }
  }

  /** A key whose value never came: `{"Service":}` or `{"Service"}`. */
  #finishMember(open: OpenObject): void {
    if (!open.key) return;
    open.members.push({ key: open.key, value: undefined, span: open.key.span });
    open.key = undefined;
  }

  #string(value: string, offset: number, length: number): StringNode {
    return new JsonString(value, this.#span(offset, offset + length), this.#place);
  }

  #span(start: number, end: number): Span {
    return this.#layers.length ? spanThrough(this.#layers, start, end) : { start, end };
  }
}
