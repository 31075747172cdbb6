import { permissionResource } from '../policy/permissionStatement.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'policy-kind-permission',
    title: 'Permissions policy where a trust policy is expected',
    level: 'warning',
    messages: {
      member:
        'This looks like a permissions policy (Resource, no Principal), but a trust policy is required here. IAM rejects it.',
      name: 'This looks like a permissions policy (Resource, no Principal), but the file is named like a trust policy.',
      user: 'This looks like a permissions policy (Resource, no Principal), not a trust policy. IAM rejects it as a trust policy.',
      statement:
        'This statement belongs in a permissions policy: it has {{element}} and no Principal. IAM rejects the trust policy.',
    },
    appliesTo: ['permission', 'trust'],
    rejected: ['statement'],
  },
  docs: {
    why: 'A permissions policy says what a role can do; a trust policy says who can assume it. IAM rejects a permissions policy as a trust policy: in AssumeRolePolicyDocument or assume_role_policy the deployment fails (error). In a file that is only named like a trust policy it is probably the wrong policy (warning). A single statement of that kind makes IAM reject the whole trust policy (error).',
    howToFix: 'Put this policy in the permissions of the role, and write a trust policy with a Principal here.',
    whenToIgnore: 'When the file only has a similar name. Then rename it.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html'],
    examples: {
      bad: ['"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"'],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    policy({ statements, source: { toldBy, kind } }) {
      if (kind === 'trust') return;
      const resource = statements[0]?.elements.get('Resource') ?? statements[0]?.elements.get('NotResource');
      if (!resource || toldBy === 'content') return;
      const level = toldBy === 'member' ? { level: 'error' as const } : {};
      context.report({ at: resource.member.key.span, messageId: toldBy, ...level });
    },
    statement(statement) {
      const element = permissionResource(statement);
      const resource = element && statement.elements.get(element);
      if (!resource || statement.policy.source.kind === 'permission') return;
      context.report({ at: resource.member.key.span, messageId: 'statement', level: 'error', data: { element } });
    },
  }),
});
