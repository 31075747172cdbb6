import { itemsOf } from '../tree/node.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'policy-deny-only',
    title: 'Policy with Deny statements only',
    level: 'information',
    messages: {
      denies:
        'No one can assume this role: the policy has only Deny statements. Add an Allow statement for the principals that you trust.',
    },
    yieldsTo: ['element-unknown'],
  },
  docs: {
    why: 'Everything that no statement allows is denied already. A trust policy needs an Allow statement for each principal that is to assume the role; a Deny statement can only restrict what those allow.',
    howToFix:
      'Add an Allow statement for the principals that you trust. If the Deny statements list those principals, their Effect may be wrong.',
    whenToIgnore: 'When the role is blocked on purpose, for example after an incident.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html'],
    examples: {
      bad: [
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}',
      ],
      good: [
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole"}, {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole", "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}]}',
      ],
    },
  },
  create: (context) => ({
    policy({ elements, statements, denies, strayed, complete }) {
      const list = elements.get('Statement');
      if (!list || !denies.length || !complete || itemsOf(list.value).length > denies.length) return;
      if (strayed.length || statements.some((s) => !s.complete)) return;
      context.report({ at: list.member.key.span, messageId: 'denies' });
    },
  }),
});
