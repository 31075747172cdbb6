import type { Hole, HoledText } from '../text/holedText.ts';
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
    this.#holes ??= holesOf(this.node);
    return this.#holes;
  }

  slice(from: number, to: number): Span {
    return this.node.slice(from, to);
  }
}

/** Those that the host knows, and placeholders outside of them. */
function holesOf({ value, holes }: StringNode): readonly Hole[] {
  if (!holes.length) return findPlaceholders(value);
  let known = '';
  let at = 0;
  for (const { from, to } of holes) {
    // Digits are like what a template fills in, and no part of a placeholder.
    known += value.slice(at, from) + '0'.repeat(to - from);
    at = to;
  }
  const placeholders = findPlaceholders(known + value.slice(at)).filter(
    (p) => !holes.some((h) => h.from < p.to && p.from < h.to),
  );
  return placeholders.length ? [...holes, ...placeholders].sort((a, b) => a.from - b.from) : holes;
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
