import { OLD_VERSION, VERSION } from '../iam/vocabulary.ts';
import { mayUseVariables } from '../policy/variableUse.ts';
import { textOf } from '../policy/policyText.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'version-invalid',
    title: 'Version is neither 2012-10-17 nor 2008-10-17',
    level: 'error',
    iamError: 'MalformedPolicyDocument: The policy must contain a valid version string',
    messages: {
      invalid: `"{{version}}" is no version of the policy language; IAM refuses the policy. It is "${VERSION}", not a date of your own.`,
    },
  },
  docs: {
    why: 'Version names the policy language, not the day the policy was written. There are two: 2012-10-17, and 2008-10-17 of old.',
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
            title: `Change to "${VERSION}"`,
            safety: mayUseVariables(policy) ? 'review' : 'safe',
            edits: () => [{ op: 'replace', target: value, value: VERSION }],
          },
        ],
      });
    },
  }),
});
