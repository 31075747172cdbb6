import { letsIn } from '../policy/assumeActions.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'trust-cycle',
    title: 'Roles that trust each other in a loop',
    level: 'warning',
    messages: {
      loop: '{{role}} and {{other}} trust each other{{way}}: a session of one renews itself through the other without end.',
    },
  },
  docs: {
    why: 'Each role of the loop can be reached from each other one, so whoever holds a session of one can go round and get a fresh session again and again: the loop never has to sign in, and taking one role away from somebody does not take it away. It also makes the roles’ permissions one.',
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
    principal({ type, value, statement }) {
      const own = statement.policy.source.owner?.roleArn;
      if (own === undefined || type !== 'AWS' || value.value === own || !letsIn(statement)) return;
      if (!context.roles.has(value.value)) return;
      const way = context.roles.path(value.value, own);
      // Of a loop within the document one role speaks for all; one of another document cannot.
      if (!way || way.some((arn) => context.roles.isHere(arn) && arn < own)) return;
      const between = way.slice(1, -1).map(nameOf);
      const told = between.length > MOST ? [...between.slice(0, MOST), `${between.length - MOST} more`] : between;
      context.report({
        at: value.span,
        messageId: 'loop',
        data: {
          role: nameOf(own),
          other: nameOf(value.value),
          way: told.length ? `, by way of ${told.join(' and ')}` : '',
        },
      });
    },
  }),
});

/** Longer loops are counted. */
const MOST = 3;

function nameOf(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
