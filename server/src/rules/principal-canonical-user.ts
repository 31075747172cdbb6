import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-canonical-user',
    title: 'Canonical user as a principal',
    level: 'error',
    messages: {
      canonical:
        'Canonical user IDs are for Amazon S3 only: nobody can assume the role through one. Use AWS with the account instead.',
    },
  },
  docs: {
    why: 'Canonical user IDs belong to Amazon S3. Nobody calls sts:AssumeRole as a canonical user, so nobody can assume the role through it.',
    howToFix: 'Use AWS with the account ID or the ARN of a role.',
    whenToIgnore: 'Never: nobody can assume a role as a canonical user.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"CanonicalUser": "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}, "Action": "sts:AssumeRole"',
      ],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement({ elements }) {
      const principal = elements.get('Principal')?.value;
      if (principal?.kind !== 'object') return;
      const member = principal.members.findLast((m) => m.key.value === 'CanonicalUser');
      if (member) context.report({ at: member.key.span, messageId: 'canonical' });
    },
  }),
});
