import { oneOrMore } from '../guards/guard.ts';
import { SET_SOURCE_IDENTITY, TAG_SESSION } from '../iam/vocabulary.ts';
import type { StatementKind } from '../policy/model.ts';
import type { PickItem, StatementValue } from './steps.ts';

/** What callers may also do when they assume the role, as a row among the conditions. */
interface Companion {
  readonly id: string;
  readonly action: string;
  readonly label: string;
  readonly detail: string;
}

const COMPANIONS: readonly Companion[] = [
  {
    id: 'tagSession',
    action: TAG_SESSION,
    label: 'Allow session tags',
    detail: 'Adds sts:TagSession. Without it, requests with session tags are denied.',
  },
  {
    id: 'setSourceIdentity',
    action: SET_SOURCE_IDENTITY,
    label: 'Allow a source identity',
    detail: 'Adds sts:SetSourceIdentity. Without it, requests with a source identity are denied.',
  },
];

/** Those whose callers choose what they pass: of services the table knows it, of OIDC tokens the provider. For everyone it is too much. */
const CHOOSING: readonly StatementKind[] = ['account', 'saml'];

export function companionRows(callers: StatementKind): readonly PickItem[] {
  return CHOOSING.includes(callers) ? COMPANIONS.map(({ id, label, detail }) => ({ id, label, detail })) : [];
}

/**
 * A statement that also allows the chosen actions: its conditions are on the call that assumes the role, so beside them the actions
 * are in a statement of their own. By themselves they let nobody assume the role.
 */
export function withCompanions(statement: StatementValue, chosen: readonly string[]): readonly StatementValue[] {
  const actions = COMPANIONS.filter(({ id }) => chosen.includes(id)).map(({ action }) => action);
  const { Effect, Principal, Action, Condition } = statement;
  if (!actions.length) return [statement];
  return Condition
    ? [statement, { Effect, Principal, Action: oneOrMore(actions) }]
    : [{ ...statement, Action: [...new Set([Action, actions].flat())] }];
}
