import type { Reason } from './reading.ts';
import { REASONS_OF_CALLS } from './reasonsOfCalls.ts';
import { REASONS_OF_TOKENS } from './reasonsOfTokens.ts';

const REASONS = [...REASONS_OF_TOKENS, ...REASONS_OF_CALLS];

/**
 * What a message says itself; undefined where it leaves the reason open.
 *
 * @param isOfAws whether AWS said it
 */
export function reasonIn(text: string, isOfAws: boolean): (Reason & { readonly at: number }) | undefined {
  for (const { words, common, ...reason } of REASONS) {
    const found = words.exec(text) ?? (isOfAws ? common?.exec(text) : undefined);
    if (found) return { ...reason, at: found.index + found[0].length };
  }
  return undefined;
}
