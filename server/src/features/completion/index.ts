import { parseOperator } from '../../iam/operators.ts';
import { PRINCIPAL_TYPES, type PrincipalType } from '../../iam/words.ts';
import type { Policy } from '../../policy/model.ts';
import type { Cursor } from '../../tree/cursor.ts';
import { aboutAction } from '../about/action.ts';
import { aboutElement, isElement } from '../about/element.ts';
import { aboutKey } from '../about/key.ts';
import { aboutOperator } from '../about/operator.ts';
import { aboutPrincipalType } from '../about/principal.ts';
import { aboutService } from '../about/service.ts';
import { actionItems } from './actions.ts';
import { conditionKeyItems } from './conditionKeys.ts';
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
  switch (kind as CompletionItem['kind']) {
    case 'key':
      return aboutKey(label);
    case 'service':
      return aboutService(label);
    case 'action':
      return aboutAction(label);
    case 'operator': {
      const operator = parseOperator(label);
      return operator && aboutOperator(operator);
    }
    case 'element':
      return isElement(label)
        ? aboutElement(label)
        : PRINCIPAL_TYPES.some((t) => t === label)
          ? aboutPrincipalType(label as PrincipalType)
          : undefined;
    case 'value':
      return undefined;
  }
}
