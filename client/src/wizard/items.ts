import type { PickItem, PickStep } from '../../../server/src/protocol.ts';
import { found, wordsOf } from '../../../server/src/text/wordSearch.ts';

/** More rows than anybody looks through. */
const MOST = 60;

/**
 * The items of a question that fit what is typed, best first; where nothing is, all but those that are one of many.
 * @param before what was answered before, which is shown in any case
 */
export function itemsFor({ items }: PickStep, typed: string, before: readonly string[] = []): readonly PickItem[] {
  if (!wordsOf(typed).length) return items.filter(({ id, searchOnly }) => !searchOnly || before.includes(id));
  const searched = items.map((item) => ({ ...item, words: `${item.words ?? ''} ${item.description ?? ''}`, item }));
  return found(typed, searched)
    .slice(0, MOST)
    .map(({ item }) => item);
}
