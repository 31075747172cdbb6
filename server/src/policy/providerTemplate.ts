import type { FoundProvider } from '../catalogue/oidcProviders.ts';
import { allowsTo } from './assumeActions.ts';
import { companionFor } from './companions.ts';
import { conditionsNamed } from './conditionIndex.ts';
import type { Block } from './statementEdits.ts';
import { guarantees } from './conditionGuarantees.ts';
import type { Statement } from './model.ts';

/** The conditions of a provider's template that a statement lacks or has broken; undefined when it lacks none. */
export function templateFor(statement: Statement, found: FoundProvider | undefined, issuer: string): Block | undefined {
  const template = found?.provider.template ?? { StringEquals: { '{issuer}:sub': '<SUBJECT>' } };
  const block = new Map<string, Map<string, string | readonly string[]>>();
  for (const [operator, keys] of Object.entries(template)) {
    for (const [pattern, value] of Object.entries(keys)) {
      const key = pattern.replace('{issuer}', issuer);
      const present = conditionsNamed(statement, key);
      if (present.length && !present.some((c) => guarantees(c) === 'no')) continue;
      // A tag that the call may not bring would keep everybody out.
      const companion = companionFor(key);
      if (companion !== undefined && !allowsTo(statement, companion, statement.principals)) continue;
      const under = block.get(operator) ?? new Map<string, string | readonly string[]>();
      block.set(operator, under.set(key, typeof value === 'string' ? fillIn(value) : value.map(fillIn)));
    }
  }
  return block.size
    ? Object.fromEntries([...block].map(([operator, keys]) => [operator, Object.fromEntries(keys)]))
    : undefined;
}

/** `{owner}` of a template as a placeholder that the editor shows: `<owner>`. */
function fillIn(value: string): string {
  return value.replace(/\{([A-Za-z][A-Za-z0-9]*)\}/g, '<$1>');
}
