import { variablesOf } from '../iam/variables.ts';
import { OLD_VERSION, VERSION } from '../iam/vocabulary.ts';
import { mayUseVariables, usesVariables } from '../policy/variableUse.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'version-old',
    title: 'The policy language of 2008',
    level: 'information',
    messages: {
      old: `This is the policy language of 2008; today's is "${VERSION}".`,
      variables: `In the policy language of 2008 policy variables are plain text, so these match nobody. Today's is "${VERSION}".`,
    },
  },
  docs: {
    why: 'In the language of 2008-10-17 policy variables such as ${aws:username} are plain text and match nobody. Nothing speaks for it any more.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html'],
    accessAnalyzer: ['VARIABLE_UNSUPPORTED_IN_VERSION'],
    examples: {
      bad: [
        '{"Version": "2008-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}',
      ],
      good: [
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}',
      ],
    },
  },
  create: (context) => ({
    policy(policy) {
      const value = policy.elements.get('Version')?.value;
      if (value?.kind !== 'string' || value.value !== OLD_VERSION) return;
      const variables = usesVariables(policy.statements, (text) => variablesOf(text).length > 0);
      context.report({
        at: value.span,
        messageId: variables ? 'variables' : 'old',
        ...(variables ? { level: 'error' as const } : {}),
        fixes: () => [
          {
            kind: 'tree',
            title: `Change to "${VERSION}"`,
            safety: mayUseVariables(policy) ? 'review' : 'safe',
            edits: () => [{ op: 'replace', target: value, value: VERSION }],
          },
        ],
      });
    },
  }),
});
