import { POLICY_ELEMENTS, STATEMENT_ELEMENTS } from '../../iam/vocabulary.ts';
import { meantElement } from '../../iam/elementName.ts';
import type { Cursor } from '../../tree/cursor.ts';

/** Where in the grammar of a policy a cursor stands. */
export type Slot =
  | { readonly at: 'document' }
  | { readonly at: 'policyKey' }
  | { readonly at: 'version' }
  | { readonly at: 'statement' }
  | { readonly at: 'statementKey' }
  | { readonly at: 'effect' }
  | { readonly at: 'principal' }
  | { readonly at: 'principalType' }
  | { readonly at: 'principalValue'; readonly type: string }
  | { readonly at: 'action' }
  | { readonly at: 'argument'; readonly of: 'Principal' | 'Condition' }
  | { readonly at: 'condition' }
  | { readonly at: 'operator' }
  | { readonly at: 'conditionBlock'; readonly operator: string }
  | { readonly at: 'conditionKey'; readonly operator: string }
  | { readonly at: 'conditionValue'; readonly operator: string; readonly key: string };

/** A cursor with the slot that it stands in. */
export interface Place {
  readonly cursor: Cursor;
  readonly slot: Slot;
}

/**
 * What may stand at a cursor: where a value is due that may have names of its own without a bracket before, those come instead of it;
 * before a whole statement, which is as likely.
 */
export function placesAt(cursor: Cursor): readonly Place[] {
  const slot = slotAt(cursor);
  const here = slot ? [{ cursor, slot }] : [];
  if (cursor.begins !== true) return here;
  const named: Cursor = { ...cursor, at: 'key', siblings: [] };
  const inner = slotAt(named);
  if (!inner) return here;
  return [{ cursor: named, slot: inner }, ...(slot?.at === 'statement' ? here : [])];
}

/** Tells the slot from the path; undefined where the grammar has none. */
export function slotAt(cursor: Cursor): Slot | undefined {
  if (cursor.at === 'document') return { at: 'document' };
  const [first, ...rest] = cursor.path;
  if (first === undefined) return cursor.at === 'key' ? { at: 'policyKey' } : undefined;
  const element = typeof first === 'string' ? meantElement(first, POLICY_ELEMENTS) : undefined;
  if (element === 'Version') return rest.length || cursor.at === 'key' ? undefined : { at: 'version' };
  if (element !== 'Statement') return undefined;
  const inner = typeof rest[0] === 'number' ? rest.slice(1) : rest;
  return statementSlot(inner, cursor.at);
}

function statementSlot([first, ...rest]: readonly (string | number)[], at: Cursor['at']): Slot | undefined {
  if (first === undefined) return at === 'key' ? { at: 'statementKey' } : { at: 'statement' };
  const [second, third] = rest;
  switch (meantElement(String(first), STATEMENT_ELEMENTS)) {
    case 'Effect':
      return rest.length || at === 'key' ? undefined : { at: 'effect' };
    case 'Action':
    case 'NotAction':
      return rest.length <= 1 && at !== 'key' ? { at: 'action' } : undefined;
    case 'Principal':
    case 'NotPrincipal':
      if (at === 'argument') return { at, of: 'Principal' };
      if (second === undefined)
        return at === 'key' ? { at: 'principalType' } : at === 'value' ? { at: 'principal' } : undefined;
      return at === 'key' ? undefined : { at: 'principalValue', type: String(second) };
    case 'Condition':
      if (at === 'argument') return { at, of: 'Condition' };
      if (second === undefined)
        return at === 'key' ? { at: 'operator' } : at === 'value' ? { at: 'condition' } : undefined;
      if (third === undefined) {
        const operator = String(second);
        return at === 'key'
          ? { at: 'conditionKey', operator }
          : at === 'value'
            ? { at: 'conditionBlock', operator }
            : undefined;
      }
      return at === 'key' ? undefined : { at: 'conditionValue', operator: String(second), key: String(third) };
    case 'Sid':
    case 'Resource':
    case 'NotResource':
    case undefined:
      return undefined;
  }
}
