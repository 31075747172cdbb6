import { createScanner, SyntaxKind } from 'jsonc-parser';
import { offsetWithin, spanThrough, type Layer } from '../../text/layer.ts';
import { touches, type Span } from '../../text/span.ts';
import { containersOf, type Cursor } from '../../tree/cursor.ts';
import type { JsonTextPolicy, TextExtraction } from './policy.ts';
import type { HostDocument } from '../host.ts';
import { asksForPolicy } from '../search.ts';
import { closedAround } from './closing.ts';
import { prescan } from './prescan.ts';
import { reread } from './reread.ts';

/** A cursor in JSON text. */
export interface JsonCursor extends Cursor {
  readonly policy: JsonTextPolicy | undefined;
  /** What the text lies in, from the document inwards. */
  readonly layers: readonly Layer[];
  /** The token under the cursor, quotes included, in the innermost text; empty where nothing stands yet. */
  readonly replace: Span;
  /** Offset (innermost text) where a comma is due before the insertion. */
  readonly commaAt: number | undefined;
  readonly commaAfter: boolean;
  /** What is written anew is a name to fill in, within a string; with the quote that the string lacks behind it. */
  readonly hole?: '' | '"' | undefined;
  /** What is named is written as an object, or its name as a string; left out where a function fills it in to a text. */
  readonly refers?: 'object' | 'name' | undefined;
}

/** Where the cursor stands, told from the tokens before it, so that half-typed text is no obstacle. */
export function locate(
  document: HostDocument,
  { policies, starts }: TextExtraction,
  offset: number,
): JsonCursor | undefined {
  const around = policies.filter((p) => touches(p.root.span, offset) || p.place === 'document');
  const policy = around.reduce<JsonTextPolicy | undefined>((a, b) => (a && size(a) <= size(b) ? a : b), undefined);
  const due = starts || (document.named === undefined && asksForPolicy(document.text));
  if (!policy && (!due || policies.length)) return undefined;
  return locateIn(document.text, policy?.layers ?? [], policy, offset);
}

/**
 * The same where it is known which JSON text the cursor stands in.
 * @param text the document's
 * @param policy whose text it is; undefined before that has begun
 */
export function locateIn(
  text: string,
  layers: readonly Layer[],
  policy: JsonTextPolicy | undefined,
  offset: number,
): JsonCursor | undefined {
  if (layers.some((layer) => layer.isOne)) return undefined; // what is completed may stand in several parts
  const inner = layers.at(-1)?.text ?? text;
  const start = policy ? offsetWithin(layers, policy.root.span.start) : 0;
  const at = offsetWithin(layers, offset);
  const scan = prescan(inner);
  const inToken = [...scan.tokens.values()].some((token) => token.start < at && at < token.end);
  const inEscape = spanThrough(layers, at, at).start !== offset;
  if (inToken || inEscape || inComment(inner, start, at)) return undefined;
  const closed = closedAround(scan.masked, at);
  const state = new Walk(closed?.text ?? scan.masked, start, at).run();
  if (!state) return undefined;
  const around = closed && policy ? reread(policy, text, closed.text) : policy;
  const replace = { start: state.replace.start, end: closed?.end ?? state.replace.end };
  return { ...state, policy: around, layers, replace, containers: containersOf(around?.root, state.path) };
}

/** Whether the cursor stands inside a comment, or right behind one that goes to the end of its line. */
function inComment(text: string, start: number, cursor: number): boolean {
  const scanner = createScanner(text);
  scanner.setPosition(start);
  for (let kind = scanner.scan(); kind !== SyntaxKind.EOF; kind = scanner.scan()) {
    const from = scanner.getTokenOffset();
    const to = from + scanner.getTokenLength();
    if (from >= cursor) return false;
    if (kind === SyntaxKind.LineCommentTrivia && cursor <= to) return true;
    if (kind === SyntaxKind.BlockCommentTrivia && cursor < to) return true;
  }
  return false;
}

function size(policy: JsonTextPolicy): number {
  return policy.root.span.end - policy.root.span.start;
}

interface Frame {
  readonly list: boolean;
  /** Member names or string items read so far, the cursor's own left out. */
  readonly seen: string[];
  key: string | undefined;
  index: number;
  expects: 'item' | 'colon' | 'value' | 'comma';
}

type State = Omit<JsonCursor, 'policy' | 'layers' | 'containers'>;

interface Token {
  readonly kind: SyntaxKind;
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** Reads tokens up to the cursor, keeping the stack of open containers. */
class Walk {
  readonly #scanner;
  readonly #text: string;
  readonly #cursor: number;
  readonly #stack: Frame[] = [];
  #lastEnd: number;
  #rootSeen = false;

  constructor(text: string, start: number, cursor: number) {
    this.#text = text;
    this.#cursor = cursor;
    this.#scanner = createScanner(text, true);
    this.#scanner.setPosition(start);
    this.#lastEnd = start;
  }

  run(): State | undefined {
    let token = this.#next();
    while (token.kind !== SyntaxKind.EOF && token.end < this.#cursor) {
      this.#take(token);
      token = this.#next();
    }
    const inside = token.start < this.#cursor && this.#cursor <= token.end;
    if (inside && !isText(token)) {
      // Right behind a brace, comma or colon: the token counts, the cursor stands after it.
      this.#take(token);
      token = this.#next();
    } else if (inside && token.kind === SyntaxKind.StringLiteral && token.end === this.#cursor) {
      return undefined; // right behind a finished string there is nothing to complete
    }
    const here = token.start <= this.#cursor && this.#cursor <= token.end && isText(token) ? token : undefined;
    return this.#state(here, here ? this.#next() : token);
  }

