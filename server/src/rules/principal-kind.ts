import { parseArn } from '../iam/arn.ts';
import { own } from '../text/own.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-kind',
    title: "Principal that can't make requests",
    level: 'error',
    iamError: 'MalformedPolicyDocument: Invalid principal in policy: "AWS":"…"',
    messages: {
      kind: "{{kind}} can't be a principal: {{instead}}. IAM rejects the policy.",
    },
  },
  docs: {
    why: "Users, roles, role sessions, accounts, services and identity providers make requests. Groups, policies, instance profiles and MFA devices don't, and IAM rejects them as principals.",
    howToFix: 'Use the role, user or account that makes the request.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:group/admins"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}',
      ],
    },
  },
  create: (context) => ({
    principal({ type, value }) {
      const resource = type === 'AWS' ? parseArn(value)?.resource : undefined;
      if (!resource) return;
      const name = /^([a-z0-9-]+)[/:]/.exec(resource.value)?.[1];
      const kind = name === undefined ? undefined : own(KINDS, name);
      if (!kind || (resource.holes[0]?.from ?? Infinity) < (name?.length ?? 0)) return;
      context.report({ at: value.span, messageId: 'kind', data: { kind: kind[0], instead: kind[1] } });
    },
  }),
});

const NAME_ROLE = 'use the role or user that makes the request';
const KINDS: Readonly<Record<string, readonly [kind: string, instead: string]>> = {
  group: ['A group', 'trust the account, and allow its members to assume the role in a policy of the group'],
  policy: ['A policy', NAME_ROLE],
  'instance-profile': ['An instance profile', 'use the role in it'],
  mfa: ['An MFA device', 'require MFA with a condition on aws:MultiFactorAuthPresent'],
  u2f: ['A security key', 'require MFA with a condition on aws:MultiFactorAuthPresent'],
  'server-certificate': ['A server certificate', NAME_ROLE],
  'access-report': ['An access report', NAME_ROLE],
};
