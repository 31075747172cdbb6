import type { Steps } from '../steps.ts';
import type { Span } from '../text/span.ts';
import type { ValueNode } from '../tree/node.ts';

/** What can be folded away: each container of a policy that is not empty; a step each. */
export function* foldsOf(root: ValueNode): Steps<readonly Span[]> {
  const folds: Span[] = [];
  const ahead: (ValueNode | undefined)[] = [root];
  while (ahead.length) {
    const node = ahead.pop();
    if (node?.kind !== 'object' && node?.kind !== 'array') continue;
    folds.push(node.span);
    const inside = node.kind === 'object' ? node.members.map(({ value }) => value) : node.items;
    for (const value of inside.toReversed()) ahead.push(value);
    yield undefined;
  }
  return folds;
}
