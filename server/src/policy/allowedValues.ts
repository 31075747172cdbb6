import { allowedBy, type Allowed } from '../semantics/allowed.ts';
import { sends, type CallerFacts } from '../semantics/request.ts';
import { valuesSent } from '../semantics/sentValues.ts';
import { ANYTHING, Possible } from '../semantics/possible.ts';
import { Texts } from '../semantics/texts.ts';
import { memo } from '../text/memo.ts';
import { factsOf } from './keyFacts.ts';
import type { Condition, Statement } from './model.ts';

/** What a condition lets its key be; undefined where something of it is left to a deploy, or can't be read. */
export const allowedIn = memo((condition: Condition): Allowed | undefined => {
  const { operator, open, values, key } = condition;
  if (!operator || open || key.holes.length || !values.length) return undefined;
  const texts: string[] = [];
  for (const { text } of values) {
    if (!text || text.holes.length) return undefined;
    texts.push(text.value);
  }
  return allowedBy(operator, key.value, texts, isSingle(condition));
});

/** Whether a request has only one value of a condition's key; undefined where that is not known. */
function isSingle(condition: Condition): boolean | undefined {
  const facts = factsOf(condition);
  return facts && !facts.multivalued;
}

/** What is known of a key of all requests of a caller, before any test. */
export function sentBy(caller: CallerFacts | undefined, key: string): Allowed {
  if (!caller) return ANYTHING;
  switch (sends(caller, key)) {
    case 'never':
      return { absent: 'yes', values: { kind: 'none' }, of: 'one' };
    case 'always':
      return { absent: 'no', values: valuesSent(caller, key), of: 'one' };
    case 'sometimes':
    case 'unknown':
      return { absent: 'yes', values: valuesSent(caller, key), of: 'one' };
  }
}

/** Whether a caller of a statement may send such a value of a key, as far as is known; not whether it sends the key at all. */
export function mayHave({ shape }: Statement, key: string, value: string): boolean {
  if (!shape.principals.length) return true;
  const texts = Texts.of([value], { wildcards: true, folds: false, inParts: false });
  return shape.principals.some(({ caller }) => {
    const sent = sentBy(caller, key);
    const possible = new Possible({ steps: STEPS });
    possible.add(sent);
    return sent.values.kind === 'none' || possible.mayBe({ kind: 'some', texts });
  });
}

/** More than a value and a caller need. */
const STEPS = 1 << 16;
