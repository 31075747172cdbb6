import { reviewFix } from '../findings.ts';
import { parseArn } from '../iam/arn.ts';
import { trustByArn } from '../policy/trustByArn.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-sso-role',
    title: 'IAM Identity Center role with its random suffix',
    level: 'information',
    messages: {
      sso: "This role's suffix changes when its permission set is provisioned again; this trust then stops working.",
    },
    yieldsTo: ['principal-arn-invalid', 'principal-wildcard'],
  },
  docs: {
    why: 'IAM Identity Center creates a role for each permission set and account, and its name ends with a random suffix. When the permission set is provisioned again, the new role has another suffix, and nobody can assume this role through the old one. Trust the account, and match the role with a pattern on aws:PrincipalArn.',
    howToFix: 'Trust the account, and match the role with a pattern on aws:PrincipalArn that ends in _*.',
    whenToIgnore:
      'When the permission set is never removed from the account, and you accept that the trust stops working if it is.',
    references: ['https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_Admin_*"}}',
      ],
    },
  },
  create: (context) => ({
    principal(principal) {
      const { type, value, negated } = principal;
      if (type !== 'AWS' || negated || !value.value.includes('AWSReservedSSO_') || value.holes.length) return;
      const arn = parseArn(value);
      const path = arn?.resource.value ?? '';
      const set = /^AWSReservedSSO_(.+)_[0-9a-f]{16}$/.exec(path.slice(path.lastIndexOf('/') + 1))?.[1];
      if (!arn || set === undefined) return;
      const account = `arn:${arn.partition.value}:iam::${arn.account.value}`;
      const pattern = `${account}:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_${set}_*`;
      context.report({
        at: value.span,
        messageId: 'sso',
        fixes: () => {
          const change = trustByArn(principal, { account: `${account}:root`, pattern });
          const title = change?.apart
            ? 'Move the role to a statement with aws:PrincipalArn'
            : 'Trust the account and match the role with aws:PrincipalArn';
          return change ? [reviewFix(title, change.edits)] : [];
        },
      });
    },
  }),
});
