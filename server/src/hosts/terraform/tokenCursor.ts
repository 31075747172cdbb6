import type { Span } from '../../text/span.ts';
import { STRAY, type Brackets } from './brackets.ts';
import { COMMA, HEREDOC, isOpener, NEWLINE, type Tokens } from './lexing.ts';
import type { Name } from './syntax.ts';
import { Template } from './template.ts';

/**
 * A walk over tokens. `at` is the next one; whoever reads leaves it behind what was read, never behind its range, and says where
 * something could not be read.
 */
export class TokenCursor {
  readonly tokens: Tokens;
  at = 0;
  /** In the order found. */
  readonly unreadable: Span[] = [];
  readonly #partners: Int32Array;

  constructor(tokens: Tokens, brackets: Brackets) {
    this.tokens = tokens;
    this.#partners = brackets.partners;
  }

  kind(at = this.at): number | undefined {
    return this.tokens.kinds[at];
  }

  span(from: number, to: number): Span {
    return { start: this.tokens.starts[from] ?? 0, end: this.tokens.ends[to] ?? this.tokens.text.length };
  }

  textOf(at: number): string {
    return this.tokens.text.slice(this.tokens.starts[at], this.tokens.ends[at]);
  }

  name(at: number): Name {
    return { kind: 'name', text: this.textOf(at), span: this.span(at, at) };
  }

  skipNewlines(to: number): void {
    while (this.at < to && this.kind() === NEWLINE) this.at++;
  }

  /** Something is missing behind the token before. */
  missing(): void {
    const at = this.at > 0 ? (this.tokens.ends[this.at - 1] ?? 0) : 0;
    this.unreadable.push({ start: at, end: at });
  }

  template(): Template {
    const at = this.at++;
    const span = this.span(at, at);
    const closed = !this.tokens.unclosed.has(span.start);
    if (!closed) this.unreadable.push(span);
    return new Template(this.tokens.text, span, this.kind(at) === HEREDOC ? 'heredoc' : 'quoted', closed);
  }

  /** The last token before `to` that is no line end. */
  lastOf(to: number): number {
    let at = to - 1;
    while (this.kind(at) === NEWLINE) at--;
    return at;
  }

  /** What stands in the brackets that open at `at`, which it leaves behind; undefined where they open nothing. */
  content<T>(read: (to: number) => T): { readonly found: T; readonly span: Span } | undefined {
    const opener = this.at;
    const end = this.#partners[opener] ?? STRAY;
    if (!isOpener(this.kind()) || end === STRAY) return undefined;
    this.at = opener + 1;
    const found = read(end);
    const closed = this.#partners[end] === opener;
    const last = closed ? end : this.lastOf(end);
    this.at = last + 1;
    const span = this.span(opener, last);
    if (!closed) this.unreadable.push(this.span(last, last));
    return { found, span };
  }

  /** What is left of a line or an item cannot be read, up to where something starts again. */
  skipRest(to: number, starts: (at: number) => boolean): void {
    const from = this.at;
    while (this.at < to && this.kind() !== NEWLINE && this.kind() !== COMMA && !starts(this.at)) this.skip(to);
    if (this.at > from) this.unreadable.push(this.span(from, this.at - 1));
    else if (this.at < to && this.kind() !== NEWLINE && this.kind() !== COMMA) this.missing();
  }

  /** Over a token, or over all that it opens. */
  skip(to: number): void {
    const end = isOpener(this.kind()) ? (this.#partners[this.at] ?? STRAY) : STRAY;
    const closed = end !== STRAY && this.#partners[end] === this.at;
    this.at = Math.min(closed ? end + 1 : Math.max(this.lastOf(end) + 1, this.at + 1), to);
  }
}
