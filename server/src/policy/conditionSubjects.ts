import { isOnlyWildcards } from '../iam/wildcards.ts';
import type { Condition } from './model.ts';
import { providerOfKey } from './oidcClaims.ts';
import { providerBySubject, readSubject, type ReadSubject } from './oidcSubject.ts';

/** A condition's values as subjects; undefined for one that is of no form its provider has, or lets everything pass. */
export function readSubjects(condition: Condition): readonly (ReadSubject | 'unread' | undefined)[] {
  const known = providerOfKey(condition);
  return condition.values.map(({ text }) => {
    if (!text || isOnlyWildcards(text.value)) return undefined;
    const found = providerBySubject(known, text.value);
    return found && readSubject(text, condition.operator?.wildcards ?? false, found);
  });
}
