import { operatorDocs, SET_OPERATOR_DOCS } from '../../iam/docs.ts';
import type { Operator } from '../../iam/operators.ts';
import { whenAbsent } from '../../semantics/absent.ts';
import { link, paragraphs } from '../../text/markdown.ts';
import { own } from '../../text/own.ts';

const COMPARED: Readonly<Record<string, string>> = {
  StringEquals: 'The value equals one of these, case-sensitive. `*` and `?` have no special meaning.',
  StringNotEquals: 'The value equals none of these, case-sensitive. `*` and `?` have no special meaning.',
  StringEqualsIgnoreCase: 'The value equals one of these, ignoring case.',
  StringNotEqualsIgnoreCase: 'The value equals none of these, ignoring case.',
  StringLike: 'The value matches one of these patterns, case-sensitive: `*` is any text, `?` is one character.',
  StringNotLike: 'The value matches none of these patterns, case-sensitive: `*` is any text, `?` is one character.',
  NumericEquals: 'The number equals one of these.',
  NumericNotEquals: 'The number equals none of these.',
  NumericLessThan: 'The number is less than this.',
  NumericLessThanEquals: 'The number is this or less.',
  NumericGreaterThan: 'The number is more than this.',
  NumericGreaterThanEquals: 'The number is this or more.',
  DateEquals: 'The time is exactly this.',
  DateNotEquals: 'The time is not this.',
  DateLessThan: 'The time is before this: access ends then.',
  DateLessThanEquals: 'The time is not after this: access ends then.',
  DateGreaterThan: 'The time is after this: access begins then.',
  DateGreaterThanEquals: 'The time is not before this: access begins then.',
  Bool: 'The value is `true` or `false`, as given.',
  BinaryEquals: 'The bytes equal these, written in Base64.',
  IpAddress: 'The address is in one of these ranges.',
  NotIpAddress: 'The address is in none of these ranges.',
  ArnEquals: 'The ARN matches one of these. Each of its six parts is compared separately and may contain `*` and `?`.',
  ArnLike: 'The ARN matches one of these. Each of its six parts is compared separately and may contain `*` and `?`.',
  ArnNotEquals:
    'The ARN matches none of these. Each of its six parts is compared separately and may contain `*` and `?`.',
  ArnNotLike:
    'The ARN matches none of these. Each of its six parts is compared separately and may contain `*` and `?`.',
  Null: '`"true"`: the key is not in the request. `"false"`: the key is in the request.',
};

/**
 * What an operator asks, and what it makes of a key that the request does not have.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function describeOperator(operator: Operator): string {
  const { base, set, family } = operator;
  return paragraphs(
    own(COMPARED, base),
    set === 'ForAllValues'
      ? '`ForAllValues`: all values in the request must match.'
      : set === 'ForAnyValue'
        ? '`ForAnyValue`: one of the values in the request must match.'
        : undefined,
    family === 'Null' ? undefined : `*If the key is missing:* ${ofMissingKey(operator)}`,
    [link('AWS documentation', operatorDocs(family)), ...(set ? [link('Set operators', SET_OPERATOR_DOCS)] : [])].join(
      ' · ',
    ),
  );
}

/** What the condition is when the request does not have the key. */
function ofMissingKey(operator: Operator): string {
  const require = operator.set === undefined ? '' : ' Add a `Null` condition with `"false"` to require the key.';
  switch (whenAbsent(operator, [])) {
    case 'yes':
      return `the condition matches${operator.ifExists && !operator.set ? ' because of `IfExists`' : ''}.${require}`;
    case 'no':
      return "the condition doesn't match.";
    case 'unknown':
      return `AWS's pages disagree on whether the condition matches.${require}`;
  }
}
