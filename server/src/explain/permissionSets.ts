import { parseArn } from '../iam/arn.ts';
import { permissionSetOfPattern, type MatchedSet } from '../iam/permissionSet.ts';
import { KEYS } from '../iam/vocabulary.ts';
import { conditionsOn, guarantees } from '../policy/conditionGuarantees.ts';
import type { Condition, Statement } from '../policy/model.ts';
import { accountPhrase } from './account.ts';
import type { Phrase } from './phrase.ts';
import { displayText, type Names } from './phrases.ts';

/**
 * Who of an account can assume the role, where a condition keeps it to permission sets of IAM Identity Center: their roles have names
 * that change, so that policies trust the account and match the names. Undefined where there is no such condition.
 */
export function permissionSetPhrases(
  statement: Statement,
  account: string,
  names: Names,
  mentioned: Set<Condition>,
): readonly Phrase[] | undefined {
  if (statement.principals.length > 1) return undefined;
  for (const condition of conditionsOn(statement, KEYS.principalArn)) {
    if (guarantees(condition) === 'no' || condition.operator?.negated) continue;
    const sets = condition.values.map(({ text }) =>
      text?.holes.length ? undefined : text && setIn(text.value, account),
    );
    if (!sets.length || !sets.every((set) => set !== undefined)) continue;
    mentioned.add(condition);
    return sets.map((set) => ({
      noun: 'people with permission set',
      nouns: 'people with permission sets',
      name: displayText(set.longerToo ? `${set.set} or ${set.set}_*` : set.set),
      details: [`in ${accountPhrase(account, names)}`],
      person: 'they',
    }));
  }
  return undefined;
}

/** The permission set of an account that an ARN or a pattern of ARNs means. */
function setIn(value: string, account: string): MatchedSet | undefined {
  const arn = parseArn({ value, holes: [] });
  return arn?.account.value === account ? permissionSetOfPattern(arn.resource.value) : undefined;
}
