import type { Hole } from '../../text/holedText.ts';
import { mappedLayer, plainLayer, spanThrough, type Layer } from '../../text/layer.ts';
import type { Span } from '../../text/span.ts';
import type { StringNode } from '../../tree/node.ts';
import type { TextChange } from '../freshText.ts';
import type { HostString, Quote, WrittenChange } from '../hostString.ts';
import { decoded, styleOf, type Decoded, type ScalarToken } from './scalars.ts';
import { endOfToken } from './tokens.ts';
import { changedScalar, encodedIn } from './write/scalarChange.ts';

/** The text that nodes stand in: the document's, or one within it. */
export interface Place {
  readonly text: string;
  readonly layers: readonly Layer[];
  /** Whether it is the text of a function that fills in names. */
  readonly substituted?: boolean;
}

const NO_HOLES: readonly Hole[] = [];

/** A text in any of YAML's ways to write one. */
export class YamlString implements HostString {
  readonly kind = 'string';
  readonly value: string;
  readonly span: Span;
  /** Told once all of the document is read. */
  holes = NO_HOLES;
  readonly #token: ScalarToken;
  readonly #base: number;
  readonly #place: Place;
  #layer: Layer | undefined;

  /**
   * @param base what the token's offset counts from
   * @param meant what it says, where that is not its text
   */
  constructor(token: ScalarToken, base: number, place: Place, meant?: string) {
    this.#token = token;
    this.#base = base;
    this.#place = place;
    const text = decoded(token);
    this.value = meant ?? text.text;
    const start = base + (token.type === 'block-scalar' ? text.start : token.offset);
    this.span = spanThrough(place.layers, start, Math.max(start, base + endOfToken(token)));
  }

  get extent(): Span {
    return this.span;
  }

  tell(holes: readonly Hole[]): void {
    this.holes = holes;
  }

  slice(from: number, to: number): Span {
    const layer = this.layer();
    if (layer.text !== this.value) return this.span;
    const { start, end } = spanThrough([...this.#place.layers, layer], from, to);
    // The last line break of a text with lines of its own is none of its span.
    return { start: Math.min(start, this.span.end), end: Math.min(end, this.span.end) };
  }

  /** Its text, as what another text may stand in. */
  layer(): Layer {
    this.#layer ??= layerOf(decoded(this.#token), this.#base, this.#token);
    return this.#layer;
  }

  change(change: TextChange, quote?: Quote): WrittenChange | undefined {
    const written = changedScalar(this.#token, this.value, change, quote);
    if (!written) return undefined;
    const { start, end } = written.span;
    return {
      span: spanThrough(this.#place.layers, this.#base + start, this.#base + end),
      newText: written.newText,
    };
  }
}

function layerOf({ text, offsets, start }: Decoded, base: number, token: ScalarToken): Layer {
  const encode = (inner: string): string => encodedIn(token, inner);
  const layer = offsets
    ? mappedLayer(
        text,
        offsets.map((offset) => base + offset),
        encode,
      )
    : plainLayer(text, base + start, encode);
  return { ...layer, foldsLines: foldsLines(token) };
}

/** Whether line ends in a text are blanks in what it says. In double quotes they have an escape. */
function foldsLines(token: ScalarToken): boolean {
  return token.type === 'block-scalar' ? styleOf(token).startsWith('>') : token.type !== 'double-quoted-scalar';
}

/** The name of a function, which a tag calls by a short one. */
export function tagName(value: string, span: Span): StringNode {
  return { kind: 'string', value, span, holes: NO_HOLES, slice: () => span };
}
