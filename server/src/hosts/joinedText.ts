import { encodeThrough, type Layer } from '../text/layer.ts';
import { firstIndex } from '../text/search.ts';
import type { GluedString, Piece } from './gluedString.ts';

/**
 * A text that a deploy glues together, as a layer. Inside it reads as the text of `Fn::Sub` does: `${Name}` is filled in,
 * `${!Name}` is the text `${Name}`. Its parts stand apart in the document, so that only what lies in one can be written.
 */
export class JoinedLayer implements Layer {
  readonly text: string;
  readonly #glued: GluedString;
  readonly #isWritable: (piece: Piece) => boolean;
  readonly #around: readonly Layer[];
  /** Where exclamation marks were put in, and what of the value they stand before. */
  readonly #marks: readonly number[];
  readonly #marked: readonly number[];

  /**
   * @param isWritable whether a piece is a string of the text that the layers lead to
   * @param around the layers that the pieces stand in
   */
  constructor(glued: GluedString, isWritable: (piece: Piece) => boolean, around: readonly Layer[]) {
    this.#glued = glued;
    this.#isWritable = isWritable;
    this.#around = around;
    const { value, holes } = glued;
    const marks: number[] = [];
    let text = '';
    let at = 0;
    const literal = (to: number): void => {
      for (const { index } of value.slice(at, to).matchAll(TOKEN)) {
        const name = index + at + 2;
        text += `${value.slice(text.length - marks.length, name)}!`;
        marks.push(text.length - 1);
      }
      text += value.slice(text.length - marks.length, to);
      at = to;
    };
    for (const { from, to } of holes) {
      literal(from);
      text += filled(value.slice(from, to));
      at = to;
    }
    literal(value.length);
    this.text = text;
    this.#marks = marks;
    this.#marked = marks.map((mark, i) => mark - i);
  }

  outer(offset: number): number {
    const at = this.#valueAt(offset);
    const before = this.#literalUpTo(at);
    const next = this.#glued.pieceAt(at);
    // Where a hole begins, fresh text goes to the end of the text before it.
    if (before && next && next.at === at && next.node.kind !== 'string') return endOf(before);
    return this.#glued.slice(at, at).start;
  }

  outerEnd(offset: number): number {
    const at = this.#valueAt(offset);
    return at > 0 ? this.#glued.slice(at - 1, at).end : this.outer(offset);
  }

  inner(offset: number): number {
    const { pieces } = this.#glued;
    const piece = pieces[Math.max(firstIndex(pieces, ({ node }) => node.span.start > offset) - 1, 0)];
    if (!piece) return 0;
    const { node, at, length } = piece;
    if (offset >= endOf(piece)) return this.#innerAt(at + length);
    let [low, high] = [0, node.kind === 'string' ? length : 0];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (node.kind === 'string' && node.slice(middle, middle).start <= offset) low = middle;
      else high = middle - 1;
    }
    return this.#innerAt(at + low);
  }

  isOne(start: number, end: number): boolean {
    const [from, to] = [this.#valueAt(start), this.#valueAt(end)];
    return [this.#literalUpTo(from), this.#glued.pieceAt(from)].some(
      (piece) => piece && this.#isWritable(piece) && piece.at <= from && to <= piece.at + piece.length,
    );
  }

  encode(inner: string): string {
    return encodeThrough(this.#around, JSON.stringify(inner.replaceAll('${!', '${')).slice(1, -1));
  }

  #valueAt(inner: number): number {
    return inner - firstIndex(this.#marks, (mark) => mark >= inner);
  }

  #innerAt(value: number): number {
    return value + firstIndex(this.#marked, (at) => at > value);
  }

  /** The text that ends at a place. */
  #literalUpTo(at: number): Piece | undefined {
    const piece = at > 0 ? this.#glued.pieceAt(at - 1) : undefined;
    return piece?.node.kind === 'string' && piece.at + piece.length === at ? piece : undefined;
  }
}

function endOf({ node, length }: Piece): number {
  return node.kind === 'string' ? node.slice(length, length).end : node.span.end;
}

/** What `Fn::Sub` would fill in. */
const TOKEN = /\$\{(?=[^{}$]*\})/g;

/** The name of what is filled in as `Fn::Sub` could have it, as long as it was. */
function filled(hole: string): string {
  return hole.startsWith('${') ? `\${${hole.slice(2, -1).replace(/["\\{}$\s]/g, '_')}}` : hole;
}
