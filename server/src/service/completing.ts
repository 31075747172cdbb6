import { completionsAt, type CompletionItem } from '../features/completion/index.ts';
import type { Rendered } from '../hosts/host.ts';
import { jsonHost } from '../hosts/json/index.ts';
import type { Snapshot } from './snapshot.ts';

/** What fits at an offset, with how it is written there. */
export function complete(
  snapshot: Snapshot,
  offset: number,
  random: () => string,
  snippets: boolean,
): readonly Completion[] {
  const cursor = jsonHost.locate(snapshot, snapshot.extraction, offset);
  if (!cursor) return [];
  const policy = cursor.policy && snapshot.policy(cursor.policy);
  return completionsAt(cursor, policy, random).map((item) => ({
    item,
    rendered: jsonHost.render(snapshot, cursor, item.insert, snippets),
  }));
}

export interface Completion {
  readonly item: CompletionItem;
  readonly rendered: Rendered;
}
