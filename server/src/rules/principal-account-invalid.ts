import { ACCOUNT_DIGITS, accountFieldOf } from '../iam/account.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-account-invalid',
    title: 'An account id that has not 12 digits',
    level: 'error',
    iamError: 'MalformedPolicyDocument: Invalid principal in policy',
    messages: {
      digits: `{{account}} has {{count}} digits; an account id has ${ACCOUNT_DIGITS}. IAM refuses the policy.`,
    },
  },
  docs: {
    why: 'AWS account ids have 12 digits, leading zeros included. With any other number there is no such account, and IAM refuses the policy.',
    references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/console-account-alias.html'],
    accessAnalyzer: ['INVALID_ARN_ACCOUNT'],
    examples: {
      bad: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::11112222333:role/deploy"}, "Action": "sts:AssumeRole"',
      ],
      good: [
        '"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/deploy"}, "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "7f9c3b1e-2c1d-4c55-9a0e"}}',
      ],
    },
  },
  create: (context) => ({
    principal({ type, value }) {
      if (type !== 'AWS' && type !== 'Federated') return;
      const account = accountFieldOf(value);
      if (!account || account.holes.length || !/^\d+$/.test(account.value) || account.value.length === ACCOUNT_DIGITS)
        return;
      if (type === 'Federated' && account.to === value.value.length) return; // a bare number is no provider at all
      context.report({
        at: value.slice(account.from, account.to),
        messageId: 'digits',
        data: { account: account.value, count: account.value.length },
      });
    },
  }),
});
