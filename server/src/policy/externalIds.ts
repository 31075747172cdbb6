import { vendorAccount } from '../catalogue/vendorAccounts.ts';
import { accountOf } from '../iam/account.ts';
import { KEYS, sameName } from '../iam/vocabulary.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import { memo } from '../text/memo.ts';
import { touches, type Span } from '../text/span.ts';
import type { Condition, ConditionValue, Policy, Principal, Statement } from './model.ts';

/** An external ID, where a statement names it. */
export interface ExternalIdUse {
  readonly id: string;
  readonly condition: Condition;
  readonly span: Span;
}

/** The external IDs that a policy names, in order. */
export function externalIdsIn({ statements }: Policy): readonly ExternalIdUse[] {
  return statements.flatMap((statement) =>
    externalIdTests(statement).flatMap((condition) =>
      condition.values.flatMap((value) => {
        const id = idOf(condition, value);
        return id === undefined ? [] : [{ id, condition, span: value.node.span }];
      }),
    ),
  );
}

/** The tests of a statement that compare the external ID; whether there is one at all says nothing of which. */
export function externalIdTests({ conditions }: Statement): readonly Condition[] {
  return conditions.filter((c) => sameName(c.key.value, KEYS.externalId) && c.operator?.family !== 'Null');
}

/** What callers send for a value; undefined for a pattern, and where something is to be filled in yet. */
function idOf({ operator }: Condition, { text }: ConditionValue): string | undefined {
  if (!text || text.value === '' || text.holes.length || text.value.includes('${')) return undefined;
  return operator?.wildcards && hasWildcard(text.value) ? undefined : text.value;
}

/** The external ID that a place in a policy is about: the one there, else the only one of the statement. */
export function externalIdNear(policy: Policy, offset: number): ExternalIdUse | undefined {
  const uses = externalIdsIn(policy);
  const here = uses.find(({ span }) => touches(span, offset));
  if (here) return here;
  const [first, ...others] = uses.filter(({ condition }) => touches(condition.statement.node.span, offset));
  return others.every(({ id }) => id === first?.id) ? first : undefined;
}

/**
 * Whom a test of the external ID is for, as far as that is known: accounts, those of a vendor by its name, and services. A Deny for
 * everyone is for those whom the policy allows.
 */
export function sendersTo(statement: Statement): ReadonlySet<string> {
  const senders = new Set(statement.principals.flatMap(senderOf));
  return statement.effect === 'Deny' && senders.has(EVERYONE) ? allowedSenders(statement.policy) : senders;
}

const allowedSenders = memo(({ statements }: Policy): ReadonlySet<string> => {
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  return new Set(allows.flatMap(({ principals }) => principals.flatMap(senderOf)));
});

const EVERYONE = '*';

function senderOf({ type, negated, value }: Principal): string | readonly [] {
  if (negated || value.value === EVERYONE) return EVERYONE;
  if (type !== 'AWS') return value.holes.length ? [] : value.value;
  const account = accountOf(value);
  return account === undefined ? [] : (vendorAccount(account)?.vendor ?? account);
}
