import type { Fix } from '../findings.ts';
import { EFFECTS } from '../iam/vocabulary.ts';
import { addElement } from '../policy/statementEdits.ts';
import { missingElementSpan, standsElsewhere } from '../policy/missingElementSpan.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'effect-missing',
    title: 'Statement without Effect',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Missing required field Effect',
    messages: { missing: 'Missing Effect (Allow or Deny). IAM rejects the policy.' },
  },
  docs: {
    why: 'Every statement must say whether it allows or denies. There is no default.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html'],
    accessAnalyzer: ['MISSING_EFFECT'],
    examples: {
      bad: ['"Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement(statement) {
      if (statement.elements.get('Effect') || standsElsewhere(statement, 'Effect')) return;
      const fixes = EFFECTS.map((effect): Fix => ({
        kind: 'tree',
        title: `Add "Effect": "${effect}"`,
        safety: 'review',
        edits: () => [addElement(statement, 'Effect', effect)],
      }));
      context.report({ at: missingElementSpan(statement.node), messageId: 'missing', fixes: () => fixes });
    },
  }),
});
