import type { Context } from '../analysis/context.ts';
import { refactoringsAt, type Rotation } from '../features/refactoring/index.ts';
import { rotate } from '../features/refactoring/rotateExternalId.ts';
import type { Policy } from '../policy/model.ts';
import { accountsShownOwn } from '../policy/ownAccounts.ts';
import { statementAt } from '../policy/statementAt.ts';
import { abridged } from '../text/printable.ts';
import type { TextEdit } from '../text/edit.ts';
import { titleOf } from './diagnostics.ts';
import type { PolicyDocument } from './document.ts';

/** A refactoring with its edits. */
export interface WrittenRefactoring {
  readonly title: string;
  readonly kind: 'rewrite' | 'change';
  /** None where there is a reason. */
  readonly edits: readonly TextEdit[];
  /** Why it cannot be done. */
  readonly reason?: string;
  /** What it also changes in other documents. */
  readonly elsewhere?: Rotation;
}

/** What can be done to the policy at an offset; what cannot be written where the text is broken is left out. */
export function refactorings(
  policyDocument: PolicyDocument,
  offset: number,
  { config, now, random }: Context,
): readonly WrittenRefactoring[] {
  const policy = policyDocument.trustPolicyAt(offset);
  if (!policy) return [];
  const statement = statementAt(policy, { start: offset, end: offset });
  const accounts = [...new Set([...Object.keys(config.ownAccounts), ...accountsShownOwn([policy])])];
  const place = { policy, statement, offset, organizations: config.trustedOrganizations, accounts, now, random };
  const conversions = policyDocument.conversions(policy.source).map((each) => ({ ...each, kind: 'rewrite' as const }));
  const written = refactoringsAt(place).flatMap(({ title, kind, edits, elsewhere }) => {
    const here = policyDocument.write(policy.source, edits());
    if (!here?.length) return [];
    return elsewhere
      ? [{ title: abridged(title), kind, edits: [...here, ...rotateIn(policyDocument, elsewhere, policy)], elsewhere }]
      : [{ title: titleOf(policyDocument, abridged(title), here), kind, edits: here }];
  });
  return [...written, ...conversions];
}

/** What a rotation changes in a document; where a policy's text is broken it stays as it is. */
export function rotateIn(policyDocument: PolicyDocument, rotation: Rotation, but?: Policy): readonly TextEdit[] {
  return policyDocument.trustPolicies.flatMap((policy) =>
    policy === but ? [] : (policyDocument.write(policy.source, rotate(policy, rotation)) ?? []),
  );
}
