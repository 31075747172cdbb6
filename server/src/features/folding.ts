import type { Span } from '../text/span.ts';
import type { ValueNode } from '../tree/node.ts';

/** What can be folded away: each container of a policy that is not empty. */
export function foldsOf(root: ValueNode): readonly Span[] {
  const folds: Span[] = [];
  const visit = (node: ValueNode | undefined): void => {
    if (node?.kind !== 'object' && node?.kind !== 'array') return;
    folds.push(node.span);
    if (node.kind === 'object') for (const { value } of node.members) visit(value);
    else node.items.forEach(visit);
  };
  visit(root);
  return folds;
}
