import { memo } from '../text/memo.ts';
import type { Policy, Statement } from './model.ts';

/** A statement's Sid; undefined where it has none, or an empty one. */
export function sidOf({ elements }: Statement): string | undefined {
  const sid = elements.get('Sid')?.value;
  return sid?.kind === 'string' && sid.value !== '' ? sid.value : undefined;
}

/** All Sids of a policy. */
export const sidsOf = memo(
  ({ statements }: Policy): ReadonlySet<string> => new Set(statements.flatMap((s) => sidOf(s) ?? [])),
);
