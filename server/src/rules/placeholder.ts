import { textOf, type Text } from '../policy/policyText.ts';
import type { ValueNode } from '../tree/node.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'placeholder',
    title: "Placeholder that isn't filled in",
    level: 'information',
    messages: { left: '"{{text}}" is a placeholder. Replace it with the real value before you deploy the policy.' },
  },
  docs: {
    why: "Replace the placeholder with the real value before you save the policy in IAM. Until then we don't know whether this part of the policy is right.",
    howToFix: 'Replace the placeholder, including its brackets, with the real value.',
    whenToIgnore: 'In templates whose values a tool fills in later.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::<ACCOUNT_ID>:role/deploy"}, "Action": "sts:AssumeRole"',
      ],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => {
    const judge = (text: Text): void => {
      for (const hole of text.holes) {
        if (hole.reason !== 'placeholder') continue;
        context.report({
          at: text.slice(hole.from, hole.to),
          messageId: 'left',
          data: { text: text.value.slice(hole.from, hole.to) },
        });
      }
    };
    const walk = (node: ValueNode): void => {
      if (node.kind === 'string' || (node.kind === 'opaque' && node.reason === 'placeholder')) judge(textOf(node));
      else if (node.kind === 'array') node.items.forEach(walk);
      else if (node.kind === 'object') {
        for (const { key, value } of node.members) {
          judge(textOf(key));
          if (value) walk(value);
        }
      }
    };
    return {
      policy: ({ source, mayHoldPlaceholders }) => {
        if (mayHoldPlaceholders) walk(source.root);
      },
    };
  },
});
