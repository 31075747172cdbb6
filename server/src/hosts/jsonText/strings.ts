import type { Hole } from '../../text/holedText.ts';
import { jsonStringLayer, offsetWithin, spanThrough, type Layer } from '../../text/layer.ts';
import type { Span } from '../../text/span.ts';
import type { TextChange } from '../freshText.ts';
import type { HostString, WrittenChange } from '../hostString.ts';

/** The text that nodes stand in. */
export interface Place {
  /** Decoded. */
  readonly text: string;
  readonly layers: readonly Layer[];
}

const NO_HOLES: readonly Hole[] = [];

/** One of these is made for every string of a document, so it is kept small. */
export class JsonString implements HostString {
  readonly value: string;
  readonly span: Span;
  /** What a template fills in, or seems to; told once all of the template is read. */
  holes = NO_HOLES;
  readonly #place: Place;
  /** Of a string with escapes: made once, when a part of it is first asked for. */
  #escapes: Layer | undefined;

  constructor(value: string, span: Span, place: Place) {
    this.value = value;
    this.span = span;
    this.#place = place;
  }

  get kind(): 'string' {
    return 'string';
  }

  get extent(): Span {
    return this.span;
  }

  tell(holes: readonly Hole[]): void {
    this.holes = holes;
  }

  slice(from: number, to: number): Span {
    const { text, layers } = this.#place;
    const body = offsetWithin(layers, this.span.start) + 1;
    const end = offsetWithin(layers, this.span.end);
    if (end - body <= this.value.length + 1) return spanThrough(layers, body + from, body + to); // no escapes
    this.#escapes ??= jsonStringLayer(text.slice(body, end - 1), body);
    return spanThrough(layers, this.#escapes.outer(from), this.#escapes.outer(to));
  }

  change({ from, to, text }: TextChange): WrittenChange {
    return { span: this.slice(from, to), newText: JSON.stringify(text).slice(1, -1) };
  }
}
