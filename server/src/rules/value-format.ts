import { reviewFix, type Fix, type Level } from '../findings.ts';
import { isRegion } from '../catalogue/regions.ts';
import { matchesPattern, mayBe, severalIn, strangeIn, type Form } from '../guards/form.ts';
import { formOf } from '../guards/ofKey.ts';
import type { Operator } from '../iam/operators.ts';
import { isRegionName } from '../iam/partitions.ts';
import { variablesOf } from '../iam/variables.ts';
import { hasWildcard } from '../iam/wildcards.ts';
import type { Condition, ConditionValue } from '../policy/model.ts';
import type { Text } from '../policy/policyText.ts';
import { asList } from '../policy/statementEdits.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'value-format',
    title: 'Value that the key never has',
    level: 'error',
    messages: {
      form: '{{value}} never matches: {{key}} {{form}}.',
      character: '{{value}} never matches: {{key}} {{form}} (found "{{strange}}").',
      several: 'Several values in one string never match: write them as a list. {{key}} {{form}}.',
      region: 'Region "{{value}}" isn\'t in our list. If it doesn\'t exist, this value never matches.',
    },
    yieldsTo: ['oidc-subject-form'],
    breaksGuard: true,
  },
  docs: {
    why: 'Some keys have one form only: an account ID has 12 digits, an organization ID starts with o-, a VPC ID with vpc-. A value of another form never matches, so nobody can assume the role through it.',
    howToFix: 'Copy the value from the AWS console or from a request in CloudTrail.',
    whenToIgnore: "When AWS added a new form or Region that isn't in our list.",
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
      'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html',
    ],
    accessAnalyzer: ['INVALID_REGION', 'INVALID_VPC_FORMAT', 'INVALID_VPCE_FORMAT', 'INVALID_SERVICE_PRINCIPAL_FORMAT'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e", "aws:SourceVpc": "10.0.0.0/16"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e", "aws:SourceVpc": "vpc-0123456789abcdef0"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, known, values, key } = condition;
      const form = known && formOf(known.name);
      if (!form || operator?.family !== 'String') return;
      for (const value of values) {
        const found = mistake(value.text, form, operator);
        if (found)
          context.report({
            at: value.node.span,
            messageId: found.messageId,
            data: { key: key.value, form: form.says, value: JSON.stringify(value.text?.value), strange: found.strange },
            fixes: () => listedFix(condition, value, found.parts),
          });
        else if (known.name === 'aws:RequestedRegion' && isOldTable(value.text, operator))
          context.report({
            at: value.node.span,
            messageId: 'region',
            level: 'warning' satisfies Level,
            data: { value: value.text?.value ?? '' },
          });
      }
    },
  }),
});

/** Each value matches by itself what none of them did in one string. */
function listedFix(condition: Condition, value: ConditionValue, parts: readonly string[]): readonly Fix[] {
  const edits = parts.length ? asList(condition, value, parts) : undefined;
  return edits ? [reviewFix('Write the values as a list', () => edits)] : [];
}

interface Mistake {
  readonly messageId: 'form' | 'character' | 'several';
  readonly strange: string;
  /** Where several values stand in one string: each by itself. */
  readonly parts: readonly string[];
}

function mistake(text: Text | undefined, form: Form, operator: Operator): Mistake | undefined {
  if (!text || text.value !== text.value.trim()) return undefined;
  const { value } = text;
  if (text.holes.length || value.includes('${')) {
    const literals = literalsOf(text);
    const strange = strangeIn(form, literals);
    return strange === undefined || TEMPLATE.test(literals)
      ? undefined
      : { messageId: 'character', strange, parts: [] };
  }
  const isForm = (part: string): boolean => mayBe(form, part, operator);
  if (isForm(value)) return undefined;
  // Another rule says that this operator reads no wildcards.
  if (hasWildcard(value) && !operator.wildcards && matchesPattern(form, value, operator)) return undefined;
  // A word for what belongs here.
  if (/^[A-Za-z_-]+$/.test(value) && /account|number|org|id/i.test(value)) return undefined;
  const parts = form.separator ? severalIn(value, isForm, form.separator) : [];
  if (parts.length) return { messageId: 'several', strange: '', parts };
  const strange = strangeIn(form, value.replace(/[*?]/g, ''));
  return { messageId: strange === undefined ? 'form' : 'character', strange: strange ?? '', parts };
}

/** What stands in a value around its holes, variables and wildcards. */
function literalsOf({ value, holes }: Text): string {
  const spans = [...holes, ...variablesOf(value).map(({ span }) => ({ from: span.start, to: span.end }))];
  let text = '';
  let at = 0;
  for (const { from, to } of spans.sort((a, b) => a.from - b.from)) {
    text += value.slice(at, Math.max(at, from));
    at = Math.max(at, to);
  }
  text += value.slice(at);
  return text.replace(/[*?]/g, '');
}

/** What is left of the expressions of a tool that we read only in part. */
const TEMPLATE = /[${}<>%#`]/;

/** A Region that has the form of one, but is not in our list. */
function isOldTable(text: Text | undefined, { base, wildcards }: Operator): boolean {
  if (!text || text.holes.length || text.value.includes('${') || (wildcards && hasWildcard(text.value))) return false;
  const name = base.endsWith('IgnoreCase') ? text.value.toLowerCase() : text.value;
  return isRegionName(name) && !isRegion(name);
}
