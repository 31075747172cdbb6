import type { Span } from '../../text/span.ts';
import { bracketsOf } from './brackets.ts';
import { ExpressionReader } from './expressions.ts';
import { BRACE, BRACKET, COMMA, DOT, EQUALS, NAME, NEWLINE, PAREN, QUOTED, tokensOf } from './lexing.ts';
import type { Attribute, Block, Body, Expression, Name, SyntaxTree } from './syntax.ts';
import type { Template } from './template.ts';

/** Reads a file as far as it can be; undefined where it is nested too deeply. Never throws. */
export function readFile(text: string): SyntaxTree | undefined {
  const tokens = tokensOf(text);
  const brackets = tokens.tooDeep ? undefined : bracketsOf(tokens);
  if (!brackets || brackets.tooDeep) return undefined;
  const reader = new ExpressionReader(tokens, brackets);
  const items = new BodyReader(reader).items(tokens.kinds.length);
  return { body: { span: { start: 0, end: text.length }, items }, unreadable: inOrder(reader.unreadable) };
}

/** Reads an expression that stands in a text, as in the hole of a template; undefined where it is more, or none, or broken. */
export function readExpression(text: string, { start, end }: Span): Expression | undefined {
  const tokens = tokensOf(text, start, end);
  const brackets = tokens.tooDeep ? undefined : bracketsOf(tokens);
  if (!brackets || brackets.tooDeep) return undefined;
  const reader = new ExpressionReader(tokens, brackets);
  const range = { to: tokens.kinds.length, wrapped: true };
  reader.skipNewlines(range.to);
  const expression = reader.expression(range);
  reader.skipNewlines(range.to);
  return reader.at < range.to || reader.unreadable.length ? undefined : expression;
}

function inOrder(spans: Span[]): Span[] {
  return spans.sort((a, b) => a.start - b.start || a.end - b.end);
}

class BodyReader {
  readonly #reader: ExpressionReader;

  constructor(reader: ExpressionReader) {
    this.#reader = reader;
  }

  items(to: number): Body['items'] {
    const reader = this.#reader;
    const items: (Attribute | Block)[] = [];
    while (reader.at < to) {
      if (reader.kind() === NEWLINE) {
        reader.at++;
        continue;
      }
      const item = this.#item(to);
      if (item) items.push(item);
      reader.skipRest(to, (at) => this.#startsItem(at, to));
      if (reader.at < to && reader.kind() === COMMA) reader.unreadable.push(reader.span(reader.at, reader.at++));
    }
    return items;
  }

  #item(to: number): Attribute | Block | undefined {
    const reader = this.#reader;
    const start = reader.at;
    if (reader.kind() !== NAME) return undefined;
    const name = reader.name(reader.at++);
    const assigned = reader.at < to && reader.kind() === EQUALS;
    if (assigned && !this.#opensBlock(reader.at + 1, to)) {
      reader.at++;
      return this.#attribute(start, name, to);
    }
    if (this.#isValue(reader.at, to)) {
      reader.missing();
      return this.#attribute(start, name, to);
    }
    const labels = this.#labels(to);
    if (reader.at < to && reader.kind() !== BRACE) labels.push(...this.#brokenHeader(to));
    const block = reader.at < to ? reader.content((end) => this.items(end)) : undefined;
    if (block) {
      const { found: items, span } = block;
      return {
        kind: 'block',
        type: name,
        labels,
        body: { span, items },
        span: { start: name.span.start, end: span.end },
      };
    }
    reader.unreadable.push(reader.span(start, reader.at - 1));
    return undefined;
  }

  /** A sign too many in the first line of a block costs nothing of what stands in the block. */
  #brokenHeader(to: number): (Name | Template)[] {
    const reader = this.#reader;
    const from = reader.at;
    let brace = from;
    while (brace < to && reader.kind(brace) !== NEWLINE && reader.kind(brace) !== BRACE) brace++;
    if (brace >= to || reader.kind(brace) !== BRACE || reader.kind(brace + 1) !== NEWLINE) return [];
    reader.unreadable.push(reader.span(from, brace - 1));
    const labels: (Name | Template)[] = [];
    for (reader.at = from; reader.at < brace;) {
      const found = this.#labels(brace);
      labels.push(...found);
      if (!found.length) reader.at++;
    }
    return labels;
  }

  #attribute(start: number, name: Name, to: number): Attribute {
    const reader = this.#reader;
    const value: Expression | undefined = reader.expression({ to, wrapped: false });
    if (!value) reader.missing();
    return { kind: 'attribute', name, value, span: reader.span(start, reader.at - 1) };
  }

  #labels(to: number): (Name | Template)[] {
    const reader = this.#reader;
    const labels: (Name | Template)[] = [];
    while (reader.at < to && !this.#startsItem(reader.at, to)) {
      if (reader.kind() === QUOTED) labels.push(reader.template());
      else if (reader.kind() === NAME) labels.push(reader.name(reader.at++));
      else break;
    }
    return labels;
  }

  /** `policy jsonencode({`, `values [`: what an attribute without its `=` holds is read all the same. */
  #isValue(at: number, to: number): boolean {
    const reader = this.#reader;
    if (at >= to) return false;
    const next = reader.kind(at + 1);
    return reader.kind(at) === BRACKET || (reader.kind(at) === NAME && (next === PAREN || next === DOT));
  }

  /** Whether `name =`, `name {` or `name "label" {` stands there. */
  #startsItem(at: number, to: number): boolean {
    const reader = this.#reader;
    if (reader.kind(at) !== NAME || at + 1 >= to) return false;
    if (reader.kind(at + 1) === EQUALS) return true;
    const before = reader.kind(at - 1);
    return before !== NAME && before !== QUOTED && (reader.kind(at + 1) === BRACE || this.#opensBlock(at + 1, to));
  }

  /** Whether labels stand there, and the brace behind them. */
  #opensBlock(at: number, to: number): boolean {
    const reader = this.#reader;
    let next = at;
    while (next < to && (reader.kind(next) === NAME || reader.kind(next) === QUOTED)) next++;
    return next > at && next < to && reader.kind(next) === BRACE;
  }
}
