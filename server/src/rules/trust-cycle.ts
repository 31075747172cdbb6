import { trustedRole } from '../policy/roles.ts';
import { listed } from '../text/listed.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'trust-cycle',
    title: 'Roles that trust each other in a loop',
    level: 'warning',
    messages: {
      loop: '"{{role}}" and "{{other}}" trust each other: a session of one can be renewed through the other without end.',
      through:
        '"{{role}}" and "{{other}}" trust each other through {{way}}: a session of one can be renewed through the other without end.',
    },
  },
  docs: {
    why: "Each role of the loop can be assumed from every other one, so anyone with a session of one can renew it without end. Nobody has to sign in again, and removing a person's access to one role has no effect on the others. The permissions of the roles are in effect combined.",
    howToFix: 'Remove one of the trusts, so that the roles lead in one direction only.',
    whenToIgnore: 'When the roles belong together and have the same permissions.',
    references: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage_revoke-sessions.html',
    ],
    examples: {
      bad: [
        '{"Roles": [{"RoleName": "deploy", "Arn": "arn:aws:iam::111122223333:role/deploy", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/build"}, "Action": "sts:AssumeRole"}}}, {"RoleName": "build", "Arn": "arn:aws:iam::111122223333:role/build", "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole"}}}]}',
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
      const way = own !== undefined && other !== undefined ? context.roles.loop(own, other) : undefined;
      if (!way || own === undefined || other === undefined) return;
      const between = way.slice(1, -1).map(nameOf);
      context.report({
        at: principal.value.span,
        messageId: between.length ? 'through' : 'loop',
        data: { role: nameOf(own), other: nameOf(other), way: listed(between, 'and') },
      });
    },
  }),
});

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
