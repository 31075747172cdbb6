import { callsWithoutMfa, carriersOf } from '../../policy/keyFacts.ts';
import { conditionKey } from '../../catalogue/conditionKeys.ts';
import { externalIdPlaceholder } from '../../catalogue/vendorAccounts.ts';
import { KEYS, STRING_EQUALS } from '../../iam/vocabulary.ts';
import { addConditions, type Block } from '../../policy/statementEdits.ts';
import { conditionsOn } from '../../policy/conditionGuarantees.ts';
import type { Statement } from '../../policy/model.ts';
import type { Place, Refactorer, Refactoring } from './refactoring.ts';

interface Guard {
  readonly title: string;
  readonly key: string;
  /** Whether it makes sense for these callers, of those that send the key; for all of them where it does not say. */
  readonly suits?: (statement: Statement, vendors: readonly string[]) => boolean;
  readonly block: (place: Place) => Block;
}

const DAY = 86_400_000;

const GUARDS: readonly Guard[] = [
  {
    title: 'Require an external ID',
    key: KEYS.externalId,
    block: (place) => ({ [STRING_EQUALS]: { [KEYS.externalId]: newExternalId(place) } }),
  },
  {
    title: 'Require MFA',
    key: KEYS.mfaPresent,
    suits: ({ principals }, vendors) => !vendors.length && !principals.some(({ value }) => callsWithoutMfa(value)),
    block: () => ({ Bool: { [KEYS.mfaPresent]: 'true' } }),
  },
  {
    title: 'Restrict to an organization',
    key: KEYS.principalOrgId,
    suits: (_, vendors) => !vendors.length,
    block: ({ organizations }) => ({ [STRING_EQUALS]: { [KEYS.principalOrgId]: organizations[0] ?? '<ORG_ID>' } }),
  },
  {
    title: 'Restrict to an IP address range',
    key: KEYS.sourceIp,
    block: () => ({ IpAddress: { [KEYS.sourceIp]: '<PUBLIC_RANGE>' } }),
  },
  {
    title: 'Expire in 90 days',
    key: KEYS.currentTime,
    block: ({ now }) => ({
      DateLessThan: { [KEYS.currentTime]: `${new Date(now + 90 * DAY).toISOString().slice(0, 10)}T23:59:59Z` },
    }),
  },
  {
    title: 'Restrict to one source account',
    key: KEYS.sourceAccount,
    block: ({ accounts }) => ({ [STRING_EQUALS]: { [KEYS.sourceAccount]: accounts[0] ?? '<ACCOUNT_ID>' } }),
  },
];

/** Guards that all principals of the statement send the key for, and that it does not have yet. */
export const guarding: Refactorer = (place) => {
  const { statement } = place;
  if (statement?.effect !== 'Allow' || statement.conditionsOpen || !statement.principals.length) return [];
  const vendors = vendorsOf(place);
  return GUARDS.filter(
    ({ key, suits }) =>
      !conditionsOn(statement, key).length && sentByAll(statement, key) && (suits?.(statement, vendors) ?? true),
  ).map(({ title, block }): Refactoring => ({
    title,
    kind: 'change',
    edits: () => addConditions(statement, block(place)),
  }));
};

/** The vendors whose accounts a statement trusts, each once; an account of the reader's own is no vendor's. */
function vendorsOf({ statement, accounts }: Place): readonly string[] {
  const kinds = statement?.shape.principals ?? [];
  return [
    ...new Set(
      kinds.flatMap((kind) =>
        kind.kind === 'account' && kind.vendor !== undefined && !accounts.includes(kind.account ?? '')
          ? [kind.vendor]
          : [],
      ),
    ),
  ];
}

/** A random external ID for callers of the reader's own; a vendor issues its own, so that a placeholder stands for it. */
export function newExternalId(place: Place): string {
  const vendors = vendorsOf(place);
  return vendors.length ? externalIdPlaceholder(vendors.length === 1 ? vendors[0] : undefined) : place.random();
}

function sentByAll({ shape }: Statement, key: string): boolean {
  const senders = conditionKey(key)?.sentBy ?? [];
  return shape.principals.every((kind) => {
    const carriers = kind.kind === 'everyone' ? (['AWS'] as const) : carriersOf(kind);
    return carriers?.every((c) => senders.includes(c)) ?? false;
  });
}
