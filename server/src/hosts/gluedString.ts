import type { Hole } from '../text/holedText.ts';
import { firstIndex } from '../text/search.ts';
import type { Span } from '../text/span.ts';
import type { OpaqueNode, ValueNode } from '../tree/node.ts';
import type { TextChange } from './freshText.ts';
import { isHostString, type HostString, type Quote, type WrittenChange } from './hostString.ts';

/** A part of a glued string. */
export interface Piece {
  readonly node: ValueNode;
  /** Where it begins in the value. */
  readonly at: number;
  readonly length: number;
}

/** A string that a deploy makes of several parts, of which some may be text. */
export class GluedString implements HostString {
  readonly kind = 'string';
  readonly value: string;
  readonly span: Span;
  readonly extent: Span;
  readonly pieces: readonly Piece[];

  /**
   * @param span around the parts
   * @param extent the call of the function
   */
  static of(parts: readonly ValueNode[], between: string, span: Span, extent: Span): GluedString | undefined {
    return parts.length && parts.every((part) => part.kind !== 'array' && part.kind !== 'object')
      ? new GluedString(parts, between, span, extent)
      : undefined;
  }

  private constructor(parts: readonly ValueNode[], between: string, span: Span, extent: Span) {
    const pieces: Piece[] = [];
    let value = '';
    for (const [i, node] of parts.entries()) {
      if (i) value += between;
      const at = value.length;
      if (node.kind === 'string') value += node.value;
      else value += node.kind === 'opaque' ? nameOf(node) : node.kind === 'literal' ? String(node.value) : '';
      pieces.push({ node, at, length: value.length - at });
    }
    this.value = value;
    this.span = span;
    this.extent = extent;
    this.pieces = pieces;
  }

  get parts(): readonly ValueNode[] {
    return this.pieces.map(({ node }) => node);
  }

  /** A part may be told of its own late. */
  get holes(): readonly Hole[] {
    return this.pieces.flatMap(({ node, at, length }): readonly Hole[] => {
      if (node.kind === 'opaque') return [{ from: at, to: at + length, reason: 'intrinsic' }];
      if (node.kind !== 'string') return [];
      return node.holes.map((hole) => ({ ...hole, from: at + hole.from, to: at + hole.to }));
    });
  }

  slice(from: number, to: number): Span {
    const start = this.#place(this.pieceAt(from), from, 'start');
    const end = this.#place(this.pieceAt(to > from ? to - 1 : to), to, 'end');
    return { start, end: Math.max(start, end) };
  }

  change({ from, to, text }: TextChange, quote?: Quote): WrittenChange | undefined {
    const piece = this.pieceAt(from);
    if (!piece || !isHostString(piece.node) || to > piece.at + piece.length) return undefined;
    return piece.node.change({ from: from - piece.at, to: to - piece.at, text }, quote);
  }

  /** The piece that a place lies in, or that it lies behind. */
  pieceAt(offset: number): Piece | undefined {
    return this.pieces[firstIndex(this.pieces, ({ at }) => at > offset) - 1];
  }

  #place(piece: Piece | undefined, offset: number, side: keyof Span): number {
    if (!piece) return this.span[side];
    const within = Math.min(offset - piece.at, piece.length);
    return piece.node.kind === 'string' ? piece.node.slice(within, within)[side] : piece.node.span[side];
  }
}

/** What stands for a part that only a deploy knows. */
function nameOf({ refersTo, label, text }: OpaqueNode): string {
  if (!refersTo) return `\${${label ?? text}}`;
  return `\${${refersTo.name}${refersTo.attribute === undefined ? '' : `.${refersTo.attribute}`}}`;
}
