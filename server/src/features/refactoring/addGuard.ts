import { carriersOf } from '../../policy/keyFacts.ts';
import { conditionKey } from '../../catalogue/conditionKeys.ts';
import { KEYS, STRING_EQUALS } from '../../iam/vocabulary.ts';
import { addConditions, type Block } from '../../policy/statementEdits.ts';
import { conditionsOn } from '../../policy/conditionGuarantees.ts';
import type { Statement } from '../../policy/model.ts';
import type { Place, Refactorer, Refactoring } from './refactoring.ts';

interface Guard {
  readonly title: string;
  readonly key: string;
  readonly block: (place: Place) => Block;
}

const DAY = 86_400_000;

const GUARDS: readonly Guard[] = [
  {
    title: 'Demand an ExternalId',
    key: KEYS.externalId,
    block: ({ random }) => ({ [STRING_EQUALS]: { [KEYS.externalId]: random() } }),
  },
  {
    title: 'Demand MFA',
    key: KEYS.mfaPresent,
    block: () => ({ Bool: { [KEYS.mfaPresent]: 'true' } }),
  },
  {
    title: 'Keep to an organization',
    key: KEYS.principalOrgId,
    block: ({ organizations }) => ({ [STRING_EQUALS]: { [KEYS.principalOrgId]: organizations[0] ?? '<ORG_ID>' } }),
  },
  {
    title: 'Keep to an address range',
    key: KEYS.sourceIp,
    block: () => ({ IpAddress: { [KEYS.sourceIp]: '<PUBLIC_RANGE>' } }),
  },
  {
    title: 'End the access in 90 days',
    key: KEYS.currentTime,
    block: ({ now }) => ({
      DateLessThan: { [KEYS.currentTime]: `${new Date(now + 90 * DAY).toISOString().slice(0, 10)}T23:59:59Z` },
    }),
  },
  {
    title: 'Keep to work for one account',
    key: KEYS.sourceAccount,
    block: ({ accounts }) => ({ [STRING_EQUALS]: { [KEYS.sourceAccount]: accounts[0] ?? '<ACCOUNT_ID>' } }),
  },
];

/** Guards that all principals of the statement send the key for, and that it does not have yet. */
export const guarding: Refactorer = (place) => {
  const { statement } = place;
  if (statement?.effect !== 'Allow' || statement.conditionsOpen || !statement.principals.length) return [];
  return GUARDS.filter(({ key }) => !conditionsOn(statement, key).length && sentByAll(statement, key)).map(
    ({ title, block }): Refactoring => ({
      title,
      kind: 'change',
      edits: () => addConditions(statement, block(place)),
    }),
  );
};

function sentByAll({ shape }: Statement, key: string): boolean {
  const senders = conditionKey(key)?.sentBy ?? [];
  return shape.principals.every((kind) => {
    const carriers = kind.kind === 'everyone' ? (['AWS'] as const) : carriersOf(kind);
    return carriers?.every((c) => senders.includes(c)) ?? false;
  });
}
