import type { Hole } from '../text/holedText.ts';
import type { Span } from '../text/span.ts';
import type { StringNode } from '../tree/node.ts';
import type { HostString } from './hostString.ts';

/** A text that a reference stands for. It is judged, and never edited: others may refer to it. */
export class ReferredString implements HostString {
  readonly kind = 'string';
  readonly value: string;
  readonly holes: readonly Hole[];
  readonly extent: Span;
  readonly isReferred = true;
  /** The name of what makes the text, where it is none of the document's. */
  readonly refersTo: string | undefined;
  /** The text that is nothing but the reference, where that is one. */
  readonly written: HostString | undefined;
  /** Where the text stands, if it does. */
  readonly #text: StringNode | undefined;

  private constructor(
    value: string,
    holes: readonly Hole[],
    extent: Span,
    text?: StringNode,
    refersTo?: string,
    written?: HostString,
  ) {
    this.value = value;
    this.refersTo = refersTo;
    this.holes = holes;
    this.extent = extent;
    this.written = written;
    this.#text = text;
  }

  /** A text of the same document. */
  static to(text: StringNode, reference: Span): ReferredString {
    return new ReferredString(text.value, text.holes, reference, text);
  }

  /** A text that stands nowhere as it is: its place is the reference. */
  static made(value: string, holes: readonly Hole[], reference: Span, refersTo: string): ReferredString {
    return new ReferredString(value, holes, reference, undefined, refersTo);
  }

  /** The same, which a text refers to that is nothing but the reference. */
  saidBy(written: HostString): ReferredString {
    return new ReferredString(this.value, this.holes, written.extent, this.#text, this.refersTo, written);
  }

  get span(): Span {
    return this.#text?.span ?? this.written?.span ?? this.extent;
  }

  slice(from: number, to: number): Span {
    return this.#text?.slice(from, to) ?? this.span;
  }

  change(): undefined {
    return undefined;
  }
}
