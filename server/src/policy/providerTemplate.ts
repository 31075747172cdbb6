import type { FoundProvider } from '../catalogue/oidcProviders.ts';
import { sameName } from '../iam/words.ts';
import type { Block } from './edits.ts';
import { guarantees } from './guards.ts';
import type { Statement } from './model.ts';

/** The conditions of a provider's template that a statement lacks or has broken; undefined when it lacks none. */
export function templateFor(statement: Statement, found: FoundProvider | undefined, issuer: string): Block | undefined {
  const template = found?.provider.template ?? { StringEquals: { '{issuer}:sub': '<SUBJECT>' } };
  const present = new Set(statement.conditions.map((c) => c.key.value.toLowerCase()));
  const block: Record<string, Record<string, string | readonly string[]>> = {};
  for (const [operator, keys] of Object.entries(template)) {
    for (const [pattern, value] of Object.entries(keys)) {
      const key = pattern.replace('{issuer}', issuer);
      const broken = statement.conditions.some((c) => sameName(c.key.value, key) && guarantees(c) === 'no');
      if (present.has(key.toLowerCase()) && !broken) continue;
      (block[operator] ??= {})[key] = typeof value === 'string' ? fillIn(value) : value.map(fillIn);
    }
  }
  return Object.keys(block).length ? block : undefined;
}

/** `{owner}` of a template as a placeholder that the editor shows: `<owner>`. */
function fillIn(value: string): string {
  return value.replace(/\{([A-Za-z][A-Za-z0-9]*)\}/g, '<$1>');
}
