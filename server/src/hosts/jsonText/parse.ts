import { visit, type ParseErrorCode } from 'jsonc-parser';
import { spanThrough, type Layer } from '../../text/layer.ts';
import type { Span } from '../../text/span.ts';
import type { Member, StringNode, ValueNode } from '../../tree/node.ts';
import type { SyntaxProblem } from '../../tree/source.ts';
import { extentOf, type HostString } from '../hostString.ts';
import { calledValue, isIntrinsic } from '../intrinsics.ts';
import { SubString } from '../subString.ts';
import { arrayOf, objectOf } from '../writtenParts.ts';
import { prescan } from './prescan.ts';
import { Problems } from './problems.ts';
import { JsonString, type Place } from './strings.ts';

/** A JSON text read as far as it can be. */
export interface ParsedText {
  readonly root: ValueNode | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Reads JSON tolerantly; never throws.
 * @param text the innermost text
 * @param layers from the document to that text; spans are in the document
 * @param substituted whether the text is that of a function which fills in names
 */
export function parse(text: string, layers: readonly Layer[] = [], substituted = false): ParsedText {
  const scan = prescan(text);
  const problems = new Problems(text, layers, scan.problems);
  if (scan.tooDeepAt !== undefined) {
    problems.tooDeep(scan.tooDeepAt);
    return { root: undefined, problems: problems.result() };
  }
  const builder = new Builder(text, scan.masked, { text, layers, substituted }, scan.tokens, problems);
  visit(scan.masked, builder, { disallowComments: false, allowTrailingComma: true, allowEmptyContent: true });
  return { root: builder.root, problems: problems.result() };
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
  readonly #substituted: boolean;
  readonly #layers: readonly Layer[];
  readonly #tokens: ReadonlyMap<number, Span>;
  readonly #problems: Problems;
  /** Where the last value ends. */
  #lastEnd = 0;

  constructor(
    text: string,
    masked: string,
    place: Place & { readonly substituted: boolean },
    tokens: ReadonlyMap<number, Span>,
    problems: Problems,
  ) {
    this.#text = text;
    this.#place = place;
    this.#substituted = place.substituted;
    this.#masked = masked;
    this.#layers = place.layers;
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
      this.#put(calledValue(call, span, () => this.#text.slice(open.start, end)));
    } else {
      this.#put(objectOf(span, open.members));
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
    const span = this.#span(open.start, closed ? offset + length : offset);
    this.#put(arrayOf(span, open.items));
  };

  readonly onLiteralValue = (value: unknown, offset: number, length: number): void => {
    this.#lastEnd = this.#tokens.get(offset)?.end ?? offset + length;
    const token = this.#tokens.get(offset);
    if (token) {
      const text = this.#text.slice(token.start, token.end);
      const reason = this.#substituted && FILLED.test(text) ? 'intrinsic' : 'placeholder';
      this.#put({ kind: 'opaque', span: this.#span(token.start, token.end), reason, text });
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
      const span = { start: open.key.span.start, end: extentOf(node).end };
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

  #string(value: string, offset: number, length: number): HostString {
    const written = new JsonString(value, this.#span(offset, offset + length), this.#place);
    return this.#substituted ? new SubString(written, written.span) : written;
  }

  #span(start: number, end: number): Span {
    return this.#layers.length ? spanThrough(this.#layers, start, end) : { start, end };
  }
}

/** What a deploy puts in place of a token in the text of a function. */
const FILLED = /^(?:\$\{(?!!)|\{\{resolve:)/;
