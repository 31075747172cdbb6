import { conditionKey } from '../../catalogue/conditionKeys.ts';
import { servicePrincipal } from '../../catalogue/servicePrincipals.ts';
import type { Policy } from '../../policy/model.ts';
import type { Cursor } from '../../tree/cursor.ts';
import { actionItems } from './actions.ts';
import { claimDocs, conditionKeyItems, docsOf } from './conditionKeys.ts';
import {
  documentItems,
  effectItems,
  operatorItems,
  policyKeyItems,
  principalTypeItems,
  statementItems,
  statementKeyItems,
  versionItems,
} from './elements.ts';
import type { CompletionItem, CompletionProvider } from './item.ts';
import { serviceItems } from './services.ts';
import { slotAt, type Slot } from './slot.ts';

export type { CompletionItem };

const NOTHING: CompletionProvider = () => [];

const PROVIDERS: Readonly<Record<Slot['at'], CompletionProvider>> = {
  document: documentItems,
  policyKey: policyKeyItems,
  version: versionItems,
  statement: statementItems,
  statementKey: statementKeyItems,
  effect: effectItems,
  principalType: principalTypeItems,
  principalValue: serviceItems,
  action: actionItems,
  operator: operatorItems,
  conditionKey: conditionKeyItems,
  conditionValue: NOTHING,
};

/** What fits at a cursor, likeliest first. */
export function completionsAt(
  cursor: Cursor,
  policy: Policy | undefined,
  random: () => string,
): readonly CompletionItem[] {
  const slot = slotAt(cursor);
  if (!slot) return [];
  const statement = policy?.statements.find((s) => cursor.containers.includes(s.node));
  const items = PROVIDERS[slot.at]({ cursor, slot, policy, statement, random });
  return [...items].sort((a, b) => a.rank - b.rank);
}

/** The documentation of an item, by its kind and label: items themselves are not kept between requests. */
export function documentationOf(kind: string, label: string): string | undefined {
  if (kind === 'key') {
    const key = conditionKey(label);
    return key ? docsOf(key) : claimDocs(label);
  }
  const companions = kind === 'service' ? servicePrincipal(label)?.companions : undefined;
  return companions?.length ? `Needs ${companions.join(' and ')} besides sts:AssumeRole.` : undefined;
}
