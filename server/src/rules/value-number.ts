import { reviewFix, safeFix } from '../findings.ts';
import type { Condition } from '../policy/model.ts';
import { defineRule, type RuleContext } from './rule.ts';

export default defineRule({
  meta: {
    id: 'value-number',
    title: 'A Numeric test with something else than a number',
    level: 'error',
    messages: {
      other: '{{value}} is no number, and {{operator}} compares numbers: this test is never met.',
      several: 'Of several bounds the widest decides; here it is {{decides}}.',
    },
    yieldsTo: ['variable-invalid', 'operator-key-type', 'value-ignored'],
    breaksGuard: true,
  },
  docs: {
    why: 'Numeric operators compare with plain numbers, without unit or separator. With anything else the test is never met. Of several bounds only one decides.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    accessAnalyzer: ['TYPE_MISMATCH_NUMBER', 'REDUNDANT_CONDITION_VALUE_NUM'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}, "NumericLessThan": {"aws:MultiFactorAuthAge": "1h"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}, "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}',
      ],
    },
  },
  create: (context) => ({
    condition(condition) {
      const { operator, values, operatorMember, open } = condition;
      if (operator?.family !== 'Numeric') return;
      let sound = !open;
      for (const { node, text } of values) {
        if (!text || text.holes.length) continue;
        if (NUMBER.test(text.value)) continue;
        sound = false;
        const trimmed = text.value.trim();
        context.report({
          at: node.span,
          messageId: 'other',
          data: { value: JSON.stringify(text.value), operator: operatorMember.key.value },
          fixes: () =>
            NUMBER.test(trimmed)
              ? [reviewFix(`Change to "${trimmed}"`, () => [{ op: 'replace', target: node, value: trimmed }])]
              : [],
        });
      }
      if (sound) several(condition, context);
    },
  }),
});

const NUMBER = /^-?\d+(?:\.\d+)?$/;

function several({ operator, values, member }: Condition, context: RuleContext<'other' | 'several'>): void {
  const less = operator?.base.includes('LessThan');
  if (values.length < 2 || !operator || operator.set || !(less || operator.base.includes('GreaterThan'))) return;
  const target = member.value;
  const numbers = values.map((v) => Number(v.text?.value));
  // Not spread: there may be more of them than a call takes.
  const decides = String(numbers.reduce((a, b) => (less ? Math.max(a, b) : Math.min(a, b))));
  if (!target || numbers.some(Number.isNaN)) return;
  context.report({
    at: target.span,
    messageId: 'several',
    level: 'hint',
    data: { decides },
    fixes: () => [safeFix(`Keep ${decides}`, () => [{ op: 'replace', target, value: decides }])],
  });
}
