import { OLD_VERSION, VERSION } from '../iam/vocabulary.ts';
import { mayUseVariables } from '../policy/variableUse.ts';
import { textOf } from '../policy/policyText.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'version-invalid',
    title: 'Invalid policy Version',
    level: 'error',
    iamError: 'MalformedPolicyDocument: The policy must contain a valid version string',
    messages: {
      invalid: `Version must be "${VERSION}", not "{{version}}" (it isn't the date you wrote the policy). IAM rejects the policy.`,
    },
  },
  docs: {
    why: 'Version is the version of the policy language, not the date on which you wrote the policy. There are two versions: 2012-10-17 and the older 2008-10-17.',
    howToFix: 'Use "2012-10-17".',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html'],
    accessAnalyzer: ['INVALID_VERSION'],
    examples: {
      bad: [
        '{"Version": "2024-06-01", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}',
      ],
      good: [
        '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}',
      ],
    },
  },
  create: (context) => ({
    policy(policy) {
      const { elements } = policy;
      const value = elements.get('Version')?.value;
      if (value?.kind !== 'string' || value.value === VERSION || value.value === OLD_VERSION) return;
      if (textOf(value).holes.length) return;
      context.report({
        at: value.span,
        messageId: 'invalid',
        data: { version: value.value },
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
