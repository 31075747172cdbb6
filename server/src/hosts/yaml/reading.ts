import type { Span } from '../../text/span.ts';
import type { ValueNode } from '../../tree/node.ts';
import type { Entry } from './lines.ts';

/** What is noted while the value of an entry is read. */
export interface Notes {
  /** It is read for policies. */
  readonly entry?: Entry | undefined;
  /** What could not be read. */
  readonly unreadable: Span[];
  /** Where text stands that came through aliases. */
  readonly taken: Set<Span>;
  /** How many nodes came through aliases. */
  expanded: number;
}

export function newNotes(entry?: Entry): Notes {
  return { entry, unreadable: [], taken: new Set(), expanded: 0 };
}

/** No policy has more nodes through aliases: a few lines can make billions. */
export const MOST_EXPANDED = 2000;

/** How many nodes a value has; of those that stand in several places each counts. */
export function sizeOf(node: ValueNode): number {
  let size = sizes.get(node);
  if (size === undefined) sizes.set(node, (size = countOf(node)));
  return size;
}

const sizes = new WeakMap<ValueNode, number>();

function countOf(node: ValueNode): number {
  switch (node.kind) {
    case 'object':
      return node.members.reduce((sum, { value }) => sum + 1 + (value ? sizeOf(value) : 0), 1);
    case 'array':
      return node.items.reduce((sum, item) => sum + sizeOf(item), 1);
    case 'string':
    case 'literal':
    case 'opaque':
      return 1;
  }
}
