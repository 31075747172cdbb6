import { trustedRole } from '../policy/roles.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'trust-chain',
    title: 'Role assumed from another role',
    level: 'hint',
    messages: {
      chain: 'Sessions that role "{{role}}" starts last one hour at most (role chaining).',
    },
  },
  docs: {
    why: "A session that a role starts by assuming another role (role chaining) lasts one hour at most. The maximum session duration of the role doesn't change that. Keep it in mind for jobs that run longer.",
    howToFix: 'If sessions must last longer than one hour, let the callers assume this role directly.',
    whenToIgnore: 'When one hour is enough. Role chaining is common and often intended.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining'],
    examples: {
      bad: [
        '{"Roles": [{"RoleName": "deploy", "Arn": "arn:aws:iam::111122223333:role/deploy", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/build"}, "Action": "sts:AssumeRole"}}}, {"RoleName": "build", "Arn": "arn:aws:iam::111122223333:role/build", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}}}]}',
      ],
      good: [
        '{"RoleName": "deploy", "Arn": "arn:aws:iam::111122223333:role/deploy", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/build"}, "Action": "sts:AssumeRole"}}}',
      ],
    },
  },
  create: (context) => ({
    principal(principal) {
      const own = principal.statement.policy.source.owner?.roleArn;
      const other = trustedRole(principal);
      if (own === undefined || other === undefined || !context.roles.trusts(own, other)) return;
      // A loop is the greater news, and trust-cycle tells it.
      if (context.roles.isLoop(own, other)) return;
      context.report({
        at: principal.value.span,
        messageId: 'chain',
        data: { role: other.slice(other.lastIndexOf('/') + 1) },
      });
    },
  }),
});
