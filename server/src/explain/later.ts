import type { Statement } from '../policy/model.ts';
import { textOf } from '../policy/policyText.ts';
import { isMade, isRest } from '../policy/reference.ts';
import { isHole } from '../text/holedText.ts';
import type { Phrase } from './phrase.ts';
import { displayText } from './phrases.ts';
import { nounOf, setBy } from './template.ts';

// What a deploy puts into a statement in place of its elements, or adds to them.

/** Whom a statement is about that names no one itself; undefined where nobody comes later either. */
export function laterPrincipals(statement: Statement): Phrase | undefined {
  const { elements, policy } = statement;
  const value = elements.get('Principal')?.value;
  if (value?.kind === 'opaque' && value.reason !== 'unreadable') {
    const text = textOf(value);
    if (!isMade(text)) return { noun: '', name: displayText(text.value), details: [], person: 'they' };
    return { noun: 'principals', details: [setBy(text, policy.source)], person: 'they' };
  }
  if (value || elements.get('NotPrincipal') || !isAddedTo(statement)) return undefined;
  return { noun: 'principals', details: [setByAny(statement)], person: 'they' };
}

/** What can be done with actions that are not known: `use actions set by the module (var.actions) on this role`. */
export function laterActions(statement: Statement): string | undefined {
  const { actions, policy } = statement;
  const later = actions.find(isHole);
  if (!later)
    return !actions.length && isAddedTo(statement) ? `use actions ${setByAny(statement)} on this role` : undefined;
  if (isRest(later)) return `use actions ${setByAny(statement)} on this role`;
  return `use ${isMade(later) ? `actions ${setBy(later, policy.source)}` : displayText(later.value)} on this role`;
}

/** Whether a deploy adds elements to a statement. */
export function isAddedTo({ node }: Statement): boolean {
  return node.open !== undefined && node.open !== 'unreadable';
}

export function setByAny({ policy }: Statement): string {
  return `set by the ${nounOf(policy.source)}`;
}
