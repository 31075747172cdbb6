import type { Span } from '../text/span.ts';
import { itemsOf, memberOf, type ValueNode } from '../tree/node.ts';

/** Where a config file names rules: the keys of `rules`, its own and those of its overrides. */
export function ruleNamesIn(root: ValueNode | undefined): readonly { readonly id: string; readonly span: Span }[] {
  const holders = [root, ...itemsOf(memberOf(root, 'overrides')?.value)];
  return holders.flatMap((holder) => {
    const rules = memberOf(holder, 'rules')?.value;
    if (rules?.kind !== 'object') return [];
    return rules.members.map(({ key }) => ({ id: key.value, span: key.slice(0, key.value.length) }));
  });
}
