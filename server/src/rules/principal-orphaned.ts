import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-orphaned',
    title: 'The principal was deleted',
    level: 'warning',
    messages: {
      gone: '{{id}} is the id of a {{kind}} that was deleted: it lets nobody in, also no {{kind}} made anew under its name.',
    },
  },
  docs: {
    why: 'IAM keeps principals by their unique ids and shows the ARN as long as the role or user lives. An id that is left means it was deleted; one made anew under the same name has another id and is not trusted.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html'],
    accessAnalyzer: ['INVALID_ROLE_REFERENCE', 'INVALID_USER_REFERENCE'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"AWS": "AROAJQABLZS4A3QDU576Q"}, "Action": "sts:AssumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    principal({ type, value }) {
      const prefix = /^(AROA|AIDA)[A-Z0-9]{12,}$/.exec(value.value)?.[1];
      if (type !== 'AWS' || prefix === undefined || value.holes.length) return;
      context.report({
        at: value.span,
        messageId: 'gone',
        data: { id: value.value, kind: prefix === 'AROA' ? 'role' : 'user' },
      });
    },
  }),
});
