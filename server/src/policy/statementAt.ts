import { firstIndex } from '../text/search.ts';
import { contains, type Span } from '../text/span.ts';
import type { ValueNode } from '../tree/node.ts';
import type { Policy, Statement } from './model.ts';

/** The statement that a place belongs to: it lies around it, or has a part there. */
export function statementAt({ source, statements }: Policy, at: Span): Statement | undefined {
  // Where all stands in one piece, statements come in the order of their places.
  const before = firstIndex(statements, (s) => s.node.span.start > at.start) - 1;
  const around = statements[before];
  if (around && contains(around.node.span, at)) return around;
  return source.pieces.length > 1 ? statements.find((s) => holds(s.node, at)) : undefined;
}

function holds(node: ValueNode, at: Span): boolean {
  if (contains(node.span, at)) return true;
  switch (node.kind) {
    case 'array':
      return node.items.some((item) => holds(item, at));
    case 'object':
      return node.members.some((m) => contains(m.key.span, at) || (m.value !== undefined && holds(m.value, at)));
    case 'string':
    case 'literal':
    case 'opaque':
      return false;
  }
}
