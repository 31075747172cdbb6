import type { Fix } from '../findings.ts';
import { isStsAction } from '../catalogue/awsNames.ts';
import { sameName, TRUST_ACTIONS } from '../iam/vocabulary.ts';
import { fittingAction } from '../policy/principalKinds.ts';
import type { Statement } from '../policy/model.ts';
import type { Text } from '../policy/policyText.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'action-not-sts',
    title: 'An action that means nothing in a trust policy',
    level: 'error',
    iamError: 'MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions.',
    messages: {
      service:
        '{{action}} is no way to assume a role; IAM refuses the policy. What the role may do belongs into its permission policy.',
      useless: '{{action}} does nothing in a trust policy: it is no way to assume a role.',
    },
  },
  docs: {
    why: 'A trust policy allows the calls that assume the role. What the role may do stands in its permission policies. IAM refuses actions of other services here, and other calls of STS do nothing.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html'],
    accessAnalyzer: ['UNSUPPORTED_ACTION_IN_POLICY'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": ["sts:AssumeRole", "s3:GetObject"]',
      ],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement(statement) {
      for (const action of statement.actions) {
        if (action.holes.length) continue;
        const written = action.value;
        const useless = isStsAction(written) && !TRUST_ACTIONS.some((a) => sameName(a, written));
        const other = /^(?!sts:)[a-z0-9-]+:[A-Za-z0-9*?]+$/i.test(written) && !namesAnAssume(written);
        if (!useless && !other) continue;
        context.report({
          at: action.span,
          messageId: useless ? 'useless' : 'service',
          ...(useless ? { level: 'warning' as const } : {}),
          data: { action: written },
          fixes: () => fixesOf(statement, action),
        });
      }
    },
  }),
});

/** `iam:AssumeRole`: the right action under a wrong prefix is another rule's. */
function namesAnAssume(written: string): boolean {
  const name = written.slice(written.indexOf(':') + 1);
  return TRUST_ACTIONS.some((a) => sameName(a.slice(a.indexOf(':') + 1), name));
}

function fixesOf(statement: Statement, action: Text): readonly Fix[] {
  const list = statement.elements.get('Action')?.value;
  if (list?.kind === 'array' && list.items.length > 1) {
    return [
      {
        kind: 'tree',
        title: `Remove ${action.value}`,
        safety: 'review',
        edits: () => [{ op: 'remove', target: action.node, parent: list }],
      },
    ];
  }
  const fitting = fittingAction(statement);
  if (fitting === undefined) return [];
  return [
    {
      kind: 'tree',
      title: `Change to ${fitting}`,
      safety: 'review',
      edits: () => [{ op: 'replace', target: action.node, value: fitting }],
    },
  ];
}
