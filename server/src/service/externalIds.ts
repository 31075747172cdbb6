import { externalIdNear, externalIdsIn, type ExternalIdUse } from '../policy/externalIds.ts';
import { accountOf } from '../iam/account.ts';
import { touches, type Span } from '../text/span.ts';
import type { PolicyDocument } from './document.ts';

/** An external ID as the workspace keeps it. */
export interface IndexedExternalId {
  readonly id: string;
  readonly span: Span;
  /** Where its policy begins: one role's. */
  readonly policy: number;
  /** The accounts that are to send it, where that is what the statement says. */
  readonly accounts: readonly string[];
}

/** Where the trust policies of a document name external IDs. */
export function externalIdsOf(policyDocument: PolicyDocument): readonly IndexedExternalId[] {
  return policyDocument.trustPolicies.flatMap((policy) =>
    externalIdsIn(policy).map(({ id, span, condition: { statement, operator } }) => ({
      id,
      span,
      policy: policy.source.root.span.start,
      accounts:
        statement.effect === 'Allow' && !operator?.negated
          ? statement.principals.flatMap(({ type, value }) => (type === 'AWS' ? (accountOf(value) ?? []) : []))
          : [],
    })),
  );
}

/** The external ID at an offset. */
export function externalIdAt(policyDocument: PolicyDocument, offset: number): string | undefined {
  const use = nearUse(policyDocument, offset);
  return use && touches(use.span, offset) ? use.id : undefined;
}

/** The external ID that an offset is about, where there is one and no other, and where it is. */
export function nearUse(policyDocument: PolicyDocument, offset: number): ExternalIdUse | undefined {
  const policy = policyDocument.trustPolicyAt(offset);
  return policy && externalIdNear(policy, offset);
}
