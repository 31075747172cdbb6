import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'role-trusts-itself',
    title: 'Role that trusts itself',
    level: 'information',
    messages: { itself: 'This role trusts itself: anyone with a session of it can renew the session without end.' },
  },
  docs: {
    why: 'A session of the role can assume it again and again, each time for another hour, so stolen credentials stay valid. Some tools require it, so it may be intended. Since 2022 the trust policy has to allow it explicitly.',
    howToFix: 'Remove the role from its own trust policy, unless your code assumes it again.',
    whenToIgnore: 'When a tool assumes the role again with session tags or a session policy.',
    references: ['https://aws.amazon.com/blogs/security/announcing-an-update-to-iam-role-trust-policy-behavior/'],
    examples: {
      bad: [
        '{"RoleName": "deploy", "Arn": "arn:aws:iam::111122223333:role/deploy", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole"}}}',
      ],
      good: [
        '{"RoleName": "deploy", "Arn": "arn:aws:iam::111122223333:role/deploy", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/build"}, "Action": "sts:AssumeRole"}}}',
      ],
    },
  },
  create: (context) => ({
    principal({ type, value, statement }) {
      const own = statement.policy.source.owner?.roleArn;
      if (own === undefined || type !== 'AWS' || value.value !== own || !context.letsIn(statement)) return;
      context.report({ at: value.span, messageId: 'itself' });
    },
  }),
});
