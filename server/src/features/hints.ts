import { ownerOf } from '../explain/account.ts';
import type { Names } from '../explain/phrases.ts';
import { displayText } from '../explain/phrases.ts';
import { distancePhrase, distanceUntil } from '../text/time.ts';
import { accountFieldOf, isAccountId } from '../iam/account.ts';
import type { Steps } from '../steps.ts';
import type { Policy } from '../policy/model.ts';
import type { Text } from '../policy/policyText.ts';
import { instantOf } from '../policy/times.ts';

/** A word that the editor shows behind a value, without being part of the text. */
export interface Hint {
  /** Offset in the document. */
  readonly at: number;
  readonly label: string;
  /** When it may say something else, in milliseconds since 1970; Infinity for what stays. */
  readonly until: number;
}

/** Whose accounts the numbers are, and how far away the dates; a step a statement. @param now milliseconds since 1970 */
export function* hintsOf(policy: Policy, names: Names, now: number): Steps<readonly Hint[]> {
  const hints: Hint[] = [];
  const add = (text: Text, label: string | undefined, until = Infinity): void => {
    if (label !== undefined && label !== '') hints.push({ at: text.span.end, label: displayText(label), until });
  };
  for (const statement of policy.statements) {
    for (const { type, value } of statement.principals)
      if (type === 'AWS' || type === 'Federated') add(value, ownerIn(value, names));
    for (const condition of statement.conditions) {
      const family = condition.operator?.family;
      for (const { text } of condition.values) {
        if (!text || text.holes.length) continue;
        const time = instantOf(condition, text);
        if (time !== undefined) add(text, distancePhrase(time, now), distanceUntil(time, now));
        else if (family === 'String' || family === 'Arn') add(text, ownerIn(text, names));
      }
    }
    yield undefined;
  }
  return hints;
}

function ownerIn(text: Text, names: Names): string | undefined {
  const field = accountFieldOf(text);
  return field && !field.holes.length && isAccountId(field.value) ? ownerOf(field.value, names) : undefined;
}
