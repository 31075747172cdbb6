import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'value-binary',
    title: 'A Binary test with something else than base64',
    level: 'error',
    messages: { other: '{{value}} is no base64, which BinaryEquals compares with: this test is never met.' },
    yieldsTo: ['variable-invalid'],
    breaksGuard: true,
  },
  docs: {
    why: 'BinaryEquals compares with bytes written in base64. With anything else the test is never met.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html',
    ],
    accessAnalyzer: ['TYPE_MISMATCH_STRING'],
    examples: {
      bad: [],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    condition({ operator, values }) {
      if (operator?.family !== 'Binary') return;
      for (const { node, text } of values)
        if (text && !text.holes.length && (text.value.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text.value)))
          context.report({ at: node.span, messageId: 'other', data: { value: JSON.stringify(text.value) } });
    },
  }),
});
