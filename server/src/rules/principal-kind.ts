import { parseArn } from '../iam/arn.ts';
import { own } from '../text/own.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-kind',
    title: 'Something that cannot call AWS, as a principal',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Invalid principal in policy: "AWS":"…"',
    messages: {
      kind: '{{kind}} makes no calls, so it cannot assume a role; IAM refuses the policy. {{instead}}',
    },
  },
  docs: {
    why: 'Users, roles, sessions, accounts, services and identity providers make calls. Groups, policies, instance profiles and MFA devices do not: IAM refuses them as principals.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:group/admins"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/admin"}, "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}',
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

const NAME_ROLE = 'Name the role or user that calls.';
const KINDS: Readonly<Record<string, readonly [kind: string, instead: string]>> = {
  group: ['A group', 'Trust the account, and let the group’s policy allow its members to assume the role.'],
  policy: ['A policy', NAME_ROLE],
  'instance-profile': ['An instance profile', 'Name the role inside it.'],
  mfa: ['An MFA device', 'Demand MFA with a condition on aws:MultiFactorAuthPresent.'],
  u2f: ['A security key', 'Demand MFA with a condition on aws:MultiFactorAuthPresent.'],
  'server-certificate': ['A server certificate', NAME_ROLE],
  'access-report': ['An access report', NAME_ROLE],
};
