import { reviewFix, type Fix } from '../findings.ts';
import type { ConditionValue } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'value-bool',
    title: 'Bool value other than true or false',
    level: 'error',
    messages: {
      other: '{{value}} isn\'t a Boolean: use "true" or "false". {{operator}} doesn\'t work as intended with it.',
      several: 'With several values, this condition says nothing about {{key}}: use either "true" or "false".',
    },
    breaksGuard: true,
    yieldsTo: ['operator-key-type', 'value-ignored'],
  },
  docs: {
    why: 'Bool compares with "true" or "false" (case-sensitive), and with one of them only. With both, the condition matches whenever the key is present.',
    howToFix: 'Use "true" or "false" in lowercase.',
    whenToIgnore: "Rarely: the condition doesn't work as intended.",
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    accessAnalyzer: ['TYPE_MISMATCH_BOOLEAN', 'INVALID_CONDITION_MULTIPLE_BOOLEAN'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "yes"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}',
      ],
    },
  },
  create: (context) => ({
    condition({ operator, values, operatorMember, key, open }) {
      if (operator?.family !== 'Bool' || open) return;
      if (values.length > 1) {
        const at = values[1]?.node.span;
        if (at) context.report({ at, messageId: 'several', data: { key: key.value } });
        return;
      }
      for (const value of values) {
        const { text, node } = value;
        if (!text || text.value === 'true' || text.value === 'false' || text.value.includes('${')) continue; // AWS's pages disagree on variables here
        context.report({
          at: node.span,
          messageId: 'other',
          data: { operator: operatorMember.key.value, value: JSON.stringify(text.value) },
          fixes: () => meant(value),
        });
      }
    },
  }),
});

const YES = ['true', 'yes', '1', 'on'];
const NO = ['false', 'no', '0', 'off'];

/** What is meant may let in whom the other word kept out. */
function meant({ node, text }: ConditionValue): readonly Fix[] {
  const word = text?.value.trim().toLowerCase() ?? '';
  const value = YES.includes(word) ? 'true' : NO.includes(word) ? 'false' : undefined;
  return value === undefined
    ? []
    : [reviewFix(`Replace with "${value}"`, () => [{ op: 'replace', target: node, value }])];
}
