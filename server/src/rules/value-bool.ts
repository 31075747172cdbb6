import { reviewFix, type Fix } from '../findings.ts';
import type { ConditionValue } from '../policy/model.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'value-bool',
    title: 'A Bool test with something else than true or false',
    level: 'error',
    messages: {
      other: '{{operator}} compares with "true" or "false"; with {{value}} this test does not do what it says.',
      several: 'With several values this test says nothing about {{key}}: give one of "true" and "false".',
    },
    breaksGuard: true,
    yieldsTo: ['variable-invalid', 'operator-key-type', 'value-ignored'],
  },
  docs: {
    why: 'Bool compares with "true" or "false", in exactly this case, and with one of them: with both the test is met whenever the key is there.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    accessAnalyzer: ['TYPE_MISMATCH_BOOLEAN', 'INVALID_CONDITION_MULTIPLE_BOOLEAN'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "yes"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}',
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
  return value === undefined ? [] : [reviewFix(`Change to "${value}"`, () => [{ op: 'replace', target: node, value }])];
}
