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
      noRegion:
        "This role's suffix changes when its permission set is provisioned again; this trust then stops working. Only roles of an IAM Identity Center in us-east-1 have this path. In other Regions it is /aws-reserved/sso.amazonaws.com/REGION/, and IAM rejects the policy.",
      session:
        "The suffix of this session's role changes when its permission set is provisioned again; this trust then stops working.",
    },
    yieldsTo: ['principal-arn-invalid'],
  },
  docs: {
    why: "IAM Identity Center creates a role for each permission set and account, and its name ends with a random suffix. When the permission set is provisioned again, the new role has another suffix, and nobody can assume this role through the old one. Trust the account, and match the role with a pattern on aws:PrincipalArn. The path of the role has the Region of the IAM Identity Center in it, except in us-east-1: with the wrong path the role doesn't exist, and IAM rejects the policy.",
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
      const role = arn && ssoRoleOf(arn.resource.value);
      if (!role) return;
      const account = `arn:${arn.partition.value}:iam::${arn.account.value}`;
      const pattern = `${account}:role${PATH}*/AWSReservedSSO_${role.set}_*`;
      context.report({
        at: value.span,
        messageId: role.isSession ? 'session' : role.path === `${PATH}/` ? 'noRegion' : 'sso',
        fixes: () => {
          const change = trustByArn(principal, { account: `${account}:root`, pattern });
          const title = change?.apart
            ? 'Move the role to a statement with aws:PrincipalArn'
            : 'Trust the account and match the role with aws:PrincipalArn';
          const all = role.isSession ? ' (all its sessions)' : '';
          return change ? [reviewFix(title + all, change.edits)] : [];
        },
      });
    },
  }),
});

const PATH = '/aws-reserved/sso.amazonaws.com';

interface SsoRole {
  /** The permission set. */
  readonly set: string;
  readonly path: string;
  readonly isSession: boolean;
}

/** What an ARN's resource says of a role of IAM Identity Center, or of one of its sessions. */
function ssoRoleOf(resource: string): SsoRole | undefined {
  const name = /^(?:role(\/.*)?|assumed-role)\/AWSReservedSSO_([^/]+)_[0-9a-f]{16}(\/[^/]+)?$/.exec(resource);
  const [, path = '', set, session] = name ?? [];
  const isSession = resource.startsWith('assumed-role/');
  return set === undefined || isSession !== (session !== undefined) ? undefined : { set, path: `${path}/`, isSession };
}
