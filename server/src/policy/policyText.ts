import type { HoledText } from '../text/holedText.ts';
import type { Span } from '../text/span.ts';
import type { OpaqueNode, StringNode } from '../tree/node.ts';
import { findPlaceholders } from '../iam/placeholders.ts';

/** A string of the policy with its holes: what the host knows to be filled in, and placeholders. */
export interface Text extends HoledText {
  readonly node: StringNode | OpaqueNode;
  /** Quotes included. */
  readonly span: Span;
  /** The span of a part of the value. */
  slice(from: number, to: number): Span;
}

/**
 * Reads a string node; an opaque one is a text that is all hole.
 * @param maybe false when it is known that the string holds no placeholder
 */
export function textOf(node: StringNode | OpaqueNode, maybe = true): Text {
  return node.kind === 'string' ? new StringText(node, maybe) : new OpaqueText(node);
}

class StringText implements Text {
  readonly node: StringNode;
  #holes: HoledText['holes'] | undefined;

  constructor(node: StringNode, maybe: boolean) {
    this.node = node;
    if (!maybe) this.#holes = node.holes;
  }

  get value(): string {
    return this.node.value;
  }

  get span(): Span {
    return this.node.span;
  }

  get holes(): HoledText['holes'] {
    this.#holes ??= this.node.holes.length ? this.node.holes : findPlaceholders(this.node.value);
    return this.#holes;
  }

  slice(from: number, to: number): Span {
    return this.node.slice(from, to);
  }
}

class OpaqueText implements Text {
  readonly node: OpaqueNode;
  readonly holes: HoledText['holes'];

  constructor(node: OpaqueNode) {
    this.node = node;
    this.holes = [{ from: 0, to: node.text.length, reason: node.reason === 'intrinsic' ? 'intrinsic' : 'placeholder' }];
  }

  get value(): string {
    return this.node.text;
  }

  get span(): Span {
    return this.node.span;
  }

  slice(): Span {
    return this.node.span;
  }
}