  #state(here: Token | undefined, next: Token): State | undefined {
    const replace = here ? { start: here.start, end: here.end } : { start: this.#cursor, end: this.#cursor };
    const inText = here?.kind === SyntaxKind.StringLiteral;
    const raw = here ? this.#text.slice(here.start, this.#cursor) : '';
    const frame = this.#stack.at(-1);
    const base = {
      replace,
      inText,
      typed: inText ? raw.slice(1) : raw,
      commaAfter: false,
      keyOnly: false,
      commaAt: undefined,
    };
    const path = this.#path(frame);
    if (!frame)
      return this.#rootSeen || next.kind !== SyntaxKind.EOF
        ? undefined
        : { ...base, at: 'document', path: [], siblings: [] };
    const startsMore =
      isText(next) || next.kind === SyntaxKind.OpenBraceToken || next.kind === SyntaxKind.OpenBracketToken;
    if (frame.expects === 'colon') return undefined;
    const commaAt = frame.expects === 'comma' ? this.#lastEnd : undefined;
    if (frame.expects === 'value') {
      const valueStands = !here && startsMore && !(next.kind === SyntaxKind.StringLiteral && this.#colonAt(next.end));
      if (valueStands) {
        const sameLine = isText(next) && !this.#text.slice(this.#cursor, next.start).includes('\n');
        return sameLine
          ? { ...base, at: 'value', path, siblings: [], replace: { start: this.#cursor, end: next.end } }
          : undefined;
      }
      return { ...base, at: 'value', path, siblings: [], commaAfter: startsMore };
    }
    if (commaAt !== undefined && !here && commaAt === this.#cursor) return undefined;
    if (frame.list) {
      const index = frame.index + (commaAt === undefined ? 0 : 1);
      const siblings = [...frame.seen, ...this.#rest(next, true)];
      return { ...base, at: 'item', path: [...path.slice(0, -1), index], siblings, commaAt, commaAfter: startsMore };
    }
    const keyOnly = next.kind === SyntaxKind.ColonToken;
    const siblings = [...frame.seen, ...this.#rest(next, false)];
    return {
      ...base,
      at: 'key',
      path: path.slice(0, -1),
      siblings,
      commaAt,
      keyOnly,
      commaAfter: startsMore && !keyOnly,
    };
  }

  /** Names or string items of the same container behind the cursor. */
  #rest(next: Token, list: boolean): string[] {
    const found: string[] = [];
    let depth = 0;
    for (let token = next; token.kind !== SyntaxKind.EOF && depth >= 0; token = this.#next()) {
      if (token.kind === SyntaxKind.OpenBraceToken || token.kind === SyntaxKind.OpenBracketToken) depth++;
      else if (token.kind === SyntaxKind.CloseBraceToken || token.kind === SyntaxKind.CloseBracketToken) depth--;
      else if (depth === 0 && token.kind === SyntaxKind.StringLiteral && (list || this.#colonAt(token.end)))
        found.push(token.value);
      if (found.length > 200) break;
    }
    return found;
  }

  #colonAt(offset: number): boolean {
    return /^\s*:/.test(this.#text.slice(offset, offset + 50));
  }

  #path(frame: Frame | undefined): (string | number)[] {
    return frame ? this.#stack.map((f) => (f.list ? f.index : (f.key ?? ''))) : [];
  }

  #take(token: Token): void {
    const frame = this.#stack.at(-1);
    this.#rootSeen = true;
    switch (token.kind) {
      case SyntaxKind.OpenBraceToken:
      case SyntaxKind.OpenBracketToken:
        this.#beginItem(frame);
        this.#stack.push({
          list: token.kind === SyntaxKind.OpenBracketToken,
          seen: [],
          key: undefined,
          index: 0,
          expects: 'item',
        });
        break;
      case SyntaxKind.CloseBraceToken:
      case SyntaxKind.CloseBracketToken: {
        this.#stack.pop();
        const outer = this.#stack.at(-1);
        if (outer) outer.expects = 'comma';
        break;
      }
      case SyntaxKind.CommaToken:
        if (frame) {
          if (frame.list && frame.expects === 'comma') frame.index++;
          frame.key = undefined;
          frame.expects = 'item';
        }
        break;
      case SyntaxKind.ColonToken:
        if (frame?.expects === 'colon') frame.expects = 'value';
        break;
      default:
        if (frame) this.#text_(frame, token);
    }
    this.#lastEnd = token.end;
  }

  #text_(frame: Frame, token: Token): void {
    const startsItem = frame.expects === 'item' || frame.expects === 'comma';
    this.#beginItem(frame);
    if (frame.list || !startsItem) {
      if (frame.list) frame.seen.push(token.value);
      frame.expects = 'comma';
    } else {
      frame.key = token.value;
      frame.seen.push(token.value);
      frame.expects = 'colon';
    }
  }

  /** A list item that starts although a comma is missing is the next one. */
  #beginItem(frame: Frame | undefined): void {
    if (frame?.list && frame.expects === 'comma') frame.index++;
  }

  #next(): Token {
    const kind = this.#scanner.scan();
    const start = this.#scanner.getTokenOffset();
    return { kind, start, end: start + this.#scanner.getTokenLength(), value: this.#scanner.getTokenValue() };
  }
}

function isText(token: Token): boolean {
  switch (token.kind) {
    case SyntaxKind.StringLiteral:
    case SyntaxKind.NumericLiteral:
    case SyntaxKind.TrueKeyword:
    case SyntaxKind.FalseKeyword:
    case SyntaxKind.NullKeyword:
    case SyntaxKind.Unknown:
      return true;
    default:
      return false;
  }
}
