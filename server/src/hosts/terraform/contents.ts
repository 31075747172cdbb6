import { BRACE, BRACKET, COLON, COMMA, DOT, ELLIPSIS, EQUALS, NAME, NEWLINE, PAREN, QUOTED } from './lexing.ts';
import type { Expression, ObjectMember } from './syntax.ts';
import { TokenCursor } from './tokenCursor.ts';

/** The tokens that a reading may use, and whether a line end is a blank among them: so it is in `( )` and `[ ]`. */
export interface Range {
  /** The first token that is not of it. */
  readonly to: number;
  readonly wrapped: boolean;
}

/** Reads what brackets hold, however much of it is half-typed. */
export abstract class ContentReader extends TokenCursor {
  /** The expression at `at`; undefined where none starts. */
  abstract expression(range: Range): Expression | undefined;

  /** An expression without operators. */
  protected abstract term(range: Range): Expression | undefined;

  protected isFor(to: number): boolean {
    let at = this.at;
    while (at < to && this.kind(at) === NEWLINE) at++;
    return at + 1 < to && this.kind(at) === NAME && this.kind(at + 1) === NAME && this.textOf(at) === 'for';
  }

  protected inner(to: number): Expression | undefined {
    const range = { to, wrapped: true };
    this.skipNewlines(to);
    const inner = this.expression(range);
    this.skipNewlines(to);
    if (!inner) this.missing();
    if (this.at < to) this.unreadable.push(this.span(this.at, this.lastOf(to)));
    this.at = to;
    return inner;
  }

  /** Of a tuple or a call: a missing comma or a stray sign costs nothing else. */
  protected items(to: number): Expression[] {
    const items: Expression[] = [];
    let separated = true;
    while (this.at < to) {
      const kind = this.kind();
      if (kind === NEWLINE || kind === COMMA || kind === ELLIPSIS) {
        separated ||= kind === COMMA;
        this.at++;
        continue;
      }
      const item = this.expression({ to, wrapped: true });
      if (!item) {
        this.unreadable.push(this.span(this.at, this.at));
        this.at++;
        continue;
      }
      if (!separated) this.unreadable.push({ start: item.span.start, end: item.span.start });
      separated = false;
      items.push(item);
    }
    return items;
  }

  protected members(to: number): ObjectMember[] {
    const members: ObjectMember[] = [];
    while (this.at < to) {
      const kind = this.kind();
      if (kind === NEWLINE || kind === COMMA) {
        this.at++;
        continue;
      }
      const member = this.#member(to);
      if (member) members.push(member);
      this.skipRest(to, (at) => this.#startsMember(at, to));
    }
    return members;
  }

  #member(to: number): ObjectMember | undefined {
    const start = this.at;
    const next = this.kind(start + 1);
    const isName = this.kind() === NAME && next !== DOT && next !== PAREN;
    const key = isName ? this.name(this.at++) : this.term({ to, wrapped: false });
    if (!key) return undefined;
    const assigned = this.at < to && (this.kind() === EQUALS || this.kind() === COLON);
    if (assigned) this.at++;
    const value = assigned || this.#mayBeValue(to) ? this.expression({ to, wrapped: false }) : undefined;
    if (!assigned || !value) this.missing();
    return { key, value, span: this.span(start, this.at - 1) };
  }

  /** `Statement [{`: what a member without its `=` holds is read all the same. */
  #mayBeValue(to: number): boolean {
    if (this.at >= to) return false;
    return (
      this.kind() === BRACE || this.kind() === BRACKET || (this.kind() === NAME && this.kind(this.at + 1) === PAREN)
    );
  }

  #startsMember(at: number, to: number): boolean {
    const next = at + 1 < to ? this.kind(at + 1) : undefined;
    return (this.kind(at) === NAME || this.kind(at) === QUOTED) && (next === EQUALS || next === COLON);
  }
}
