import { VERSION } from '../iam/vocabulary.ts';
import { missingElementSpan } from '../policy/missingElementSpan.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'statement-missing',
    title: 'Policy without a Statement',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Syntax errors in policy.',
    messages: { missing: 'Missing Statement. IAM rejects the policy.' },
  },
  docs: {
    why: 'Statements say who can assume the role. IAM rejects a policy without any.',
    howToFix: 'Add a Statement with an Effect, a Principal and an Action.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html'],
    accessAnalyzer: ['MISSING_STATEMENT'],
    examples: {
      bad: [`{"Version": "${VERSION}"}`],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    policy({ node, elements, complete, strayed }) {
      if (!node || elements.get('Statement') || !complete || strayed.length) return;
      context.report({
        at: missingElementSpan(node),
        messageId: 'missing',
        fixes: () => [
          {
            kind: 'tree',
            title: 'Add a Statement for an AWS service',
            safety: 'review',
            edits: () => [{ op: 'set', target: node, name: 'Statement', value: [SKELETON], where: 'last' }],
          },
        ],
      });
    },
  }),
});

const SKELETON = { Effect: 'Allow', Principal: { Service: '<SERVICE>.amazonaws.com' }, Action: 'sts:AssumeRole' };
