import type { Statement } from './model.ts';

/** A statement's Sid; undefined where it has none, or an empty one. */
export function sidOf({ elements }: Statement): string | undefined {
  const sid = elements.get('Sid')?.value;
  return sid?.kind === 'string' && sid.value !== '' ? sid.value : undefined;
}
