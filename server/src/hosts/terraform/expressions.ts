import { ContentReader, type Range } from './contents.ts';
import { MAX_DEPTH } from './endings.ts';
import {
  ARROW,
  BRACE,
  BRACKET,
  COLON,
  COMMA,
  DOT,
  ELLIPSIS,
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
} from './lexing.ts';
import type { Expression, Literal, Opaque, Reference, Step } from './syntax.ts';

/** Reads expressions; each method moves on whenever it says that something stands there. */
export class ExpressionReader extends ContentReader {
  #depth = 0;

  /** The expression at `at`; undefined where none starts. */
  expression(range: Range): Expression | undefined {
    const start = this.at;
    if (this.#depth > MAX_DEPTH) return this.#tooDeep(range);
    this.#depth++;
    const found = this.#operands(range);
    const whole = found && this.#peek(range) === QUESTION ? this.#conditional(start, found, range) : found;
    this.#depth--;
    return whole;
  }

  /** Conditions in conditions need no brackets. */
  #tooDeep(range: Range): Expression | undefined {
    return this.at < range.to && !this.#endsExpression(range) ? this.#opaque(this.at, range, 'unreadable') : undefined;
  }

  #operands(range: Range): Expression | undefined {
    const start = this.at;
    const term = this.#signed(range) ?? this.term(range);
    if (!term) return undefined;
    const next = this.#peek(range);
    return next === OPERATOR ? this.#opaque(start, range, 'operation') : term;
  }

  /** A number below zero; any other operator makes an operation of what follows. */
  #signed(range: Range): Expression | undefined {
    if (this.kind() !== OPERATOR || this.at >= range.to) return undefined;
    const start = this.at;
    if (this.textOf(start) !== '-' || this.kind(start + 1) !== NUMBER || start + 1 >= range.to)
      return this.#opaque(start, range, 'operation');
    this.at += 2;
    return { kind: 'literal', value: -Number(this.textOf(start + 1)), span: this.span(start, start + 1) };
  }

  #conditional(start: number, condition: Expression, range: Range): Expression {
    this.#skipTo(range);
    this.at++;
    const whenTrue = this.#branch(range);
    let whenFalse: Expression | undefined;
    if (this.#peek(range) === COLON) {
      this.#skipTo(range);
      this.at++;
      whenFalse = this.#branch(range);
    } else this.missing();
    return { kind: 'conditional', condition, whenTrue, whenFalse, span: this.span(start, this.at - 1) };
  }

  #branch(range: Range): Expression | undefined {
    if (range.wrapped) this.skipNewlines(range.to);
    const branch = this.expression(range);
    if (!branch) this.missing();
    return branch;
  }

  /** The kind of the next token that counts. */
  #peek(range: Range): number | undefined {
    let at = this.at;
    while (range.wrapped && at < range.to && this.kind(at) === NEWLINE) at++;
    return at < range.to ? this.kind(at) : undefined;
  }

  #skipTo(range: Range): void {
    if (range.wrapped) this.skipNewlines(range.to);
  }

  protected term(range: Range): Expression | undefined {
    if (this.at >= range.to) return undefined;
    switch (this.kind()) {
      case QUOTED:
      case HEREDOC:
        return this.#indexed(this.at, this.template(), range);
      case NUMBER: {
        const at = this.at++;
        return { kind: 'literal', value: Number(this.textOf(at)), span: this.span(at, at) };
      }
      case NAME:
        return this.#named(range);
      case PAREN:
        return this.#parenthesised(range);
      case BRACKET:
        return this.#tuple(range);
      case BRACE:
        return this.#object(range);
      default:
        return undefined;
    }
  }

  #named(range: Range): Expression {
    const start = this.at++;
    const next = this.at < range.to ? this.kind() : undefined;
    const call = next === PAREN ? this.#call(start, range) : undefined;
    if (call) return call;
    const value = next === DOT || next === BRACKET ? undefined : KEYWORDS.get(this.textOf(start));
    if (value !== undefined) return { kind: 'literal', value, span: this.span(start, start) };
    return this.#reference(start, range);
  }

  #reference(start: number, range: Range): Reference {
    const steps: Step[] = [];
    for (let step = this.#step(range); step; step = this.#step(range)) steps.push(step);
    return { kind: 'reference', root: this.name(start), steps, span: this.span(start, this.at - 1) };
  }

  #step(range: Range): Step | undefined {
    const start = this.at;
    const within = start + 1 < range.to;
    if (this.kind() === DOT && start < range.to) {
      this.at += 2;
      const kind = within ? this.kind(start + 1) : undefined;
      if (kind === NAME) return this.name(start + 1);
      if (kind === NUMBER)
        return { kind: 'index', key: Number(this.textOf(start + 1)), span: this.span(start, start + 1) };
      if (kind === OPERATOR && this.textOf(start + 1) === '*')
        return { kind: 'splat', span: this.span(start, start + 1) };
      this.at = start + 1; // `var.`: the name is still to come
      this.missing();
      return undefined;
    }
    if (this.kind() !== BRACKET || start >= range.to) return undefined;
    const index = this.content((to) => {
      const isSplat = to === start + 2 && this.kind(start + 1) === OPERATOR && this.textOf(start + 1) === '*';
      if (isSplat) this.at = to;
      return isSplat ? ('splat' as const) : this.inner(to);
    });
    if (!index) return undefined;
    const { found, span } = index;
    return found === 'splat' ? { kind: 'splat', span } : { kind: 'index', key: literalKey(found), span };
  }

  #call(start: number, range: Range): Expression | undefined {
    const read = this.content((to) => {
      const last = this.kind(this.lastOf(to));
      return { items: this.items(to), expands: last === ELLIPSIS };
    });
    if (!read) return undefined;
    const { items, expands } = read.found;
    const name = this.name(start);
    const span = { start: name.span.start, end: read.span.end };
    return this.#indexed(start, { kind: 'call', name, arguments: items, expands, span }, range);
  }

  #parenthesised(range: Range): Expression | undefined {
    const start = this.at;
    const read = this.content((to) => this.inner(to));
    return read && this.#indexed(start, { kind: 'parentheses', inner: read.found, span: read.span }, range);
  }

  #tuple(range: Range): Expression | undefined {
    const start = this.at;
    const read = this.content((to) => (this.isFor(to) ? undefined : this.items(to)));
    if (!read) return undefined;
    const { found: items, span } = read;
    return this.#indexed(
      start,
      items ? { kind: 'tuple', items, span } : { kind: 'opaque', reason: 'for', span },
      range,
    );
  }

  #object(range: Range): Expression | undefined {
    const start = this.at;
    const read = this.content((to) => (this.isFor(to) ? undefined : this.members(to)));
    if (!read) return undefined;
    const { found: members, span } = read;
    return this.#indexed(
      start,
      members ? { kind: 'object', members, span } : { kind: 'opaque', reason: 'for', span },
      range,
    );
  }

  #indexed(start: number, found: Expression, range: Range): Expression {
    if (this.at >= range.to || (this.kind() !== DOT && this.kind() !== BRACKET)) return found;
    if (this.kind() === BRACKET && found.kind === 'template') return found; // a comma is missing
    while (this.#step(range));
    return { kind: 'opaque', reason: 'operation', span: this.span(start, this.at - 1) };
  }

  /** Everything up to what ends an expression. */
  #opaque(start: number, range: Range, reason: Opaque['reason']): Opaque {
    let last = Math.max(start, this.at - 1);
    while (this.at < range.to && !this.#endsExpression(range)) {
      if (this.kind() !== NEWLINE) last = this.at;
      const before = this.at;
      this.skip(range.to);
      if (isOpener(this.kind(before))) last = this.at - 1;
    }
    return { kind: 'opaque', reason, span: this.span(start, last) };
  }

  #endsExpression({ wrapped }: Range): boolean {
    switch (this.kind()) {
      case NEWLINE:
        return !wrapped;
      case COMMA:
      case COLON:
      case QUESTION:
      case EQUALS:
      case ARROW:
      case ELLIPSIS:
        return true;
      default:
        return isCloser(this.kind());
    }
  }
}

const KEYWORDS: ReadonlyMap<string, Literal['value']> = new Map<string, Literal['value']>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function literalKey(key: Expression | undefined): string | number | undefined {
  if (key?.kind === 'template') return key.holes.length ? undefined : key.value;
  return key?.kind === 'literal' && typeof key.value === 'number' ? key.value : undefined;
}
