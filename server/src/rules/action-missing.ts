import { safeFix } from '../findings.ts';
import { addElement, oneOrList } from '../policy/statementEdits.ts';
import { missingElementSpan, standsElsewhere } from '../policy/missingElementSpan.ts';
import { neededActions } from '../policy/companions.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'action-missing',
    title: 'Statement without Action',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Missing required field Action',
    messages: { missing: 'Missing Action. IAM rejects the policy.' },
  },
  docs: {
    why: 'A statement must name the action that it allows or denies. The principal decides which one: sts:AssumeRole for accounts and services, sts:AssumeRoleWithSAML and sts:AssumeRoleWithWebIdentity for identity providers.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html'],
    accessAnalyzer: ['MISSING_ACTION'],
    examples: {
      bad: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement(statement) {
      if (
        (statement.elements.get('Action') ?? statement.elements.get('NotAction')) ||
        standsElsewhere(statement, 'Action')
      )
        return;
      context.report({
        at: missingElementSpan(statement.node),
        messageId: 'missing',
        fixes: () => {
          const needed = neededActions(statement);
          if (!needed) return [];
          const value = oneOrList(needed);
          return [safeFix(`Add "Action": ${JSON.stringify(value)}`, () => [addElement(statement, 'Action', value)])];
        },
      });
    },
  }),
});
