import type { Fix } from '../findings.ts';
import { fittingAction } from '../policy/principalKinds.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'action-not-action',
    title: 'NotAction in an Allow',
    level: 'warning',
    messages: {
      not: 'This allows every call of STS but those named, today’s and tomorrow’s. Name the action that is meant.',
    },
  },
  docs: {
    why: 'NotAction allows everything but what it names: each assume action and every companion, and whatever calls STS will have. Name what is allowed.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "NotAction": "sts:TagSession"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement(statement) {
      const element = statement.elements.get('NotAction');
      if (!element || statement.effect !== 'Allow' || statement.elements.get('Action')) return;
      const { member, value } = element;
      const fitting = fittingAction(statement);
      const fix = (action: string): readonly Fix[] =>
        value
          ? [
              {
                kind: 'tree',
                title: `Allow ${action} alone`,
                safety: 'review',
                edits: () => [
                  { op: 'renameKey', target: member, name: 'Action' },
                  { op: 'replace', target: value, value: action },
                ],
              },
            ]
          : [];
      context.report({
        at: member.key.span,
        messageId: 'not',
        fixes: () => (fitting === undefined ? [] : fix(fitting)),
      });
    },
  }),
});
