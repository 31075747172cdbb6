import { ACCOUNT_DIGITS, accountFieldOf } from '../iam/account.ts';
import { defineRule } from './rule.ts';

export default defineRule({
  meta: {
    id: 'principal-account-invalid',
    title: "Account ID that doesn't have 12 digits",
    level: 'error',
    iamError: 'MalformedPolicyDocument: Invalid principal in policy',
    messages: {
      digits: `Account IDs have ${ACCOUNT_DIGITS} digits, but "{{account}}" has {{count}}. IAM rejects the policy.`,
    },
  },
  docs: {
    why: 'AWS account IDs have 12 digits, with leading zeros. IAM rejects the policy if an account ID has any other number of digits.',
    howToFix: 'Correct the account ID. Keep leading zeros.',
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
