import type { Context } from '../analysis/context.ts';
import { refactoringsAt } from '../features/refactoring/index.ts';
import { jsonHost } from '../hosts/json/index.ts';
import { accountsShownOwn } from '../policy/ownAccounts.ts';
import { abridged } from '../text/printable.ts';
import type { TextEdit } from '../text/edit.ts';
import type { PolicyDocument } from './document.ts';

/** A refactoring with its edits. */
export interface WrittenRefactoring {
  readonly title: string;
  readonly kind: 'rewrite' | 'change';
  readonly edits: readonly TextEdit[];
}

/** What can be done to the policy at an offset; what cannot be written where the text is broken is left out. */
export function refactorings(
  policyDocument: PolicyDocument,
  offset: number,
  { config, now, random }: Context,
): readonly WrittenRefactoring[] {
  const policy = policyDocument.trustPolicyAt(offset);
  if (!policy) return [];
  const statement = policy.statements.find(({ node: { span } }) => span.start <= offset && offset <= span.end);
  const accounts = [...new Set([...Object.keys(config.ownAccounts), ...accountsShownOwn([policy])])];
  const place = { policy, statement, offset, organizations: config.trustedOrganizations, accounts, now, random };
  return refactoringsAt(place).flatMap(({ title, kind, edits }) => {
    const written = jsonHost.write(policyDocument, policyDocument.extraction, policy.source, edits());
    return written?.length ? [{ title: abridged(title), kind, edits: written }] : [];
  });
}
