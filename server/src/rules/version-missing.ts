import { variablesOf } from '../iam/variables.ts';
import { OLD_VERSION, VERSION } from '../iam/vocabulary.ts';
import type { Policy } from '../policy/model.ts';
import { missingElementSpan } from '../policy/missingElementSpan.ts';
import { mayUseVariables, usesVariables } from '../policy/variableUse.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'version-missing',
    title: 'Missing Version',
    level: 'warning',
    messages: {
      missing: `No Version: IAM uses ${OLD_VERSION}, where policy variables don't work.`,
      variables: `No Version: IAM uses ${OLD_VERSION}, where the policy variables of this policy don't work and match nothing.`,
    },
  },
  docs: {
    why: 'Without Version, IAM uses version 2008-10-17 of the policy language. In it, policy variables such as ${aws:username} are plain text and match nothing.',
    howToFix: 'Add "Version": "2012-10-17".',
    whenToIgnore: 'Rarely: the policy works without it if it has no policy variables.',
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
      if (!node || elements.get('Version') || !complete || mayBeOfEndpoint(policy)) return;
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

/** A VPC endpoint's policy may be written like this, has seldom a Version, and is read for its bare star as it is. */
function mayBeOfEndpoint({ source, statements }: Policy): boolean {
  return source.toldBy === 'content' && statements.every((s) => s.principals.some(({ type }) => type === '*'));
}
