import { parseArn } from '../iam/arn.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-user',
    title: 'IAM user as a principal',
    level: 'hint',
    messages: {
      user: 'IAM users have long-term access keys. Prefer a role or IAM Identity Center, which use temporary credentials.',
    },
    yieldsTo: ['principal-arn-invalid'],
  },
  docs: {
    why: 'IAM users sign requests with long-term access keys, which leak and are rarely rotated. Roles and IAM Identity Center use temporary credentials, which expire.',
    howToFix: 'Trust a role that the person or program assumes, or use IAM Identity Center.',
    whenToIgnore:
      'When a program outside AWS can only use access keys. Require an external ID or a source address for it, and rotate the keys.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ci"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/ci"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
    },
  },
  create: (context) => ({
    principal({ type, value, statement, negated }) {
      if (type !== 'AWS' || negated || !value.value.includes(':user/') || !context.letsIn(statement)) return;
      if (parseArn(value)?.resource.value.startsWith('user/')) context.report({ at: value.span, messageId: 'user' });
    },
  }),
});
