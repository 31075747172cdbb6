import type { StringNode, ValueNode } from '../../../tree/node.ts';
import type { Around } from './quoting.ts';

/** Where a value comes to stand. */
export interface PenPlace {
  readonly around: Around;
  /** The column of the name or dash that the value belongs to. */
  readonly column: number;
  /** The column of the names or dashes of a value that has lines of its own. */
  readonly inner: number;
}

/** A written value. */
export interface Written {
  /** Without indentation of its first line. */
  readonly text: string;
  /** It is a mapping or a list on lines of its own, of which the first stands behind no name. */
  readonly isLines?: true | undefined;
}

/** How parts of a tree are written that stand somewhere already. */
export interface KeptText {
  value(node: ValueNode, place: PenPlace): Written;
  key(node: StringNode, around: Around): string;
}

/** Where nothing is kept. */
export const NOTHING_KEPT: KeptText = {
  value: () => {
    throw new Error('Nobody knows how this is written');
  },
  key: ({ value }) => value,
};
