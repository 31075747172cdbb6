import { operatorDocs, SET_OPERATOR_DOCS } from '../../iam/docs.ts';
import type { Operator } from '../../iam/operators.ts';
import { link, paragraphs } from '../../text/markdown.ts';
import { own } from '../../text/own.ts';

const COMPARED: Readonly<Record<string, string>> = {
  StringEquals: 'The value is exactly one of these; case counts, and `*` and `?` are plain characters.',
  StringNotEquals: 'The value is none of these; case counts, and `*` and `?` are plain characters.',
  StringEqualsIgnoreCase: 'The value is one of these; case does not count.',
  StringNotEqualsIgnoreCase: 'The value is none of these; case does not count.',
  StringLike: 'The value fits one of these patterns: `*` stands for any text, `?` for one character; case counts.',
  StringNotLike: 'The value fits none of these patterns: `*` stands for any text, `?` for one character; case counts.',
  NumericEquals: 'The number is one of these.',
  NumericNotEquals: 'The number is none of these.',
  NumericLessThan: 'The number is less than this.',
  NumericLessThanEquals: 'The number is this or less.',
  NumericGreaterThan: 'The number is more than this.',
  NumericGreaterThanEquals: 'The number is this or more.',
  DateEquals: 'The time is exactly this.',
  DateNotEquals: 'The time is any but this.',
  DateLessThan: 'The time is before this: access ends then.',
  DateLessThanEquals: 'The time is not after this: access ends then.',
  DateGreaterThan: 'The time is after this: access begins then.',
  DateGreaterThanEquals: 'The time is not before this: access begins then.',
  Bool: 'The value is `true` or `false`, as given.',
  BinaryEquals: 'The bytes are exactly these, written in Base64.',
  IpAddress: 'The address is in one of these ranges.',
  NotIpAddress: 'The address is in none of these ranges.',
  ArnEquals: 'The ARN fits one of these; each of its six fields is compared alone, and may hold `*` and `?`.',
  ArnLike: 'The ARN fits one of these; each of its six fields is compared alone, and may hold `*` and `?`.',
  ArnNotEquals: 'The ARN fits none of these; each of its six fields is compared alone, and may hold `*` and `?`.',
  ArnNotLike: 'The ARN fits none of these; each of its six fields is compared alone, and may hold `*` and `?`.',
  Null: '`"true"`: the request does not have the key. `"false"`: the request has it.',
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
      ? '`ForAllValues`: each of the request’s values must match.'
      : set === 'ForAnyValue'
        ? '`ForAnyValue`: one of the request’s values must match.'
        : undefined,
    family === 'Null' ? undefined : `*Key missing:* ${ofMissingKey(operator)}`,
    [link('AWS documentation', operatorDocs(family)), ...(set ? [link('Set operators', SET_OPERATOR_DOCS)] : [])].join(
      ' · ',
    ),
  );
}

/** What the condition is when the request does not have the key. */
function ofMissingKey({ set, negated, ifExists }: Operator): string {
  if (set === 'ForAllValues')
    return 'the condition holds, for there is no value that does not match. A Null condition beside it closes that.';
  if (ifExists) return 'the condition holds: `IfExists` asks only when there is something to ask.';
  if (set === 'ForAnyValue') return 'the condition fails.';
  return negated ? 'the condition holds: what is not there is none of these.' : 'the condition fails.';
}
