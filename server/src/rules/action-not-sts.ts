import { reviewFix, type Fix } from '../findings.ts';
import { isStsAction } from '../catalogue/awsNames.ts';
import { sameName, TRUST_ACTIONS } from '../iam/vocabulary.ts';
import { neededActions } from '../policy/companions.ts';
import type { Statement } from '../policy/model.ts';
import type { Text } from '../policy/policyText.ts';
import { spreadOut } from '../policy/statementEdits.ts';
import { quotedList } from '../text/listed.ts';
import { permissionResource } from '../policy/permissionStatement.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'action-not-sts',
    title: "Action that doesn't assume a role",
    level: 'error',
    iamError: 'MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions.',
    messages: {
      service: '"{{action}}" belongs in the role\'s permissions policy: remove it here. IAM rejects the trust policy.',
      useless: "{{action}} has no effect in a trust policy: it doesn't assume a role. Remove it.",
    },
  },
  docs: {
    why: 'A trust policy allows the actions that assume the role. What the role may do belongs in its permissions policies. IAM rejects actions of other services here, and other STS actions have no effect.',
    howToFix: "Move actions of other services to the role's permissions policy.",
    whenToIgnore:
      'Only for another STS action, which IAM accepts and which has no effect. IAM rejects actions of other services.',
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
      if (permissionResource(statement)) return; // another policy's
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
        title: `Remove "${action.value}"`,
        safety: 'review',
        edits: () => [{ op: 'remove', target: action.node, parent: list }],
      },
    ];
  }
  const needed = neededActions(statement);
  if (!needed) return [];
  return [reviewFix(`Replace with ${quotedList(needed, 'and')}`, () => spreadOut(list, action.node, needed))];
}
