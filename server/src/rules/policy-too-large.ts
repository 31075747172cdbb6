import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'policy-too-large',
    title: 'Trust policy near or above the size quota',
    level: 'warning',
    iamError: 'LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048',
    messages: {
      above:
        'This policy is too long: {{size}} of {{quota}} characters without white space. IAM rejects the policy unless you raise the quota.',
      most: "This policy is too long: {{size}} characters without white space, and the quota can't exceed {{most}}. IAM rejects the policy.",
      near: "This policy has {{size}} of the {{quota}} characters in the quota (white space isn't counted).",
    },
  },
  docs: {
    why: 'IAM allows 2048 characters in a role trust policy (white space isn\'t counted). You can raise the quota "Role trust policy length" of the account up to 8192. IAM rejects longer policies.',
    howToFix:
      'Merge statements, or replace a list of roles with the account and a pattern on aws:PrincipalArn. If you raise the quota, also set trustPolicy.quota.',
    whenToIgnore: 'While the policy is only near the quota. IAM rejects it above the quota of your account.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html'],
    accessAnalyzer: ['POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA'],
    examples: {
      bad: [],
      good: ['"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"'],
    },
  },
  create: (context) => ({
    policy({ source, elements }) {
      const { quota } = context;
      if (source.json !== undefined && source.json.length < quota * NEAR) return; // the common case: no need to count
      const size = source.length();
      if (size === undefined) return; // what a deploy fills in has another length
      const at = elements.get('Statement')?.member.key.span ?? source.root.span;
      const data = { size, quota, most: MOST };
      if (size > MOST) context.report({ at, messageId: 'most', level: 'error', data });
      else if (size > quota) context.report({ at, messageId: 'above', data });
      else if (size >= quota * NEAR) context.report({ at, messageId: 'near', level: 'information', data });
    },
  }),
});

/** The quota cannot be raised above it. */
const MOST = 8192;
const NEAR = 0.9;
