import type { CST } from 'yaml';
import type { Member, OpenReason, ValueNode } from '../../tree/node.ts';

/** Whether a key brings the members of other mappings. */
export function isMergeKey(key: CST.Token | null | undefined): boolean {
  return key?.type === 'scalar' && key.source === '<<';
}

/** What merges bring: of several the first counts, and a mapping's own members before all. */
export function mergedMembers(
  merges: readonly (ValueNode | undefined)[],
  own: readonly Member[],
): { readonly members: readonly Member[]; readonly open: OpenReason | undefined } {
  const names = new Set(own.map(({ key }) => key.value));
  const members: Member[] = [];
  let open: OpenReason | undefined;
  for (const merge of merges)
    for (const source of merge?.kind === 'array' ? merge.items : [merge]) {
      if (source?.kind !== 'object' || source.open) open = 'merge';
      if (source?.kind !== 'object') continue;
      for (const member of source.members)
        if (!names.has(member.key.value)) {
          names.add(member.key.value);
          members.push(member);
        }
    }
  return { members, open };
}
