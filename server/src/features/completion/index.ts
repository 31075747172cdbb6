import { parseOperator } from '../../iam/operators.ts';
import { PRINCIPAL_TYPES, type PrincipalType } from '../../iam/vocabulary.ts';
import type { Policy } from '../../policy/model.ts';
import { abridged } from '../../text/printable.ts';
import type { Cursor } from '../../tree/cursor.ts';
import { IAM_NAMES, type Vocabulary } from '../../tree/vocabulary.ts';
import { describeAction } from '../hoverText/action.ts';
import { describeElement, isElement } from '../hoverText/element.ts';
import { describeKey } from '../hoverText/key.ts';
import { describeOperator } from '../hoverText/operator.ts';
import { describePrincipalType } from '../hoverText/principal.ts';
import { describeService } from '../hoverText/service.ts';
import { actionItems } from './actions.ts';
import { argumentItems } from './arguments.ts';
import { awsPrincipalItems, vendorsLike } from './awsPrincipals.ts';
import { conditionKeyItems } from './conditionKeys.ts';
import type { CompletionItem, CompletionProvider, CompletionEnvironment } from './item.ts';
import { namedItems } from './named.ts';
import { nearSeen } from './near.ts';
import { conditionBlockItems, conditionItems, operatorItems } from './operators.ts';
import { policyKeyItems, versionItems } from './policyKeys.ts';
import { principalItems, principalTypeItems } from './principal.ts';
import { providerItems } from './providers.ts';
import { serviceItems } from './services.ts';
import { placesAt, type Place, type Slot } from './slot.ts';
import { effectItems, statementKeyItems } from './statementKeys.ts';
import { documentItems, statementItems } from './templates.ts';
import { conditionValueItems } from './values.ts';

export type { CompletionItem, CompletionEnvironment };

const PROVIDERS: Readonly<Record<Slot['at'], CompletionProvider>> = {
  document: documentItems,
  policyKey: policyKeyItems,
  version: versionItems,
  statement: statementItems,
  statementKey: statementKeyItems,
  effect: effectItems,
  principal: principalItems,
  principalType: principalTypeItems,
  principalValue: (context) =>
    context.slot.at === 'principalValue' ? (VALUES.get(context.slot.type)?.(context) ?? []) : [],
  action: actionItems,
  argument: argumentItems,
  condition: conditionItems,
  operator: operatorItems,
  conditionBlock: conditionBlockItems,
  conditionKey: conditionKeyItems,
  conditionValue: conditionValueItems,
};

/** By principal type. */
const VALUES: ReadonlyMap<string, CompletionProvider> = new Map([
  ['AWS', awsPrincipalItems],
  ['Service', serviceItems],
  ['Federated', providerItems],
]);

/** Where templates are found among many by what is typed. */
const TEMPLATES: readonly Slot['at'][] = ['document', 'policyKey', 'statement'];

/** What fits at a cursor. */
export interface Completions {
  /** Likeliest first. */
  readonly items: readonly CompletionItem[];
  /** More letters may bring others. */
  readonly incomplete: boolean;
}

export function completionsAt(
  cursor: Cursor,
  policy: Policy | undefined,
  environment: CompletionEnvironment,
): Completions {
  const places = placesAt(cursor);
  if (!places.length) return { items: [], incomplete: false };
  const statement = policy?.statements.find((s) => cursor.containers.includes(s.node));
  const { seen, cut } = nearSeen(environment, cursor.typed);
  const items = places.flatMap((place) =>
    [...providerAt(place)({ ...environment, ...place, seen, policy, statement })].sort((a, b) => a.rank - b.rank),
  );
  return {
    items: items.map((item) => shown(item, cursor.policy?.names ?? IAM_NAMES)),
    incomplete: places.some(({ slot }) => grows(slot, cursor.typed, cut)),
  };
}

function providerAt({ slot, cursor }: Place): CompletionProvider {
  return cursor.names ? namedItems : PROVIDERS[slot.at];
}

/** Whether more letters may bring others. @param cut whether not all names of other policies are offered */
function grows(slot: Slot, typed: string, cut: boolean): boolean {
  if (TEMPLATES.includes(slot.at) || (cut && slot.at === 'conditionValue')) return true;
  if (slot.at !== 'principalValue') return false;
  return cut || (slot.type === 'AWS' && (typed.length < 2 || vendorsLike(typed).length > 0));
}

/** An item as a list shows it: elements go by the names that they have where they stand. */
function shown(item: CompletionItem, names: Vocabulary): CompletionItem {
  const label = item.kind === 'element' ? names.nameOf(item.label) : item.label;
  return { ...item, label: abridged(label), topic: item.label, detail: abridged(item.detail) };
}

/** The documentation of an item, by its kind and topic: items themselves are not kept between requests. */
export function documentationOf(kind: string, label: string): string | undefined {
  switch (kind as CompletionItem['kind']) {
    case 'key':
      return describeKey(label);
    case 'service':
      return describeService(label);
    case 'action':
      return describeAction(label);
    case 'operator': {
      const operator = parseOperator(label);
      return operator && describeOperator(operator);
    }
    case 'element':
      return isElement(label) ? describeElement(label) : undefined;
    case 'type':
      return PRINCIPAL_TYPES.some((t) => t === label) ? describePrincipalType(label as PrincipalType) : undefined;
    case 'principal':
    case 'template':
    case 'value':
      return undefined;
  }
}
