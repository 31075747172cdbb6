import { variablesOf } from '../iam/variables.ts';
import { OLD_VERSION, VERSION } from '../iam/vocabulary.ts';
import { mayUseVariables, usesVariables } from '../policy/variableUse.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'version-old',
    title: 'Outdated policy language version',
    level: 'information',
    messages: {
      old: `This is the policy language of 2008: use "${VERSION}".`,
      variables: `Policy variables don't work in ${OLD_VERSION} and match nothing: use "${VERSION}".`,
    },
  },
  docs: {
    why: 'In version 2008-10-17 of the policy language, policy variables such as ${aws:username} are plain text and match nothing. There is no reason to use it any longer.',
    howToFix: 'Use "2012-10-17".',
    whenToIgnore: 'Rarely: the policy works if it has no policy variables.',
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
            title: `Replace with "${VERSION}"`,
            safety: mayUseVariables(policy) ? 'review' : 'safe',
            edits: () => [{ op: 'replace', target: value, value: VERSION }],
          },
        ],
      });
    },
  }),
});
