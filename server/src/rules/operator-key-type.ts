import { reviewFix, type Fix } from '../findings.ts';
import type { KeyType } from '../catalogue/conditionKeys.ts';
import { parseOperator, type Family, type Operator } from '../iam/operators.ts';
import { readsAs } from '../iam/values.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import { factsOf } from '../policy/keyFacts.ts';
import { besideUnderOperator } from '../policy/conditionIndex.ts';
import { moveConditions } from '../policy/statementEdits.ts';
import type { Condition } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'operator-key-type',
    title: "Operator that doesn't fit the type of the key",
    level: 'warning',
    messages: {
      family:
        "{{key}} is {{type}}, but {{operator}} compares {{compares}}: use {{twin}}. The result of this condition isn't documented.",
      none: "{{key}} is {{type}}, but {{operator}} compares {{compares}}. The result of this condition isn't documented.",
      likeOnArn:
        'Wildcards of {{operator}} also match the colons of an ARN, so more ARNs than intended may match. Use {{twin}}.',
    },
    yieldsTo: ['key-never-present'],
    breaksGuard: true,
  },
  docs: {
    why: 'Operators compare strings, numbers, dates, addresses or ARNs. With an operator of another type than the key the condition may never match, and AWS documents no result for it.',
    howToFix:
      'Use the operator for the type of the key, such as IpAddress for aws:SourceIp or ArnLike for aws:PrincipalArn.',
    whenToIgnore: 'When you tested the condition and it works as you intend.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    accessAnalyzer: ['TYPE_MISMATCH', 'STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e", "aws:SourceIp": "203.0.113.0/24"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}, "IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, operatorMember, key, member } = condition;
      const found = misfit(condition);
      if (!operator || !found) return;
      const { type, twin, likeOnArn } = found;
      context.report({
        at: operatorMember.key.span,
        messageId: twin === undefined ? 'none' : likeOnArn ? 'likeOnArn' : 'family',
        about: likeOnArn ? [] : [member.span],
        ...(likeOnArn ? { level: 'information' as const } : {}),
        data: {
          key: key.value,
          type: HOLDS[type],
          operator: operatorMember.key.value,
          compares: COMPARES[operator.family],
          twin: twin ?? '',
        },
        fixes: () => moves(condition, twin),
      });
    },
  }),
});

interface Misfit {
  readonly type: KeyType;
  /** The same test in the family that fits, where it has one. */
  readonly twin: string | undefined;
  /** It works, only less exactly than another. */
  readonly likeOnArn: boolean;
}

function misfit(condition: Condition): Misfit | undefined {
  const { operator } = condition;
  const type = factsOf(condition)?.type;
  if (!operator || !type || operator.family === 'Null' || isTag(condition)) return undefined;
  if (FITTING[type].includes(operator.family)) return undefined;
  if ((type === 'ARN' || type === 'ArrayOfARN') && operator.family === 'String') {
    const wild = operator.wildcards && condition.values.some((v) => v.text && hasWildcard(v.text.value));
    // Equality of ARNs works as well as of strings.
    return wild ? { type, twin: twinOf(operator, 'Arn'), likeOnArn: true } : undefined;
  }
  const family = FITTING[type][0];
  return { type, twin: family === undefined ? undefined : twinOf(operator, family), likeOnArn: false };
}

/** The families that fit a type, the best first. */
const FITTING: Readonly<Record<KeyType, readonly Family[]>> = {
  String: ['String'],
  ArrayOfString: ['String'],
  ARN: ['Arn'],
  ArrayOfARN: ['Arn'],
  Bool: ['Bool'],
  Numeric: ['Numeric'],
  Date: ['Date', 'Numeric'],
  IPAddress: ['IpAddress'],
};

const HOLDS: Readonly<Record<KeyType, string>> = {
  String: 'a string',
  ArrayOfString: 'a list of strings',
  ARN: 'an ARN',
  ArrayOfARN: 'a list of ARNs',
  Bool: 'true or false',
  Numeric: 'a number',
  Date: 'a date',
  IPAddress: 'an IP address',
};

const COMPARES: Readonly<Record<Family, string>> = {
  String: 'strings',
  Numeric: 'numbers',
  Date: 'dates',
  Bool: 'true and false',
  Binary: 'binary data',
  IpAddress: 'IP addresses',
  Arn: 'ARNs',
  Null: 'nothing',
};

/** Tags hold what their authors write: numbers and dates too. */
function isTag({ known }: Condition): boolean {
  return known?.name.includes('Tag/') ?? false;
}

/** The same test in another family; undefined where that has none. */
function twinOf(operator: Operator, family: Family): string | undefined {
  const base = baseIn(operator, family);
  return base === undefined
    ? undefined
    : `${operator.set ? `${operator.set}:` : ''}${base}${operator.ifExists ? 'IfExists' : ''}`;
}

function baseIn({ negated, base }: Operator, family: Family): string | undefined {
  switch (family) {
    case 'Bool':
      return negated ? undefined : 'Bool';
    case 'IpAddress':
      return negated ? 'NotIpAddress' : 'IpAddress';
    case 'Arn':
      return negated ? 'ArnNotLike' : 'ArnLike';
    case 'String':
      return negated
        ? 'StringNotEquals'
        : base.endsWith('Like') || base === 'ArnEquals'
          ? 'StringLike'
          : 'StringEquals';
    case 'Numeric':
    case 'Date': {
      const comparison = /(?:Less|Greater)Than(?:Equals)?$/.exec(base)?.[0];
      return comparison ? family + comparison : negated ? `${family}NotEquals` : `${family}Equals`;
    }
    case 'Binary':
    case 'Null':
      return undefined;
  }
}

/**
 * Another family may let in whom this one kept out, so it is for a person to choose. All keys that fit it go together,
 * for the finding speaks of the operator; none where a value is of the old family and not of the new one: then it is the key
 * or the value that is wrong.
 */
function moves(condition: Condition, twin: string | undefined): readonly Fix[] {
  const family = twin === undefined ? undefined : parseOperator(twin)?.family;
  if (twin === undefined || family === undefined) return [];
  const alike = besideUnderOperator(condition).filter((c) => misfit(c)?.twin === twin);
  const edits = alike.every((c) => suits(c, family)) ? moveConditions(alike, twin) : undefined;
  return edits ? [reviewFix(`Replace the operator with ${twin}`, () => edits)] : [];
}

function suits({ values, operator }: Condition, family: Family): boolean {
  const old = operator?.family;
  return values.every(
    ({ text }) =>
      !text ||
      text.holes.length > 0 ||
      text.value.includes('${') ||
      (family === 'String'
        ? old === undefined || old === 'Numeric' || old === 'Binary' || !readsAs(text.value, old)
        : readsAs(text.value, family)),
  );
}
