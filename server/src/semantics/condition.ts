import type { Operator } from '../iam/operators.ts';
import type { HoledText } from '../text/holedText.ts';
import { whenAbsent } from './absent.ts';
import { comparison, type Comparison } from './compare.ts';
import type { Sent, Variables } from './sent.ts';
import { common, every, not, some, type Tristate } from './tristate.ts';

/** One test of a condition, ready to be asked of many requests. */
export type Test = (sent: Sent, fill: Variables) => Tristate;

/**
 * What a test says of what a request has for its key.
 * @param values undefined for what is no condition value
 * @param filling whether `${…}` is filled in, as Version 2012-10-17 does
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function compileCondition(
  operator: Operator,
  values: readonly (HoledText | undefined)[],
  filling: boolean,
): Test {
  const absent = whenAbsent(
    operator,
    values.map((text) => (text?.holes.length ? '' : (text?.value ?? ''))),
  );
  if (operator.family === 'Null') return asksNull(absent, values);
  const wanted = values.map((text) => comparison(operator, text ?? NO_VALUE, filling));
  const { negated } = operator;
  const isEverything = wanted.some((one) => one.isEverything);
  /** Of a value that is sent; none of them says what becomes of an empty one. */
  const meets = (value: string, fill: Variables): Tristate => {
    if (value === '' || !wanted.length) return 'unknown';
    const matched = isAny(wanted, value, fill);
    return negated ? not(matched) : matched;
  };
  const matched: Tristate = negated ? 'no' : 'yes';
  /** Of a value that isn't known: where every value matches, or none does. An empty one may be taken for an absent key. */
  const whenPresent = (fill: Variables): Tristate => {
    if (isEverything) return matched;
    if (!wanted.length || operator.set === 'ForAllValues') return 'unknown';
    return wanted.every((one) => one.isNothing?.(fill)) ? not(matched) : 'unknown';
  };
  return (sent, fill) => {
    switch (sent.kind) {
      case 'absent':
        return absent;
      case 'present':
        return whenPresent(fill);
      case 'unknown':
        return common(absent, whenPresent(fill));
      case 'one':
        if (operator.set === 'ForAllValues' && sent.value === '') return absent;
        return meets(sent.value, fill);
      case 'many':
        return ofMany(operator, sent.values, absent, (value) => meets(value, fill));
    }
  };
}

const NO_VALUE: HoledText = { value: '', holes: [] };

function isAny(wanted: readonly Comparison[], value: string, fill: Variables): Tristate {
  let any: Tristate = 'no';
  for (const one of wanted) {
    const matched = one.matches(value, fill);
    if (matched === 'yes') return 'yes';
    if (matched === 'unknown') any = 'unknown';
  }
  return any;
}

/** AWS requires a set operator for a key with several values, and tells no result without one. */
function ofMany(
  { set }: Operator,
  values: readonly string[],
  absent: Tristate,
  meets: (value: string) => Tristate,
): Tristate {
  switch (set) {
    case undefined:
      return 'unknown';
    case 'ForAllValues':
      return values.every((value) => value === '') ? absent : every(values, meets);
    case 'ForAnyValue':
      return values.length ? some(values, meets) : absent;
  }
}

/** Whether a request has a key, as Null asks; of an empty value AWS tells it only under ForAllValues. */
function isThere(sent: Sent): Tristate {
  switch (sent.kind) {
    case 'absent':
      return 'no';
    case 'present':
      return 'yes';
    case 'one':
      return sent.value === '' ? 'unknown' : 'yes';
    case 'many':
      return sent.values.some((value) => value !== '') ? 'yes' : 'unknown';
    case 'unknown':
      return 'unknown';
  }
}

/** Whether a key is there: the values of Null are alternatives too, so that of both of them one is always met. */
function asksNull(absent: Tristate, values: readonly (HoledText | undefined)[]): Test {
  const isEnough = values.some((text) => text?.value === 'false');
  const present: Tristate = absent === 'unknown' ? absent : isEnough ? 'yes' : 'no';
  return (sent) => {
    const there = isThere(sent);
    return there === 'unknown' ? common(absent, present) : there === 'yes' ? present : absent;
  };
}
