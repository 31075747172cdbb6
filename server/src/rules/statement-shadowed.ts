import { denyingAll, deniesOver } from '../policy/deniedBy.ts';
import { missingElementSpan } from '../policy/missingElementSpan.ts';
import type { Statement } from '../policy/model.ts';
import { sidOf } from '../policy/sid.ts';
import { listed } from '../text/listed.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'statement-shadowed',
    title: 'Allow statement that a Deny statement overrides',
    level: 'warning',
    messages: {
      denied: 'No one can assume the role through this statement: {{deny}} denies everything that it allows.',
      together:
        'No one can assume the role through this statement: {{denies}} together deny everything that it allows.',
    },
    yieldsOnlyTo: ['deny-ineffective', 'condition-never-matches'],
  },
  docs: {
    why: "A Deny overrides every Allow. If each request that an Allow grants also matches a Deny of the same policy, the Allow has no effect: its principals can't assume the role.",
    howToFix:
      'If the Deny is right, remove this statement. If the principals are to assume the role, restrict the Deny to others, for example with a condition on aws:PrincipalArn.',
    whenToIgnore: 'When the Deny blocks the principals for some time only, and you want to keep the Allow for later.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html'],
    examples: {
      bad: [
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}, {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole"}, {"Sid": "OnlyOtherAccount", "Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringNotEquals": {"aws:PrincipalAccount": "444455556666"}}}]}',
      ],
      good: [
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}, {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole"}, {"Sid": "OnlyOwnAccount", "Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}}]}',
      ],
    },
  },
  create: (context) => ({
    statement(allow) {
      const principal = allow.principals[0];
      if (!principal) return;
      const alone = deniesOver(allow, context.isPast);
      const [deny, ...others] = alone.length ? alone.slice(0, 1) : denyingAll(allow, context.isPast);
      if (!deny) return;
      const denies = [deny, ...others];
      const condition = allow.elements.get('Condition')?.member.span;
      context.report({
        at: principal.value.span,
        ...(others.length
          ? { messageId: 'together', data: { denies: listed(denies.map(nameOf), 'and') } }
          : { messageId: 'denied', data: { deny: nameOf(deny) } }),
        about: [
          ...[...alone, ...others].flatMap((d) => d.elements.get('Principal')?.member.key.span ?? []),
          ...(condition ? [condition] : []), // where it is never met, nobody has to be denied
        ],
        related: denies.map((d) => ({ span: missingElementSpan(d.node), message: 'Deny statement' })),
      });
    },
  }),
});

function nameOf(statement: Statement): string {
  const sid = sidOf(statement);
  return sid === undefined ? `statement ${statement.policy.statements.indexOf(statement) + 1}` : `statement "${sid}"`;
}
