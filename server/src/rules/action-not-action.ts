import { reviewFix, type Fix } from '../findings.ts';
import { neededActions } from '../policy/companions.ts';
import { oneOrList } from '../policy/statementEdits.ts';
import { listed } from '../text/listed.ts';
import type { ValueNode } from '../tree/node.ts';
import { permissionResource } from '../policy/permissionStatement.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'action-not-action',
    title: 'NotAction in an Allow statement',
    level: 'warning',
    messages: {
      not: 'NotAction allows every other STS action, including future ones. List the allowed actions in Action.',
    },
  },
  docs: {
    why: 'NotAction allows everything except what it lists: every assume action, every companion action, and any action that STS adds later.',
    howToFix: 'Replace NotAction with Action, and list the one or two actions that callers need.',
    whenToIgnore: 'Rarely: a trust policy needs one or two actions, which are easy to list.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "NotAction": "sts:TagSession"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement(statement) {
      if (permissionResource(statement)) return; // another policy's
      const element = statement.elements.get('NotAction');
      if (!element || element.member.maybe || statement.effect !== 'Allow' || statement.elements.get('Action')) return;
      const { member, value } = element;
      const needed = neededActions(statement);
      const fix = (node: ValueNode, actions: readonly string[]): Fix =>
        reviewFix(`Allow only ${listed(actions, 'and')}`, () => [
          { op: 'renameKey', target: member, name: 'Action' },
          { op: 'replace', target: node, value: oneOrList(actions) },
        ]);
      context.report({
        at: member.key.span,
        messageId: 'not',
        fixes: () => (value && needed ? [fix(value, needed)] : []),
      });
    },
  }),
});
