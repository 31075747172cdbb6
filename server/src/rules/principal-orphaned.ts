import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-orphaned',
    title: 'Deleted principal',
    level: 'warning',
    messages: {
      gone: '"{{principal}}" is a deleted {{kind}}. Nobody can assume the role through it, not even a new {{kind}} with the same name.',
    },
  },
  docs: {
    why: "IAM stores principals by their unique IDs and shows the ARN as long as the role or user exists. If the ID itself is shown, the role or user was deleted. A new one with the same name has another ID and isn't trusted.",
    howToFix: 'Remove the principal, or replace it with the ARN of the new role or user.',
    whenToIgnore: 'When you keep it until the next review. It grants nothing.',
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
        data: { principal: value.value, kind: prefix === 'AROA' ? 'role' : 'user' },
      });
    },
  }),
});
