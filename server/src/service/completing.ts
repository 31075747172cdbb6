import type { Context } from '../analysis/context.ts';
import { completionsAt, type CompletionItem } from '../features/completion/index.ts';
import type { Rendered } from '../hosts/host.ts';
import { jsonHost } from '../hosts/json/index.ts';
import { mergedSeen, seenIn } from '../policy/seen.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Snapshot } from './snapshot.ts';

/** What fits at an offset, with how it is written there. */
export interface Completion {
  readonly item: CompletionItem;
  readonly rendered: Rendered;
}

/** Likeliest first; `incomplete` when more letters may bring others. */
export function complete(
  snapshot: Snapshot,
  offset: number,
  { config, now, random, seen = [] }: Context,
  snippets: boolean,
): { readonly completions: readonly Completion[]; readonly incomplete: boolean } {
  const cursor = jsonHost.locate(snapshot, snapshot.extraction, offset);
  if (!cursor) return { completions: [], incomplete: false };
  const policy = cursor.policy && snapshot.policy(cursor.policy);
  const { items, incomplete } = completionsAt(cursor, policy, {
    ownAccounts: config.ownAccounts,
    organizations: config.trustedOrganizations,
    seen: mergedSeen([seenIn(policy ? [policy] : []), ...seen]),
    now,
    random,
  });
  const render = jsonHost.rendererAt(snapshot, cursor, snippets);
  return { completions: items.flatMap((item) => written(item) ?? []), incomplete };

  /** Undefined where what an item needs elsewhere cannot be written. */
  function written(item: CompletionItem): Completion | undefined {
    if (!cursor) return undefined;
    const rendered = render(item.insert);
    const also =
      item.also?.length && cursor.policy ? jsonHost.write(snapshot, snapshot.extraction, cursor.policy, item.also) : [];
    if (!also || [...rendered.additional, rendered.edit].some((e) => also.some((a) => meets(a, e)))) return undefined;
    return {
      item,
      rendered: {
        ...rendered,
        filterText: item.filter === undefined ? rendered.filterText : `${rendered.filterText} ${item.filter}`,
        additional: [...rendered.additional, ...also],
      },
    };
  }
}

/** Whether two edits overlap, or begin at one place, so that their order would matter. */
function meets(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start || (a.span.start < b.span.end && b.span.start < a.span.end);
}
