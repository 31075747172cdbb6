import { STRAY } from './brackets.ts';
import {
  ARROW,
  BRACKET,
  COLON,
  COMMA,
  DOT,
  EQUALS,
  HEREDOC,
  isCloser,
  isOpener,
  NAME,
  NEWLINE,
  NUMBER,
  OPERATOR,
  PAREN,
  QUESTION,
  QUOTED,
  type Tokens,
} from './lexing.ts';
import { Template } from './template.ts';

/** What brackets hold: a file and a block hold arguments, an object members, a list and a call items. */
export type Content = 'body' | 'object' | 'list';

/** An argument, a member or an item, as far as its tokens tell. */
export interface Item {
  /** Its first token. */
  readonly first: number;
  /** Its last token so far, brackets and what is in them counted as one. */
  last: number;
  /** Its `=` or `:`. */
  assign: number | undefined;
  /** The first token of its value. */
  value: number | undefined;
}

/** The tokens that lie between two brackets, what is in further ones left out. */
export class Items {
  readonly list: readonly Item[];
  readonly #tokens: Tokens;

  /**
   * @param from the first token inside
   * @param to the first token that is none of them
   */
  constructor(tokens: Tokens, partners: Int32Array, content: Content, from: number, to: number) {
    this.#tokens = tokens;
    const { kinds } = tokens;
    const items: Item[] = [];
    let item: Item | undefined;
    for (let at = from; at < to;) {
      const kind = kinds[at] ?? 0;
      const end = isOpener(kind) ? (partners[at] ?? STRAY) : STRAY;
      const next = end === STRAY ? at + 1 : partners[end] === at ? end + 1 : Math.max(end, at + 1);
      if (kind === COMMA || (kind === NEWLINE && content !== 'list')) item = undefined;
      else if (kind !== NEWLINE) {
        if (!item || this.#startsAnew(item, at, content)) items.push((item = itemAt(at, content)));
        else if (item.assign === undefined && (kind === EQUALS || kind === COLON) && content !== 'list')
          item.assign = at;
        else if (item.value === undefined && (item.assign !== undefined || isOpener(kind))) item.value = at;
        item.last = Math.min(next, to) - 1;
        // A bracket without its end ends before what starts anew.
        if (end !== STRAY && partners[end] !== at && content !== 'list') item = undefined;
      }
      at = next;
    }
    this.list = items;
  }

  /** The item that a token is of. */
  holding(token: number): Item | undefined {
    return this.list.findLast(({ first, last }) => first <= token && token <= last);
  }

  /** What an item is called, or says: a bare word, a text. */
  textOf({ first }: Item): string {
    return textOf(this.#tokens, first);
  }

  /** A missing comma: a value that stands behind another in the same line. */
  #startsAnew(item: Item, at: number, content: Content): boolean {
    const { kinds, starts, ends } = this.#tokens;
    const kind = kinds[at];
    if (content === 'body' || (content === 'object' && item.value === undefined)) return false;
    const before = kinds[item.last];
    if (!(before === QUOTED || before === NAME || before === NUMBER || before === HEREDOC || isCloser(before)))
      return false;
    if (kind === QUOTED || kind === NAME || kind === NUMBER) return true;
    const touching = starts[at] === ends[item.last];
    return isOpener(kind) && !((kind === PAREN || kind === BRACKET) && touching);
  }
}

function itemAt(first: number, content: Content): Item {
  return { first, last: first, assign: undefined, value: content === 'list' ? first : undefined };
}

/** A bare word, or a quoted text as it is meant. */
export function textOf({ text, kinds, starts, ends, unclosed }: Tokens, token: number): string {
  const span = { start: starts[token] ?? 0, end: ends[token] ?? 0 };
  if (kinds[token] !== QUOTED) return text.slice(span.start, span.end);
  return new Template(text, span, 'quoted', !unclosed.has(span.start)).value;
}

/** Whether a value goes on behind a token. */
export function waits(kind: number | undefined): boolean {
  return kind === OPERATOR || kind === QUESTION || kind === DOT || kind === ARROW;
}
