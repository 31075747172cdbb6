import { guards } from './index.ts';
import type { Form } from './form.ts';
import type { Guard } from './guard.ts';

const byKey: ReadonlyMap<string, Guard> = new Map(guards.map((guard) => [guard.key.toLowerCase(), guard]));

/** The guard on a condition key; names are compared without case, and tags are found by their family. */
export function guardOf(key: string): Guard | undefined {
  const lower = key.toLowerCase();
  return byKey.get(lower) ?? byKey.get(lower.slice(0, lower.indexOf('/') + 1));
}

/** What the values of a key look like. */
export function formOf(key: string): Form | undefined {
  return guardOf(key)?.value.form;
}
