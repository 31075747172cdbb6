import { permissionResource } from '../policy/permissionStatement.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'resource-prohibited',
    title: 'Resource in a trust policy',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Has prohibited field Resource',
    messages: {
      prohibited: 'Remove {{element}}: a trust policy always applies to its own role. IAM rejects the policy.',
    },
  },
  docs: {
    why: 'A trust policy always applies to the role that it is attached to. IAM rejects a policy with a Resource.',
    howToFix: 'Remove the element. What the role may access belongs in its permissions policy.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html'],
    accessAnalyzer: ['ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole", "Resource": "*"',
      ],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    statement(statement) {
      const { node, elements } = statement;
      if (permissionResource(statement)) return; // another policy's
      for (const element of ['Resource', 'NotResource'] as const) {
        const member = elements.get(element)?.member;
        if (!member || member.maybe || member.key.value !== element) continue;
        context.report({
          at: member.key.span,
          messageId: 'prohibited',
          data: { element },
          fixes: () => [
            {
              kind: 'tree',
              title: `Remove ${element}`,
              safety: 'safe',
              edits: () => [{ op: 'remove', target: member, parent: node }],
            },
          ],
        });
      }
    },
  }),
});
