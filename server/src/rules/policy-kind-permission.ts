import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'policy-kind-permission',
    title: 'A file named like a trust policy is a permission policy',
    level: 'warning',
    messages: {
      permission:
        'This is a permission policy (Resource, no Principal) where the name promises a trust policy. As a trust policy IAM refuses it.',
    },
    appliesTo: ['permission'],
  },
  docs: {
    why: 'A permission policy says what a role may do; a trust policy says who may assume it. This file is named like the second and holds the first: as a trust policy IAM refuses it.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html'],
    examples: {
      bad: [],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    policy({ statements }) {
      const resource = statements[0]?.elements.get('Resource') ?? statements[0]?.elements.get('NotResource');
      if (resource) context.report({ at: resource.member.key.span, messageId: 'permission' });
    },
  }),
});
