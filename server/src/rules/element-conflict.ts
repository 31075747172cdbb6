import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'element-conflict',
    title: 'Element together with its opposite',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Syntax errors in policy.',
    messages: { both: "{{second}} can't be used together with {{first}}: remove one of them. IAM rejects the policy." },
  },
  docs: {
    why: 'A statement lists what it applies to, or everything except that: Principal or NotPrincipal, Action or NotAction. IAM rejects both together.',
    howToFix: 'Keep the element that you mean, usually Principal or Action, and remove the other one.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html'],
    accessAnalyzer: ['UNSUPPORTED_ELEMENT_COMBINATION'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "NotAction": "sts:TagSession"',
      ],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement({ elements }) {
      for (const [plain, not] of [
        ['Principal', 'NotPrincipal'],
        ['Action', 'NotAction'],
      ] as const) {
        const a = elements.get(plain)?.member;
        const b = elements.get(not)?.member;
        if (!a || !b || a.maybe || b.maybe) continue;
        const [first, second] = a.span.start < b.span.start ? [a, b] : [b, a];
        context.report({
          at: second.key.span,
          messageId: 'both',
          data: { first: first.key.value, second: second.key.value },
          related: [{ span: first.key.span, message: 'The opposite element' }],
        });
      }
    },
  }),
});
