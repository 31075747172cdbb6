import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'value-binary',
    title: "Binary value that isn't base64",
    level: 'error',
    messages: { other: "{{value}} isn't base64, which BinaryEquals requires, so this condition never matches." },
    yieldsTo: ['variable-invalid'],
    breaksGuard: true,
  },
  docs: {
    why: 'BinaryEquals compares bytes written in base64. With anything else the condition never matches.',
    howToFix: 'Encode the value as base64.',
    whenToIgnore: 'Rarely: the condition never matches.',
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
