import { variablesOf } from '../iam/variables.ts';
import { OLD_VERSION, VERSION } from '../iam/vocabulary.ts';
import { missingElementSpan } from '../policy/missingElementSpan.ts';
import { mayUseVariables, usesVariables } from '../policy/variableUse.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'version-missing',
    title: 'No Version: IAM falls back to the language of 2008',
    level: 'warning',
    messages: {
      missing: `No Version: IAM reads this policy in its language of ${OLD_VERSION}.`,
      variables: `No Version: IAM reads this policy in its language of ${OLD_VERSION}, where its policy variables are plain text, so they match nobody.`,
    },
  },
  docs: {
    why: 'Without Version IAM reads the policy in the language of 2008-10-17, in which policy variables such as ${aws:username} are plain text and match nobody.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html'],
    accessAnalyzer: ['MISSING_VERSION', 'VARIABLE_UNSUPPORTED_IN_VERSION'],
    examples: {
      bad: [
        '{"Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}',
      ],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    policy(policy) {
      const { node, elements, statements, complete } = policy;
      if (!node || elements.get('Version') || !complete) return;
      const variables = usesVariables(statements, (value) => variablesOf(value).length > 0);
      context.report({
        at: missingElementSpan(node),
        messageId: variables ? 'variables' : 'missing',
        ...(variables ? { level: 'error' as const } : {}),
        fixes: () => [
          {
            kind: 'tree',
            title: `Add "Version": "${VERSION}"`,
            safety: mayUseVariables(policy) ? 'review' : 'safe',
            edits: () => [{ op: 'set', target: node, name: 'Version', value: VERSION, where: 'first' }],
          },
        ],
      });
    },
  }),
});
