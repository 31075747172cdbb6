import { reviewFix, safeFix } from '../findings.ts';
import type { Condition } from '../policy/model.ts';
import { defineRule, type RuleContext } from './rule.ts';

export default defineRule({
  meta: {
    id: 'value-number',
    title: "Numeric value that isn't a number",
    level: 'error',
    messages: {
      other: "{{value}} isn't a number, so this {{operator}} condition never matches.",
      several: 'Only {{decides}} has an effect: of several limits the widest is used.',
    },
    yieldsTo: ['operator-key-type', 'value-ignored'],
    breaksGuard: true,
  },
  docs: {
    why: 'Numeric operators compare plain numbers, without units or separators. With anything else the condition never matches. Of several limits only one has an effect.',
    howToFix: 'Write the number alone, for example 3600.',
    whenToIgnore: 'When several limits are listed on purpose.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    accessAnalyzer: ['TYPE_MISMATCH_NUMBER', 'REDUNDANT_CONDITION_VALUE_NUM'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}, "NumericLessThan": {"aws:MultiFactorAuthAge": "1h"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}, "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}',
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
              ? [reviewFix(`Replace with "${trimmed}"`, () => [{ op: 'replace', target: node, value: trimmed }])]
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
    fixes: () => [safeFix(`Keep only ${decides}`, () => [{ op: 'replace', target, value: decides }])],
  });
}
